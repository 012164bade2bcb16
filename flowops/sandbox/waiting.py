"""Contacts who wait at a node of a flow for their turn to reply, and those whose node is no longer there."""

from collections import Counter

from flowops.errors import FormatError
from flowops.model.json import JsonObject
from flowops.sandbox.parsing import objects, optional, text
from flowops.sandbox.workspace import Workspace


def put(workspace: Workspace, body: JsonObject) -> None:
    """Lets `count` more contacts wait at a node; `flow` is a UUID or a name in any letter case."""
    flow, node = text(body, "flow", "the body"), text(body, "node", "the body")
    count = body.get("count", 1)
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise FormatError("count is no number of contacts")
    with workspace.lock:
        place = (_flow(workspace, flow), node)
        if is_gone(workspace, place):
            raise FormatError(f"flow {flow} has no node {node}")
        workspace.waiting[place] = workspace.waiting.get(place, 0) + count
        workspace.changed()


def shown(workspace: Workspace) -> JsonObject:
    """How many contacts wait, and how many of those are stranded."""
    rows = workspace.waiting.items()
    return {
        "waiting": sum(count for _, count in rows),
        "stranded": sum(count for place, count in rows if is_gone(workspace, place)),
    }


def by_flow(workspace: Workspace) -> Counter[str]:
    """How many contacts wait in each flow, the stranded ones among them: nobody has ended their runs."""
    counts: Counter[str] = Counter()
    for (flow, _), count in workspace.waiting.items():
        counts[flow] += count
    return counts


def is_gone(workspace: Workspace, place: tuple[str, str]) -> bool:
    """Whether the node, or the whole flow, is not there."""
    uuid, node = place
    flow = workspace.flows.get(uuid)
    return flow is None or node not in {
        optional(each, "uuid") for each in objects(flow.definition.get("nodes"))
    }


def _flow(workspace: Workspace, asked: str) -> str:
    if asked in workspace.flows:
        return asked
    same = (flow.uuid for flow in workspace.flows.values() if flow.name.lower() == asked.lower())
    found = next(same, None)
    if found is None:
        raise FormatError(f"there is no flow {asked}")
    return found
