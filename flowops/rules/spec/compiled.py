"""Lets flows through that are plainly fine: the tables of shapes, compiled to one small function a field.

Most flows have nothing wrong, and looking at them carefully takes ten times as long as reading their JSON. What is not
plainly fine is no more than unsure: `reading` and `structure` then judge it. So a function here may be strict where they are
not, never the other way round. UUIDs are gathered and looked at all at once.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flowops.model.json import Json
from flowops.rules.spec.element import folded
from flowops.rules.spec.elements import SHAPES
from flowops.rules.spec.patterns import pattern_at
from flowops.rules.spec.shape import Field, Limit, Many, Part, Shape, Table, Text, Value

# Keys that only a migration looks at: where they stand, the flow is judged carefully
_MIGRATED = frozenset({"templating"})
_PRICE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")


@dataclass(slots=True)
class Gathered:
    """UUIDs that a flow holds: of its elements, and of other things."""

    elements: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


Check = Callable[[Json, Gathered], bool]


@dataclass(slots=True)
class Compiler:
    """Makes the functions of one release.

    minor   the release
    share   the part of a limit that a template may have, where a migration can lengthen it
    unsure  actions that a migration rebuilds
    """

    minor: int
    share: float = 1
    unsure: frozenset[str] = frozenset()
    made: dict[str, Check] = field(default_factory=dict)

    def shape(self, name: str) -> Check:
        """Of the shape called `name`."""
        if name not in self.made:
            shape = SHAPES[name]
            self.made[name] = self._variants(shape) if shape.variants else self._object(shape)
        return self.made[name]

    def _variants(self, shape: Shape) -> Check:
        variants: dict[Json, Check] = {
            kind: self._object(variant)
            for kind, variant in shape.variants.items()
            if self.minor in variant.exists and kind not in self.unsure
        }

        def check(value: Json, gathered: Gathered) -> bool:
            variant = variants.get(value["type"]) if type(value) is dict and "type" in value else None
            return variant is not None and variant(value, gathered)

        return check

    def _object(self, shape: Shape) -> Check:
        fields = {key: known for key, known in shape.fields.items() if self.minor in known.exists}
        checks: Mapping[str, Check] = {key: self._field(known) for key, known in fields.items()}
        required = frozenset(key for key, known in fields.items() if self._needed(known))
        either = [(first, second) for first, second, span in shape.either if self.minor in span]
        known_keys = frozenset((*fields, "type"))

        def check(value: Json, gathered: Gathered) -> bool:
            if type(value) is not dict:
                return False
            for key, item in value.items():
                if key in checks:
                    if not checks[key](item, gathered):
                        return False
                elif key not in known_keys and (key in _MIGRATED or folded(key) in known_keys):
                    return False
            for first, second in either:
                if bool(value.get(first)) is bool(value.get(second)):
                    return False
            return required <= value.keys()

        return check

    def _needed(self, known: Field) -> bool:
        return self.minor in known.required or (isinstance(known.value, Text) and known.value.blank)

    def _field(self, known: Field) -> Check:
        check = self.value(known.value, self._needed(known))
        nullable = not self._needed(known) and not (isinstance(known.value, Part) and known.value.raw)
        return _or_null(check) if nullable and not isinstance(known.value, Text) else check

    def value(self, kind: Value, needed: bool) -> Check:
        if isinstance(kind, Part):
            return self.shape(kind.shape)
        if isinstance(kind, Text):
            return self._text(kind, needed)
        if isinstance(kind, Many):
            return self._many(kind)
        if isinstance(kind, Table):
            return self._table(kind)
        return _SCALARS[kind.kind, needed]

    def _text(self, kind: Text, needed: bool) -> Check:
        most = self._most(kind.most) if kind.most else None
        if kind.pattern.endswith(" uuid"):
            return _gather(kind.pattern == "element uuid", needed)
        if kind.pattern and kind.since <= self.minor < kind.until:
            return _matching(pattern_at(kind.pattern, self.minor).check, most, needed)
        least = "\x01" if needed else ""  # a text that begins with NUL ends there in a migration

        def check(value: Json, _: Gathered) -> bool:
            if type(value) is not str:
                return value is None and not needed
            return value >= least and (most is None or len(value) <= most)

        return check

    def _most(self, limit: Limit) -> int | None:
        most = limit.at(self.minor)
        return most if most is None or most < 1000 else int(most * self.share)

    def _many(self, kind: Many) -> Check:
        most = kind.most.at(self.minor) if kind.most else None
        check = self.value(kind.of, isinstance(kind.of, Text) and kind.of.blank)

        def many(value: Json, gathered: Gathered) -> bool:
            if type(value) is not list or len(value) < kind.least or (most is not None and len(value) > most):
                return False
            for item in value:  # noqa: SIM110 - a generator takes twice the time
                if not check(item, gathered):
                    return False
            return True

        return many

    def _table(self, kind: Table) -> Check:
        most = kind.most.at(self.minor) if kind.most else None
        longest = kind.key.at(self.minor) if kind.key else None
        check = self.value(kind.of, False)

        def table(value: Json, gathered: Gathered) -> bool:
            if type(value) is not dict or (most is not None and len(value) > most):
                return False
            for key, item in value.items():
                if (longest is not None and len(key) > longest) or not check(item, gathered):
                    return False
            return True

        return table


def _or_null(check: Check) -> Check:
    return lambda value, gathered: value is None or check(value, gathered)


def _gather(element: bool, needed: bool) -> Check:
    """A UUID; whether it is a well-formed one is seen later."""

    def check(value: Json, gathered: Gathered) -> bool:
        if value and type(value) is str:
            (gathered.elements if element else gathered.others).append(value)
            return True
        return not needed and (value is None or value == "")

    return check


def _matching(matches: Callable[[str], object], most: int | None, needed: bool) -> Check:
    def check(value: Json, _: Gathered) -> bool:
        if value and type(value) is str:
            return (most is None or len(value) <= most) and bool(matches(value))
        return not needed and (value is None or value == "")

    return check


def _amount(value: Json, _: Gathered) -> bool:
    if isinstance(value, str):
        return _PRICE.fullmatch(value) is not None
    return (
        isinstance(value, int | float) and type(value) is not bool and (value == 0 or 1e-90 < value <= 1e15)
    )


_SCALARS: Mapping[tuple[str, bool], Check] = {
    ("any", False): lambda value, _: True,
    ("boolean", False): lambda value, _: type(value) is bool,
    ("integer", False): lambda value, _: type(value) is int and -(2**63) <= value < 2**63,
    ("integer", True): lambda value, _: type(value) is int and value != 0 and -(2**63) <= value < 2**63,
    ("amount", False): _amount,
}
