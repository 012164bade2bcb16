"""Contacts in the middle of a flow, and which of them an edit may leave without a place to go on from."""

from collections.abc import Iterator

from flowops.model.json import JsonObject


def stranded(waiting: int, before: JsonObject, after: JsonObject) -> int:
    """How many of those who wait may lose their node. The API does not tell who waits where, so it is all or none."""
    return waiting if waits(before) - nodes(after) else 0


def waits(body: JsonObject) -> set[str]:
    """UUIDs of the nodes at which a contact can stand: waits for an answer, and for a flow that was entered."""
    return {str(node.get("uuid")) for node in _nodes(body) if _waits(node)}


def nodes(body: JsonObject) -> set[str]:
    """UUIDs of all nodes."""
    return {str(node.get("uuid")) for node in _nodes(body)}


def _nodes(body: JsonObject) -> Iterator[JsonObject]:
    listed = body.get("nodes")
    yield from (node for node in (listed if isinstance(listed, list) else ()) if isinstance(node, dict))


def _waits(node: JsonObject) -> bool:
    router, actions = node.get("router"), node.get("actions")
    if isinstance(router, dict) and router.get("wait"):
        return True
    listed = actions if isinstance(actions, list) else []
    return any(
        isinstance(action, dict) and action.get("type") == "enter_flow" and not action.get("terminal")
        for action in listed
    )


def of_row(row: JsonObject) -> int:
    """How many wait in a flow, as flows.json tells; up to RapidPro 8.2 it only tells who is still in it."""
    runs = row.get("runs")
    counts = runs if isinstance(runs, dict) else {}
    found = counts.get("waiting", counts.get("active"))
    return found if isinstance(found, int) else 0
