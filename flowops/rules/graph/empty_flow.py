"""A flow that does nothing."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each flow without a node."""
    if not flow.nodes:
        yield flow.complaint("the flow has no nodes", "nodes")


RULE = Rule(
    id="GRAPH012",
    title="a flow without nodes",
    why="Whoever is put into it is out again at once, without a message.",
    advice="Build it, or delete it.",
    severity="info",
    check=check,
    bad=Example((a_flow("ANC"),)),
    good=Example((a_flow("ANC", a_node("Welcome", send("Welcome!"))),)),
)
