"""A pattern of a split that RapidPro's regular expressions refuse."""

from collections.abc import Iterator

from flowops.model.json import a_text, an_object, objects, texts
from flowops.references.template import evaluated
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.expression.re2 import refusal
from flowops.rules.expression.written import excerpt
from flowops.rules.flow import Flow
from flowops.rules.lines import Steps
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, a_node, ask, send


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """The first argument of each has_pattern, and its translations, where they hold no expression."""
    for language, steps, pattern in _patterns(flow):
        if not any(evaluated(pattern)) and (why := refusal(pattern.strip())):
            prefix = f"{language}: " if language else ""
            yield flow.complaint(f"{prefix}'{excerpt(pattern)}' is no valid pattern: {why}", *steps)


def _patterns(flow: Flow) -> Iterator[tuple[str, Steps, str]]:
    """Language, place and pattern."""
    for node in flow.nodes:
        for index, case in enumerate(objects(node.router.get("cases"))):
            if case.get("type") != "has_pattern":
                continue
            if arguments := texts(case.get("arguments")):
                yield "", (*node.steps, "router", "cases", index, "arguments", 0), arguments[0]
            uuid = a_text(case.get("uuid"))
            for language, items in flow.localization.items():
                if translated := texts(an_object(items.get(uuid)).get("arguments")):
                    yield language, ("localization", language, uuid, "arguments", 0), translated[0]


def _asking(pattern: str) -> Example:
    asked = ask("Code", When("A code", ("has_pattern", [pattern]), "Thanks"), When("Other", None))
    return Example(
        (a_flow("Code", asked, a_node("Thanks", send("Thanks!"))),), shown=("nodes", 0, "router", "cases", 0)
    )


RULE = Rule(
    id="EXPR009",
    title="a pattern that RapidPro's regular expressions refuse",
    why="The test fails at every reply, so all of them take the Other category.",
    advice="Write it in RE2's syntax: no look-around, no back-references.",
    severity="error",
    check=check,
    bad=_asking("^(?=.*[0-9])[A-Z0-9]{6}$"),
    good=_asking("^[A-Z]{3}[0-9]{3}$"),
)
