"""A merged flow in which everything that is led to is there: one side may have removed what the other now leads to."""

from collections.abc import Iterator

from flowops.diff.edits import items
from flowops.diff.threeway import Conflict, Merge, at
from flowops.diff.tree import ABSENT, Path
from flowops.model.json import JsonObject

# Part that leads -> (the key that holds the UUID, the part that it leads to)
_LEADS = (
    ("exits", "destination_uuid", "nodes"),
    ("categories", "exit_uuid", "exits"),
    ("cases", "category_uuid", "categories"),
)


def mend(merged: Merge, base: JsonObject, ours: JsonObject, theirs: JsonObject) -> None:
    """Bring back what was removed and is led to, as a conflict, until nothing is missing that a side or base has."""
    while missing := list(dict.fromkeys(_missing(merged.tree))):
        brought = [path for path in missing if _bring(merged, path, (ours, theirs, base))]
        if not brought:
            return  # it was missing on every side


def _bring(merged: Merge, path: Path, sides: tuple[JsonObject, JsonObject, JsonObject]) -> bool:
    found = next((value for side in sides if (value := at(side, path)) is not ABSENT), ABSENT)
    if found is ABSENT or found is None:
        return False
    parent = at(merged.tree, path[:-2])
    if not isinstance(parent, dict):
        return False
    held, order = parent.setdefault("items", {}), parent.setdefault("order", [])
    if isinstance(held, dict) and isinstance(order, list):
        held[path[-1]] = found
        order.append(path[-1])
    ours, theirs, base = (at(side, path) for side in sides)
    merged.conflicts.append(Conflict(path, base, ours, theirs))
    return True


def _missing(tree: JsonObject) -> Iterator[Path]:
    """Places of what is led to and not there."""
    nodes = items(tree, "nodes")
    for uuid, node in nodes.items():
        if not isinstance(node, dict):
            continue
        home: Path = ("nodes", "items", uuid)
        for part, key, target in _LEADS:
            there = nodes if target == "nodes" else items(node, target)
            place: Path = ("nodes", "items") if target == "nodes" else (*home, target, "items")
            for it in _values(items(node, part), key):
                if it not in there:
                    yield (*place, it)
        for it in _chosen(node):
            if it not in items(node, "categories"):
                yield (*home, "categories", "items", it)


def _values(parts: JsonObject, key: str) -> Iterator[str]:
    for part in parts.values():
        found = part.get(key) if isinstance(part, dict) else None
        if isinstance(found, str) and found:
            yield found


def _chosen(node: JsonObject) -> Iterator[str]:
    """Categories that the router itself names: the default one, and that of the time-out."""
    router = node.get("router")
    own = router if isinstance(router, dict) else {}
    wait = own.get("wait")
    timeout = wait.get("timeout") if isinstance(wait, dict) else None
    for holder, key in ((own, "default_category_uuid"), (timeout, "category_uuid")):
        found = holder.get(key) if isinstance(holder, dict) else None
        if isinstance(found, str) and found:
            yield found
