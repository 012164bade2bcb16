"""A node that has several exits, but nothing to choose one by."""

from collections.abc import Iterator

from flowops.model.json import JsonObject
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send, uid


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each node without a router, but with more exits than one."""
    for node in flow.nodes:
        if len(node.exits) > 1 and not node.router:
            yield node.complaint(f"only the first of {len(node.exits)} exits is ever taken", "exits", 1)


def _exit(name: str, to: str) -> JsonObject:
    return {"uuid": uid(f"exit {name}"), "destination_uuid": uid(f"node {to}")}


def _flow(*exits: JsonObject) -> JsonObject:
    welcome = a_node("Welcome", send("Welcome!"), exits=[*exits])
    return a_flow("ANC", welcome, a_node("Ask", send("Which clinic?")), a_node("Bye", send("Bye!")))


RULE = Rule(
    id="GRAPH004",
    title="several exits, but no split",
    why="Without a split RapidPro always takes the first exit: where the others lead, nobody comes.",
    advice="Delete the other exits, or split.",
    severity="warning",
    check=check,
    bad=Example((_flow(_exit("first", "Ask"), _exit("second", "Bye")),), shown=("nodes", 0, "exits")),
    good=Example((_flow(_exit("first", "Ask")),), shown=("nodes", 0, "exits")),
)
