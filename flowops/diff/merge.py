"""Merging three versions of an object on nodes, not on lines."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from flowops import canon
from flowops.diff import mending, threeway
from flowops.diff.blind import blind
from flowops.diff.campaign import paired_events
from flowops.diff.correspondence import Correspondence, correspond
from flowops.diff.edits import items
from flowops.diff.graph import Graph, graph
from flowops.diff.outline import assembled, listed, listed_items, outline
from flowops.diff.rekey import injective, object_rekeyed, uuids_in
from flowops.diff.tree import ABSENT, Path, Value
from flowops.model.conflict import CONFLICTS
from flowops.model.json import Json, JsonObject
from flowops.model.kind import CAMPAIGN, FLOW
from flowops.model.label import node_label

_LISTS = frozenset({"nodes", "actions", "exits", "categories", "cases", "events"})


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged object; every conflict is in it, under CONFLICTS, and here one line each."""

    body: JsonObject
    conflicts: tuple[JsonObject, ...] = ()


def merge_objects(kind: str, base: JsonObject, ours: JsonObject, theirs: JsonObject) -> Merged:
    """The object with the changes of both sides."""
    if _same(ours, theirs) or _same(theirs, base):
        return Merged(ours)
    if _same(ours, base):
        return Merged(theirs)
    found = _MERGES.get(kind, _plain)(base, ours, theirs)
    return (
        found
        if not found.conflicts
        else Merged({**found.body, CONFLICTS: [*found.conflicts]}, found.conflicts)
    )


def _same(one: JsonObject, other: JsonObject) -> bool:
    return canon.compact(one) == canon.compact(other)


def _flow(base: JsonObject, ours: JsonObject, theirs: JsonObject) -> Merged:
    sides = _aligned(base, ours, theirs)
    if sides is None:
        whole: JsonObject = {"path": "", "base": base, "ours": "the rest of this file", "theirs": theirs}
        return Merged(ours, (whole,))
    trees = [outline(side) for side in sides]
    found = threeway.merge(trees[0], trees[1], trees[2])
    mending.mend(found, trees[0], trees[1], trees[2])
    return Merged(assembled(found.tree), tuple(told(found.tree, conflict) for conflict in found.conflicts))


def _aligned(base: JsonObject, ours: JsonObject, theirs: JsonObject) -> tuple[Graph, Graph, Graph] | None:
    """All three in the UUIDs of base; what both sides added, in those of ours.

    None where one has no graph, or where both sides added a flow, and it is not the same one.
    """
    root, mine, other = graph(base), graph(ours), graph(theirs)
    if root is None or mine is None or other is None:
        return None
    if not base and all(ours.get(key) != theirs.get(key) for key in ("uuid", "name")):
        return None
    mine = _renamed(mine, _corresponding(root, mine).names)
    other = _renamed(other, _corresponding(root, other).names)
    known = set(uuids_in(root.body))
    added = {
        new: old
        for new, old in _corresponding(mine, other).names.items()
        if new not in known and old not in known
    }
    return root, mine, _renamed(other, added, _taken(root, mine, other))


def _corresponding(before: Graph, after: Graph) -> Correspondence:
    return correspond(before, after, (blind(before.body.get("nodes")), blind(after.body.get("nodes"))))


def _taken(root: Graph, mine: Graph, other: Graph) -> set[str]:
    """UUIDs that another sort of part has in one of the others: in one flow they would be one UUID of two parts."""
    roles = [_roles(side) for side in (root, mine)]
    return {uuid for uuid, role in _roles(other).items() if any(of.get(uuid, role) != role for of in roles)}


def _roles(side: Graph) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in side.nodes:
        lists = {"action": node.actions, "exit": node.exits, "category": node.categories, "case": node.cases}
        found |= {str(part.get("uuid")): role for role, parts in lists.items() for part in parts}
    return found | {node.uuid: "node" for node in side.nodes}


def _renamed(side: Graph, names: Mapping[str, str], taken: Collection[str] = ()) -> Graph:
    changing = injective(names, uuids_in(side.body), taken)
    made = graph(object_rekeyed(side.body, changing)) if changing else side
    return made or side


def _campaign(base: JsonObject, ours: JsonObject, theirs: JsonObject) -> Merged:
    """Events are known by UUID, or by timing and what they do."""
    trees = [_campaign_tree(base)]
    for side in (ours, theirs):
        pairs = paired_events(base, side)
        names = {str(new.get("uuid")): str(old.get("uuid")) for old, new in pairs}
        trees.append(
            _campaign_tree(object_rekeyed(side, {new: old for new, old in names.items() if new != old}))
        )
    found = threeway.merge(trees[0], trees[1], trees[2])
    own = found.tree.get("own")
    body = {**own} if isinstance(own, dict) else {}
    body["events"] = [*listed_items(found.tree.get("events")).values()]
    return Merged(body, tuple(told({}, conflict) for conflict in found.conflicts))


def _campaign_tree(body: JsonObject) -> JsonObject:
    events = body.get("events")
    objects = [event for event in events if isinstance(event, dict)] if isinstance(events, list) else []
    return {"own": {key: value for key, value in body.items() if key != "events"}, "events": listed(objects)}


def _plain(base: JsonObject, ours: JsonObject, theirs: JsonObject) -> Merged:
    found = threeway.merge(base, ours, theirs)
    return Merged(found.tree, tuple(told({}, conflict) for conflict in found.conflicts))


_MERGES: Mapping[str, Callable[[JsonObject, JsonObject, JsonObject], Merged]] = {
    FLOW.name: _flow,
    CAMPAIGN.name: _campaign,
}


def told(tree: JsonObject, conflict: threeway.Conflict) -> JsonObject:
    """A conflict as it stands in the file: what a person needs to decide it, and everything that is not in the file."""
    told: JsonObject = {
        "path": "/".join(_without_structure(conflict.path)).removeprefix("flow/"),
        "base": "nothing" if conflict.base is ABSENT else _shown(conflict.base),
        "ours": _shown(conflict.ours),
        "theirs": _shown(conflict.theirs),
    }
    node = items(tree, "nodes").get(conflict.path[2]) if conflict.path[:2] == ("nodes", "items") else None
    if isinstance(node, dict):
        told["node"] = node_label(_as_body(node))
    return told


def _as_body(node: JsonObject) -> JsonObject:
    router = node.get("router")
    return {
        "actions": [*listed_items(node.get("actions")).values()],
        "router": router if isinstance(router, dict) else {},
    }


def _without_structure(path: Path) -> list[str]:
    return [
        key
        for before, key in zip(("", *path), path, strict=False)
        if (key, before in _LISTS) != ("items", True)
    ]


def _shown(value: Value) -> Json:
    """A whole node or part is in the file, wherever a side still has it."""
    if value is ABSENT:
        return "removed"
    return "in this file" if isinstance(value, dict) and ("uuid" in value or "own" in value) else value
