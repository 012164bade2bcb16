"""A question that takes any text."""

from collections.abc import Iterator

from flowops.model.json import an_object
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Node
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, ask

ANY_TEXT = frozenset(("has_text", "has_value"))


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each question without a test but for any text, unless its result is one that people put in their own words."""
    for node in flow.asked:
        if takes_any_text(node) and not _may(node, project.settings.open_ended):
            yield node.complaint(f'"{node.result_name or node.label}" is open-ended', "router")


def takes_any_text(node: Node) -> bool:
    """Whether every text is a valid reply; a wait for a picture, a recording or a place asks for no text."""
    is_text = an_object(node.wait.get("hint")).get("type") in (None, "digits")
    return is_text and all(case.type in ANY_TEXT for case in node.cases)


def hears_all(node: Node) -> bool:
    """Whether no text is invalid: the default is left for pictures and the like."""
    return any(case.type in ANY_TEXT for case in node.cases) or takes_any_text(node)


def _may(node: Node, open_ended: tuple[str, ...]) -> bool:
    result = node.result_name.lower()
    return any(part.lower() in result for part in open_ended)


def _symptom(*whens: When) -> Example:
    return Example((a_flow("ANC", ask("Symptom", *whens, result="Symptom")),), shown=("nodes", 0, "router"))


RULE = Rule(
    id="FLOW002",
    title="an open-ended question",
    why="Free text is hard to write on a simple phone, and no flow can go on from what it says.",
    advice='Offer numbered answers, or name the result in "open_ended" if everybody is to use their own words.',
    severity="info",
    check=check,
    bad=_symptom(When("All Responses", None)),
    good=_symptom(When("Fever", ("has_any_word", ["1 fever"])), When("Other", None)),
    practice="Flow design: close-ended",
)
