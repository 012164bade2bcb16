"""An invalid reply that nobody tells the contact about."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.design.open_ended_question import hears_all
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Category, Node
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.silence import silence
from flowops.rules.sketch import When, a_flow, a_node, ask, send


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each question whose default leads where a valid reply leads, or to a question without a message before it."""
    for node in flow.asked:
        default = node.default
        if default is None or not default.destination or not node.cases or hears_all(node):
            continue
        twin = _twin(node, default)
        if twin:
            message = f'"{default.name}" is treated like "{twin.name}"'
        elif questions := silence(flow, project, default.destination).questions:
            again = "asked again" if node in questions else "asked the next question"
            message = f'after an invalid reply ("{default.name}") people are {again} without a word'
        else:
            continue
        yield node.complaint(message, "router", "categories", default.index)


def _twin(node: Node, default: Category) -> Category | None:
    """The first category with a test that leads to the same place."""
    tested = {case.category for case in node.cases} - {default.uuid}
    return next(
        (it for it in node.categories if it.uuid in tested and it.destination == default.destination), None
    )


def _question(other: str) -> Example:
    yes = When("Yes", ("has_any_word", ["1 yes"]), "Good")
    nodes = (
        ask("Will you go?", yes, When("Other", None, other)),
        a_node("Good", send("Good!")),
        a_node("Sorry", send("Sorry, please reply 1=Yes, 0=No"), then="Will you go?"),
    )
    return Example((a_flow("ANC", *nodes),), shown=("nodes", 0, "exits"))


RULE = Rule(
    id="FLOW005",
    title="an invalid reply that goes unnoticed",
    why="People do not learn that they were not understood, and wrong answers are counted with the right ones.",
    advice="Send a message that says what to reply before the flow goes on.",
    severity="warning",
    check=check,
    bad=_question("Good"),
    good=_question("Sorry"),
    practice="Flow programming: error messages",
)
