"""Merging three versions of a list of objects, such as all triggers of a workspace."""

from collections.abc import Iterable
from dataclasses import replace

from flowops.diff import threeway
from flowops.diff.merge import told
from flowops.diff.pairing import pair
from flowops.model.conflict import CONFLICTS
from flowops.model.export import Document
from flowops.model.json import Json, JsonObject
from flowops.model.kind import Kind

Bodies = Iterable[JsonObject]


def merge_lists(
    kind: Kind, base: Bodies, ours: Bodies, theirs: Bodies
) -> tuple[list[JsonObject], list[JsonObject]]:
    """The objects with the changes of both sides, and the conflicts, each of which also stands in its object."""
    root = [Document(kind, body) for body in base]
    named: JsonObject = {f"#{number}": document.body for number, document in enumerate(root)}
    found = threeway.merge(named, _named(kind, root, ours), _named(kind, root, theirs))
    conflicts: dict[str, list[Json]] = {}
    for conflict in found.conflicts:
        name, *inside = conflict.path
        conflicts.setdefault(name, []).append(
            _told(kind, found.tree, name, replace(conflict, path=tuple(inside)))
        )
    merged: list[JsonObject] = []
    for name, body in found.tree.items():
        if isinstance(body, dict):
            merged.append({**body, CONFLICTS: conflicts[name]} if name in conflicts else body)
    return merged, [it for of in conflicts.values() for it in of if isinstance(it, dict)]


def _told(kind: Kind, tree: JsonObject, name: str, conflict: threeway.Conflict) -> JsonObject:
    body = tree[name]
    return told({}, conflict) | {kind.name: kind.label(body) if isinstance(body, dict) else name}


def _named(kind: Kind, root: list[Document], bodies: Bodies) -> JsonObject:
    """Under the names that base has for them, and new ones under what people call them."""
    side = [Document(kind, body) for body in bodies]
    found = pair(kind, (root, side), ({}, {}))
    names = {id(new): f"#{next(n for n, it in enumerate(root) if it is old)}" for old, new in found.pairs}
    return {names.get(id(it)) or f"{kind.label(it.body).casefold()} {_rest(it)}": it.body for it in side}


def _rest(document: Document) -> str:
    """What tells a new object apart from another one of its name."""
    return document.identity if document.kind.identity is None else ""
