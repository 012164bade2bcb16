"""What differs in one node, as edits that a person can follow."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flowops.diff.plain import of_key, plain
from flowops.diff.tree import ABSENT, Difference, Value, differences
from flowops.model.change import Edit, Word
from flowops.model.json import Json, JsonObject
from flowops.model.label import node_label

# Where the parts of a node's outline stand in its definition
PLACES = {"actions": "actions", "categories": "router/categories", "cases": "router/cases"}
_LAYOUT = frozenset({"position"})
_CATEGORY = "category_uuid"  # of a case, of a time-out, and the default one of a router


@dataclass(frozen=True, slots=True)
class Sides:
    """The outlines of one node before and after, in the UUIDs of before; {} where it is not there.

    labels   the labels of all nodes by UUID, before and after
    renamed  see plain
    """

    before: JsonObject
    after: JsonObject
    labels: tuple[Mapping[str, str], Mapping[str, str]]
    renamed: Mapping[str, str]
    layout: bool = False


def edit(
    path: str, before: Value, after: Value, renamed: Mapping[str, str], language: str | None = None
) -> Iterator[Edit]:
    """The edit of one property, where it makes a difference."""
    key = path.rpartition("/")[2]
    one, other = of_key(key, before), of_key(key, after, renamed)
    if one != other or type(one) is not type(other):
        word: Word = "added" if one is None else "removed" if other is None else "changed"
        yield Edit(path, word, plain(before), plain(after, renamed), language)


def node_edits(sides: Sides) -> list[Edit]:
    """Every property that differs, in the order in which a person meets them in the editor."""
    found = list(differences(sides.before, sides.after))
    return [it for section, tell in _SECTIONS.items() for it in tell(sides, _under(found, section))]


def _under(found: list[Difference], section: str) -> list[Difference]:
    return [difference for difference in found if difference.path[0] == section]


def _parts(section: str) -> Callable[[Sides, list[Difference]], Iterator[Edit]]:
    """Actions, categories or cases: one that came or went, one of its properties, another order."""

    def tell(sides: Sides, found: list[Difference]) -> Iterator[Edit]:
        for difference in found:
            for path, before, after in _opened(difference, 2):
                if len(path) > 2:
                    place = f"{PLACES[section]}/{_index(sides, section, path[2])}"
                    yield from _property(sides, place, path[3:], before, after)
        if section != "categories":
            yield from _order(sides, section)

    return tell


def _property(sides: Sides, place: str, rest: tuple[str, ...], before: Value, after: Value) -> Iterator[Edit]:
    if rest in (("uuid",), ("exit_uuid",)):  # where a category leads is told as an exit
        return
    if rest and rest[-1].endswith(_CATEGORY):
        rest = (*rest[:-1], rest[-1].removesuffix("_uuid"))
        before, after = _category(sides.before, before), _category(sides.after, after)
    one, other = _shown(sides.before, before), _shown(sides.after, after)
    yield from edit("/".join((place, *rest)), one, other, sides.renamed)


def _shown(side: JsonObject, value: Value) -> Value:
    """The value with categories by name, and without the exits that they leave through."""
    if not isinstance(value, dict):
        return value
    shown: JsonObject = {}
    for key, item in value.items():
        inner = _category(side, item) if key.endswith(_CATEGORY) else _shown(side, item)
        if key != "exit_uuid" and inner is not ABSENT:
            shown[key.removesuffix("_uuid") if key.endswith(_CATEGORY) else key] = inner
    return shown


def _category(side: JsonObject, uuid: Value) -> Value:
    if not isinstance(uuid, str) or not uuid:
        return uuid
    category = items(side, "categories").get(uuid)
    return category.get("name") if isinstance(category, dict) else "a category that is not there"


def _order(sides: Sides, section: str) -> Iterator[Edit]:
    before, after = (items(side, section) for side in (sides.before, sides.after))
    ours, theirs = ([key for key in one if key in other] for one, other in ((before, after), (after, before)))
    if ours != theirs:
        yield Edit(
            PLACES[section],
            "changed",
            [_name(before[key]) for key in ours],
            [_name(after[key]) for key in theirs],
        )


def _name(part: Json) -> str:
    if isinstance(part, dict) and "category_uuid" in part:
        return f"{part.get('type')} {plain(part.get('arguments')) or ''}".strip()
    return node_label({"actions": [part]})


def _router(sides: Sides, found: list[Difference]) -> Iterator[Edit]:
    for difference in found:
        for path, before, after in _opened(difference, 1):
            yield from _property(sides, "router", path[1:], before, after)


def _own(sides: Sides, found: list[Difference]) -> Iterator[Edit]:
    for difference in found:
        for path, before, after in _opened(difference, 1):
            if path[1:] != ("uuid",):
                yield from edit("/".join(path[1:]), before, after, sides.renamed)


def _appearance(sides: Sides, found: list[Difference]) -> Iterator[Edit]:
    for difference in found:
        for path, before, after in _opened(difference, 1):
            if path[1] in _LAYOUT:
                if sides.layout:
                    yield from edit("/".join(path[1:]), before, after, {})
            else:
                yield from edit("/".join(("_ui", *path[1:])), before, after, sides.renamed)


def _translations(sides: Sides, found: list[Difference]) -> Iterator[Edit]:
    for difference in found:
        for path, before, after in _opened(difference, 4):
            if len(path) > 3:
                _, language, item, name = path[:4]
                place = _item_place(sides, item)
                one, other = _unwrapped(before, after)
                yield from edit(f"{place}/{name}", one, other, sides.renamed, language)


def _unwrapped(before: Value, after: Value) -> tuple[Value, Value]:
    """A translation is a list even of a single text."""
    lists = [value for value in (before, after) if value is not ABSENT]
    if all(isinstance(value, list) and len(value) == 1 for value in lists):
        before, after = (value[0] if isinstance(value, list) else value for value in (before, after))
    return before, after


def _item_place(sides: Sides, item: str) -> str:
    for section, place in PLACES.items():
        if item in items(sides.after, section) or item in items(sides.before, section):
            return f"{place}/{_index(sides, section, item)}"
    return f"localization/{item}"


def _ways(sides: Sides, found: list[Difference]) -> Iterator[Edit]:
    """Where each category leads, where that is elsewhere; and what flowops knows nothing of."""
    before, after = ways(sides.before), ways(sides.after)
    for key in [*after, *(key for key in before if key not in after)]:
        name, _ = after.get(key) or before[key]
        (_, old), (_, new) = before.get(key, (name, None)), after.get(key, (name, None))
        if old != new:
            labels = (_label(sides.labels[0], old), _label(sides.labels[1], new))
            yield Edit(
                f"exits/{name}", "added" if old is None else "removed" if new is None else "changed", *labels
            )
    for difference in found:
        if len(difference.path) > 3 and difference.path[3] not in ("uuid", "destination_uuid"):
            place = f"exits/{_index(sides, 'exits', difference.path[2])}"
            yield from _property(sides, place, difference.path[3:], difference.before, difference.after)


def _label(labels: Mapping[str, str], uuid: str | None) -> str | None:
    return None if uuid is None else labels.get(uuid, "a node that is not there")


def ways(node: JsonObject) -> dict[str, tuple[str, str | None]]:
    """Category -> its name, and the node that it leads to; without categories the only exit, under no name."""
    exits, categories = items(node, "exits"), items(node, "categories")
    targets = {uuid: _target(exit_) for uuid, exit_ in exits.items()}
    found: dict[str, tuple[str, str | None]] = {}
    used: set[str] = set()
    for key, category in categories.items():
        leaves = str(category.get("exit_uuid")) if isinstance(category, dict) else ""
        name = str(category.get("name") or "") if isinstance(category, dict) else ""
        used.add(leaves)
        found[key] = (name, targets.get(leaves))
    for number, (uuid, target) in enumerate(targets.items()):
        if uuid not in used:
            found[uuid] = ("" if number == 0 and not categories else f"exit {number + 1}", target)
    return found


def _target(exit_: Json) -> str | None:
    target = exit_.get("destination_uuid") if isinstance(exit_, dict) else None
    return target if isinstance(target, str) and target else None


def _opened(difference: Difference, depth: int) -> Iterator[tuple[tuple[str, ...], Value, Value]]:
    """A difference of a whole section, as one of each of its members."""
    path, sides = difference.path, (difference.before, difference.after)
    objects = [side for side in sides if isinstance(side, dict)]
    if (
        len(path) > depth
        or not objects
        or not all(side is ABSENT or isinstance(side, dict) for side in sides)
    ):
        yield path, difference.before, difference.after
        return
    for key in dict.fromkeys(key for side in objects for key in side):
        one, other = (side.get(key, ABSENT) if isinstance(side, dict) else ABSENT for side in sides)
        yield from _opened(Difference((*path, key), one, other), depth)


def items(side: JsonObject, section: str) -> JsonObject:
    """The parts of a section of a node's outline, by their names."""
    listed = side.get(section)
    found = listed.get("items") if isinstance(listed, dict) else None
    return found if isinstance(found, dict) else {}


def _index(sides: Sides, section: str, key: str) -> int:
    after = [*items(sides.after, section)]
    return after.index(key) if key in after else [*items(sides.before, section)].index(key)


_SECTIONS: dict[str, Callable[[Sides, list[Difference]], Iterator[Edit]]] = {
    "own": _own,
    "actions": _parts("actions"),
    "router": _router,
    "categories": _parts("categories"),
    "cases": _parts("cases"),
    "exits": _ways,
    "translations": _translations,
    "ui": _appearance,
}
