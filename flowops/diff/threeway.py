"""Merging three trees place by place: what one side alone changed is taken, what both changed is a conflict."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flowops.diff.tree import ABSENT, Path, Value, is_reference, same
from flowops.model.json import Json, JsonObject


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place that both sides changed in different ways; ABSENT where a side has nothing there.

    The merged tree keeps ours, or theirs where ours was removed: nothing is dropped that is not here.
    """

    path: Path
    base: Value
    ours: Value
    theirs: Value


@dataclass
class Merge:
    """A merged tree, and the places where it is only one of two answers."""

    tree: JsonObject
    conflicts: list[Conflict] = field(default_factory=list)


# Names of parts whose order decides nothing: an order of them is never a conflict
_UNORDERED = frozenset({"nodes", "exits", "categories"})


def merge(base: JsonObject, ours: JsonObject, theirs: JsonObject) -> Merge:
    """The tree with the changes of both sides."""
    found = Merge({})
    found.tree = _objects((), base, ours, theirs, found.conflicts)
    return found


def _objects(
    path: Path, base: JsonObject, ours: JsonObject, theirs: JsonObject, conflicts: list[Conflict]
) -> JsonObject:
    made: JsonObject = {}
    for key in [*ours, *(key for key in theirs if key not in ours)]:
        sides = (base.get(key, ABSENT), ours.get(key, ABSENT), theirs.get(key, ABSENT))
        value = _order(path, *sides, conflicts) if key == "order" else _value((*path, key), *sides, conflicts)
        if value is not ABSENT:
            made[key] = value
    return made


def _value(path: Path, base: Value, ours: Value, theirs: Value, conflicts: list[Conflict]) -> Value:
    if same(ours, theirs) or same(theirs, base):
        return ours
    if same(ours, base):
        return theirs
    if (
        isinstance(ours, dict)
        and isinstance(theirs, dict)
        and not (is_reference(ours) or is_reference(theirs))
    ):
        return _objects(path, base if isinstance(base, dict) else {}, ours, theirs, conflicts)
    conflicts.append(Conflict(path, base, ours, theirs))
    return theirs if ours is ABSENT else ours


def _order(path: Path, base: Value, ours: Value, theirs: Value, conflicts: list[Conflict]) -> Value:
    """Names in the order of the side that changed it, with the other side's new ones behind what they followed."""
    was, mine, other = (_names(side) for side in (base, ours, theirs))
    both = set(mine) & set(other)
    moved_by_us, moved_by_them = _moved(was, mine, both), _moved(was, other, both)
    if moved_by_us and moved_by_them and path[-1] not in _UNORDERED and _moved(mine, other, both):
        conflicts.append(Conflict((*path, "order"), base, ours, theirs))
    first, second = (other, mine) if moved_by_them and not moved_by_us else (mine, other)
    return [*_woven(first, second)]


def _moved(before: list[str], after: list[str], both: set[str]) -> bool:
    """Whether what is in all of them stands in another order."""
    known = both & set(before) & set(after)
    return [it for it in before if it in known] != [it for it in after if it in known]


def _woven(first: list[str], second: list[str]) -> Iterator[str]:
    known = set(first)
    behind: dict[str, list[str]] = {}
    last = ""
    for name in second:
        if name in known:
            last = name
        else:
            behind.setdefault(last, []).append(name)
    yield from behind.get("", ())
    for name in first:
        yield name
        yield from behind.get(name, ())


def _names(value: Value) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def at(tree: JsonObject, path: Path) -> Value:
    """What stands at a place."""
    value: Json = tree
    for key in path:
        if not isinstance(value, dict) or key not in value:
            return ABSENT
        value = value[key]
    return value
