"""Which flows, campaigns and triggers belong together: the graph that decides what an export takes along."""

from collections import defaultdict
from collections.abc import Iterable

from flowops.sandbox.workspace import Workspace

Node = tuple[str, str]
"""A kind and an identity: the UUID of a flow or campaign, the number of a trigger."""

Graph = dict[Node, set[Node]]


def closure(graph: Graph, start: Iterable[Node]) -> set[Node]:
    """Everything that can be reached from the start, the start among it."""
    reached = set(start)
    waiting = list(reached)
    while waiting:
        for neighbour in graph.get(waiting.pop(), set()) - reached:
            reached.add(neighbour)
            waiting.append(neighbour)
    return reached


def flow_graph(workspace: Workspace) -> Graph:
    """What is connected by one flow entering or starting another, and by triggers."""
    return _symmetric(_flow_edges(workspace, {}))


def full_graph(workspace: Workspace) -> Graph:
    """The same, and campaigns: with the flows of their events, and with every flow that uses their group."""
    by_group: dict[str, set[Node]] = defaultdict(set)
    for campaign in workspace.campaigns.values():
        by_group[campaign.group].add(("campaign", campaign.uuid))  # archived ones too, as RapidPro does
    edges = _flow_edges(workspace, by_group)
    for campaign in workspace.campaigns.values():
        if not campaign.archived:
            edges["campaign", campaign.uuid] |= {
                ("flow", event.flow) for event in campaign.events if event.flow
            }
    return _symmetric(edges)


def _flow_edges(workspace: Workspace, campaigns_by_group: dict[str, set[Node]]) -> Graph:
    edges: Graph = defaultdict(set)
    for flow in workspace.flows.values():
        if flow.archived:
            continue
        needed = flow.inspection.of("flow").keys() & workspace.flows.keys()
        edges["flow", flow.uuid] = {("flow", uuid) for uuid in needed}
        for group in flow.inspection.of("group"):
            edges["flow", flow.uuid] |= campaigns_by_group.get(group, set())
    for number, trigger in enumerate(workspace.triggers):
        if not trigger.archived:
            edges["trigger", str(number)] = {("flow", trigger.flow)}
    return edges


def _symmetric(edges: Graph) -> Graph:
    both: Graph = defaultdict(set)
    for node, neighbours in edges.items():
        both[node] |= neighbours
        for neighbour in neighbours:
            both[neighbour].add(node)
    return both
