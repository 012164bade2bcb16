"""A question that is asked again for ever."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.design.open_ended_question import hears_all
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Node
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, a_node, ask, send, split


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each question to which its default leads back, with nothing on the way that could lead elsewhere."""
    for node in flow.asked:
        default = node.default
        if default and node.cases and not hears_all(node) and _comes_back(flow, node, default.destination):
            yield node.complaint(
                f'"{default.name}" asks again and again, without a counter or a way out',
                *("router", "categories", default.index),
            )


def _comes_back(flow: Flow, question: Node, start: str) -> bool:
    seen: set[str] = set()
    place = start
    while place != question.uuid:
        node = flow.by_uuid.get(place)
        if node is None or place in seen or len(node.next) != 1 or _goes_away(node):
            return False
        seen.add(place)
        place = node.next[0]
    return True


def _goes_away(node: Node) -> bool:
    return node.is_question or any(action.type == "enter_flow" for action in node.actions)


_YES = When("Yes", ("has_any_word", ["1 yes"]))

RULE = Rule(
    id="FLOW006",
    title="a retry without an end",
    why="Who cannot or will not answer as the flow wants gets the same message after each reply.",
    advice="Count the tries, and go on another way after the second.",
    severity="info",
    check=check,
    bad=Example(
        (
            a_flow(
                "ANC",
                ask("Will you go?", _YES, When("Other", None, "Sorry")),
                a_node("Sorry", send("Sorry, please reply 1=Yes, 0=No"), then="Will you go?"),
            ),
        ),
        shown=("nodes", 1),
    ),
    good=Example(
        (
            a_flow(
                "ANC",
                ask("Will you go?", _YES, When("Other", None, "Tries")),
                split(
                    "Tries",
                    "@results.tries",
                    When("Try Again", ("has_number_lt", ["2"]), "Sorry"),
                    When("Enough", None, "Bye"),
                ),
                a_node("Sorry", send("Sorry, please reply 1=Yes, 0=No"), then="Will you go?"),
                a_node("Bye", send("A health worker will call you.")),
            ),
        ),
        shown=("nodes", 1, "router", "cases"),
    ),
    practice="Flow programming: error messages",
)
