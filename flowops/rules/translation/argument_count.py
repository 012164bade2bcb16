"""Translated words of a case that do not fit its test."""

from collections.abc import Iterator

from flowops.model.json import an_object
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sent import translation
from flowops.rules.sketch import When, a_flow, ask, uid


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each case whose translated arguments are not as many as its own."""
    cases = [case for node in flow.nodes for case in node.cases] if flow.localization else []
    for language, items in flow.localization.items():
        for case in cases:
            given = translation(an_object(items.get(case.uuid)).get("arguments"))
            if given and len(given) != len(case.arguments):
                has = "1 argument" if len(given) == 1 else f"{len(given)} arguments"
                yield flow.complaint(
                    f"{language}: {has}, base: {len(case.arguments)}: RapidPro ignores the translation",
                    *("localization", language, case.uuid, "arguments"),
                    text=f"{language}: {' | '.join(given)}",
                )


def _example(*french: str) -> Example:
    question = ask("Coming?", When("Yes", ("has_any_word", ["yes ok"])), When("Other", None))
    return Example(
        (a_flow("ANC", question, localization={"fra": {uid("case Coming? Yes"): {"arguments": [*french]}}}),),
        shown=("localization",),
    )


RULE = Rule(
    id="TRANS009",
    title="translated words of another number than the case has",
    why="RapidPro takes the words of the base instead: what people reply in their language matches nothing.",
    advice="Write as many arguments as the case has; several words for one argument stand in one text.",
    severity="warning",
    check=check,
    bad=_example("oui", "ok"),
    good=_example("oui ok"),
)
