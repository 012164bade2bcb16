"""How much of something a contact meets on one way through a flow, the flows that it enters included."""

from collections.abc import Callable, Iterator, Mapping

from flowops.rules.flow import Flow
from flowops.rules.node import Node
from flowops.rules.paths import forward, longest
from flowops.rules.project import Project

Totals = Mapping[str, Mapping[str, int]]


def most(project: Project, weigh: Callable[[Node], int]) -> Totals:
    """UUID of a flow -> UUID of a reachable node -> the most from there on to the end of the flow.

    A flow that enters itself, or is entered by one that it enters, counts once.
    """
    entered = {flow.uuid: _entered(flow, project) for flow in project.flows}
    by_uuid = {flow.uuid: flow for flow in project.flows}
    found: dict[str, Mapping[str, int]] = {}
    for uuid in reversed(forward(entered, entered)):
        flow = by_uuid[uuid]
        weights = {node.uuid: _weight(node, project, weigh, found) for node in flow.reachable}
        found[uuid] = longest(flow.forward, weights)
    return found


def total(flow: Flow, totals: Totals) -> int:
    """Of a whole flow; 0 for one that is only now looked at."""
    return totals.get(flow.uuid, {}).get(flow.entry.uuid, 0) if flow.entry else 0


def sub_flows(node: Node, project: Project) -> Iterator[Flow]:
    """The flows, of those that are known, from which a run comes back to this node."""
    for action in node.actions:
        target = action.body.get("flow")
        stays = action.type == "enter_flow" and not action.body.get("terminal")
        if stays and isinstance(target, dict) and (found := project.flow(target)):
            yield found


def _entered(flow: Flow, project: Project) -> tuple[str, ...]:
    return tuple({it.uuid: None for node, _ in flow.doing("enter_flow") for it in sub_flows(node, project)})


def _weight(node: Node, project: Project, weigh: Callable[[Node], int], found: Totals) -> int:
    inside = sum(total(it, found) for it in sub_flows(node, project)) if node.actions else 0
    return weigh(node) + inside
