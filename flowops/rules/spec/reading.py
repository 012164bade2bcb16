"""Reads a definition as the engine does, field by field, and remembers what it refuses and where.

This is the careful way, for flows with something wrong; `compiled` first lets those through that are plainly fine.
The engine is a Go program, whose habits with JSON are part of the format: keys match in any case, null is absent (but not
where it keeps bytes), what is required must not be empty or zero, an empty list is not missing.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import replace
from decimal import Decimal

from flowops.model.json import Json, JsonObject
from flowops.rules.spec.element import Element, Place, known_keys, members
from flowops.rules.spec.elements import SHAPES
from flowops.rules.spec.patterns import pattern_at
from flowops.rules.spec.refusal import Refusal, Steps
from flowops.rules.spec.release import Release
from flowops.rules.spec.shape import Field, Many, Part, Scalar, Table, Text, Value

_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?")
_LARGEST, _DIGITS, _SMALLEST = 10**15, 36, -100  # of an amount; its digits, its power of ten
_KINDS: Mapping[type, str] = {
    str: "string",
    bool: "bool",
    int: "number",
    float: "number",
    list: "array",
    dict: "object",
}


class Reader:
    """Reads one flow for one release; `refusals` grow meanwhile."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.minor = release.minor
        self.refusals: list[Refusal] = []

    def refuse(self, rule: str, message: str, at: Steps) -> None:
        self.refusals.append(Refusal(rule, message, at))

    def flow(self, raw: Json, place: Place, keys: Container[str]) -> Element | None:
        """The flow as a whole, but only these keys of it."""
        shape = SHAPES["flow"]
        some = replace(shape, fields={key: known for key, known in shape.fields.items() if key in keys})
        if isinstance(raw, dict):
            return self._read(Element("flow", place.at, some), raw, place)
        self.mistyped(raw, "object", place)
        return None

    def element(self, name: str, raw: Json, place: Place) -> Element | None:
        """The object of the shape called `name`; None if it is none, or of no known type."""
        shape = SHAPES[name]
        if isinstance(raw, str) and shape.bare and self.minor in shape.bare[1]:
            raw = {shape.bare[0]: raw}
        if not isinstance(raw, dict):
            self.mistyped(raw, "object", place)
            return None
        return (
            self._variant(name, raw, place)
            if shape.variants
            else self._read(Element(name, place.at, shape), raw, place)
        )

    def _variant(self, name: str, raw: JsonObject, place: Place) -> Element | None:
        """An object whose `type` says which of the variants of `name` it is."""
        shape = SHAPES[name]
        within = f"unable to read {place.name if name == 'action' else name}: "
        inner = Place(place.at, "", within)
        key, kind = members(raw, shape.fields).get("type", ("", None))
        self._check(
            shape.fields["type"], kind, inner.member(key, "type") if key else replace(inner, name="type")
        )
        if not isinstance(kind, str) or not kind:
            return None
        found = shape.variants.get(kind)
        if not found or self.minor not in found.exists:
            self.refuse(shape.unknown, f"{within}unknown type: '{kind}'", (*place.at, key))
            return None
        return self._read(Element(kind, place.at, found, {"type": key}), raw, Place(place.at))

    def _read(self, element: Element, raw: JsonObject, place: Place) -> Element:
        fields = element.shape.fields
        standing = members(raw, fields)
        for name, known in fields.items():
            if self.minor not in known.exists:
                continue
            key, value = standing.get(name, ("", None))
            if key:
                element.keys[name], element.raw[name] = key, value
            inside = (
                place.member(key, name)
                if key
                else Place(place.at, place.member(name, name).name, place.within)
            )
            element.values[name] = self._field(known, value, inside, bool(key))
        self._overridden(element, raw, place)
        for first, second, span in element.shape.either:
            if self.minor in span and bool(element.text(first)) == bool(element.text(second)):
                named = place.member(first, first).name
                self.refuse("SPEC038", f"field '{named}' is mutually exclusive with '{second}'", place.at)
        return element

    def _overridden(self, element: Element, raw: JsonObject, place: Place) -> None:
        """Of a key that stands there twice, in two cases, the last one counts; but of the right type both have to be."""
        for name, key, value in known_keys(raw, element.shape.fields):
            kind = element.shape.fields[name]
            if value is None or key == element.keys.get(name) or self.minor not in kind.exists:
                continue
            if isinstance(kind.value, Part) and kind.value.raw:
                continue
            aside = Reader(self.release)
            aside.value(kind.value, value, place.member(key, name))
            self.refusals += [refusal for refusal in aside.refusals if refusal.rule == "SPEC001"]

    def _field(
        self, known: Field, value: Json, place: Place, there: bool
    ) -> "Json | Element | list[Element | None]":
        if there and value is None and isinstance(known.value, Part) and known.value.raw:
            self.refuse("SPEC010", f"unable to read {known.value.shape}: field 'type' is required", place.at)
            return None
        return self._check(known, value, place)

    def _check(self, known: Field, value: Json, place: Place) -> "Json | Element | list[Element | None]":
        """What was understood of the value of a field."""
        if value is None or value == "" or (value == 0 and isinstance(known.value, Scalar)):
            if self.minor in known.required:
                self.refuse(known.missing, f"{place.within}field '{place.name}' is required", place.at)
                return None
            if value is None and not (isinstance(known.value, Text) and known.value.blank):
                return None
            value = "" if value is None else value
        return self.value(known.value, value, place)

    def value(self, kind: Value, value: Json, place: Place) -> "Json | Element | list[Element | None]":
        if isinstance(kind, Part):
            return self.element(kind.shape, value, place)
        if isinstance(kind, Many):
            return self._many(kind, value, place)
        if isinstance(kind, Table):
            self._table(kind, value, place)
        elif isinstance(kind, Text):
            self._text(kind, value, place)
        elif isinstance(kind, Scalar):
            self._scalar(kind, value, place)
        return value

    def _text(self, kind: Text, value: Json, place: Place) -> None:
        if not isinstance(value, str):
            self.mistyped(value, "string", place)
            return
        most = kind.most.at(self.minor) if kind.most else None
        if most is not None and len(value) > most:
            self.refuse(
                kind.counts,
                f"{place.within}field '{place.name}' must be less than or equal to {most}",
                place.at,
            )
        if not kind.pattern or not kind.since <= self.minor < kind.until or not (value or kind.blank):
            return
        pattern = pattern_at(kind.pattern, self.minor)
        if not pattern.check(value):
            self.refuse(pattern.rule, f"{place.within}field '{place.name}' {pattern.message}", place.at)

    def _scalar(self, kind: Scalar, value: Json, place: Place) -> None:
        if kind.kind == "boolean" and not isinstance(value, bool):
            self.mistyped(value, "bool", place)
        elif kind.kind == "integer" and (type(value) is not int or not -(2**63) <= value < 2**63):
            self.mistyped(value, "int", place)
        elif kind.kind == "amount":
            self._amount(value, place)

    def _amount(self, value: Json, place: Place) -> None:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self.mistyped(value, "decimal", place)
        elif isinstance(value, str) and not _DECIMAL.fullmatch(value):
            self.refuse("SPEC001", f"can't convert {value} to decimal", place.at)
        elif self.minor >= 285 and not _in_range(Decimal(value)):
            self.refuse("SPEC037", f"amount for '{place.at[-1]}' is out of range", place.at)

    def _many(self, kind: Many, value: Json, place: Place) -> "Json | list[Element | None]":
        if not isinstance(value, list):
            self.mistyped(value, "array", place)
            return None
        self._counted(kind, len(value), place)
        if isinstance(kind.of, Part):
            return [self._item(kind, item, place.item(index)) for index, item in enumerate(value)]
        for index, item in enumerate(value):
            self._text(kind.of, "" if item is None else item, place.item(index))
        return value

    def _item(self, kind: Many, item: Json, place: Place) -> Element | None:
        if item is not None and isinstance(kind.of, Part):
            return self.element(kind.of.shape, item, place)
        if kind.nulls:
            self.refuse("SPEC009", f"{place.within}field '{place.name}' is required", place.at)
        return None

    def _counted(self, kind: Many, has: int, place: Place) -> None:
        most = kind.most.at(self.minor) if kind.most else None
        if has < kind.least:
            words = f"{place.within}field '{place.name}' must have a minimum of {kind.least} items"
            self.refuse(kind.few, words, place.at)
        if most is not None and has > most:
            self.refuse(kind.counts, kind.over.format(name=place.name, most=most, has=has), place.at)

    def _table(self, kind: Table, value: Json, place: Place) -> None:
        if not isinstance(value, dict):
            self.mistyped(value, "map", place)
            return
        self._counted(Many(Text(), most=kind.most), len(value), place)
        longest = kind.key.at(self.minor) if kind.key else None
        for key, item in value.items():
            inside = place.item(key)
            if longest is not None and len(key) > longest:
                self.refuse(
                    "SPEC031", f"field '{inside.name}' must be less than or equal to {longest}", inside.at
                )
            if isinstance(kind.of, Text):
                self._text(kind.of, "" if item is None else item, inside)
            elif item is not None:
                self._scalar(kind.of, item, inside)

    def mistyped(self, value: Json, wanted: str, place: Place) -> None:
        kind = _KINDS.get(type(value), "null")
        words = f"json: cannot unmarshal {kind} into Go struct field {place.name} of type {wanted}"
        self.refuse("SPEC001", place.within + words, place.at)


def _in_range(amount: Decimal) -> bool:
    if not amount.is_finite() or not 0 <= amount <= _LARGEST:
        return False
    digits = "".join(map(str, amount.as_tuple().digits)).rstrip("0")
    return amount.is_zero() or (len(digits) <= _DIGITS and amount.adjusted() >= _SMALLEST)
