"""What differs between two JSON trees, place by place, and making one into the other."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

from flowops.model.json import Json, JsonObject


class Absent(Enum):
    """Nothing at all, as opposed to null."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
Path = tuple[str, ...]
Value: TypeAlias = "Json | Absent"
_REFERENCE = frozenset({"uuid", "key", "name", "label"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in two trees, given by the keys that lead there, and what stands at it."""

    path: Path
    before: Value
    after: Value


def differences(before: JsonObject, after: JsonObject, path: Path = ()) -> Iterator[Difference]:
    """Every place where two trees differ, as deep as both have objects there; lists and references are one value."""
    for key in sorted(before.keys() | after.keys()):
        one: Value = before.get(key, ABSENT)
        other: Value = after.get(key, ABSENT)
        if (
            isinstance(one, dict)
            and isinstance(other, dict)
            and not (is_reference(one) or is_reference(other))
        ):
            yield from differences(one, other, (*path, key))
        elif not same(one, other):
            yield Difference((*path, key), one, other)


def same(one: Value, other: Value) -> bool:
    """Equal as JSON: in Python 1 == True == 1.0."""
    return one == other and (
        isinstance(one, str | None) or repr(one) == repr(other) or _ordered(one) == _ordered(other)
    )


def patched(tree: JsonObject, found: Iterable[Difference]) -> JsonObject:
    """The tree with what stands after at every place that differs."""
    made = copy.deepcopy(tree)
    for difference in found:
        *way, last = difference.path
        place = made
        for key in way:
            inner = place[key]
            assert isinstance(inner, dict)
            place = inner
        if difference.after is ABSENT:
            del place[last]
        else:
            place[last] = copy.deepcopy(difference.after)
    return made


def is_reference(value: Json) -> bool:
    """Whether it names another object, by UUID or key, and says nothing else."""
    return isinstance(value, dict) and value.keys() <= _REFERENCE and bool(value.keys() & {"uuid", "key"})


def _ordered(value: Value) -> str:
    return repr(_sorted(value))


def _sorted(value: Value) -> object:
    if isinstance(value, dict):
        return [(key, _sorted(item)) for key, item in sorted(value.items())]
    return [_sorted(item) for item in value] if isinstance(value, list) else value
