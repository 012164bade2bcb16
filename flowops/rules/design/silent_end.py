"""An invalid reply that ends the flow."""

from collections.abc import Iterator

from flowops.model.finding import Severity
from flowops.rules.complaint import Complaint
from flowops.rules.design.open_ended_question import hears_all
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, a_node, ask, send


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each question that tests the reply and leads nowhere if no test fits; the parent of a sub-flow may go on."""
    severity: Severity = "error" if flow.uuid in project.entries or not project.whole else "warning"
    for node in flow.asked:
        default = node.default
        if default and not default.destination and node.cases and not hears_all(node):
            message = f'an invalid reply ("{default.name}") ends the flow without a word'
            steps = ("router", "categories", default.index)
            yield node.complaint(message, *steps, text=node.label, severity=severity)


def _question(other: str | None) -> Example:
    yes = When("Yes", ("has_any_word", ["1 yes"]), "Good")
    nodes = (
        ask("Will you go?", yes, When("Other", None, other)),
        a_node("Good", send("Good!")),
        a_node("Sorry", send("Sorry, please reply 1=Yes, 0=No"), then="Will you go?"),
    )
    return Example((a_flow("ANC", *nodes),), shown=("nodes", 0, "exits"))


RULE = Rule(
    id="FLOW004",
    title="an invalid reply that ends the flow",
    why="Whoever mistypes, or answers in words where a number is meant, hears nothing more and is not counted.",
    advice="Send a message that says what to reply, and ask again.",
    severity="error",
    check=check,
    bad=_question(None),
    good=_question("Sorry"),
    practice="Flow programming: error messages",
)
