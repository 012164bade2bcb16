"""A node that no run can come to."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each node that no path from the entry leads to."""
    reached = {node.uuid for node in flow.reachable}
    for node in flow.nodes:
        if node.uuid not in reached:
            yield node.complaint(f'node "{node.label}" is unreachable')


RULE = Rule(
    id="GRAPH001",
    title="a node that nothing leads to",
    why="No contact ever gets there: it is left over, or a connection was lost in an edit or a merge.",
    advice="Connect it, or delete it.",
    severity="warning",
    check=check,
    bad=Example(
        (a_flow("ANC", a_node("Welcome", send("Welcome!")), a_node("Ask clinic", send("Which clinic?"))),),
        shown=("nodes",),
    ),
    good=Example(
        (
            a_flow(
                "ANC",
                a_node("Welcome", send("Welcome!"), then="Ask clinic"),
                a_node("Ask clinic", send("Which clinic?")),
            ),
        ),
        shown=("nodes",),
    ),
)
