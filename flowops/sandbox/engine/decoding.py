"""JSON into a struct's fields with the habits of Go's decoder: null is absent, letter case of keys does not matter."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from flowops.model.json import Json, JsonObject
from flowops.sandbox.engine.schema import Kind, Listed, Mapped, Own, Raw, Scalar, Struct, names_at

Values: TypeAlias = dict[str, Any]
"""The fields that were there. A list, map or struct that was null is None."""

Reader: TypeAlias = Callable[[Json], object]

_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_WORDS: Mapping[type, str] = {
    bool: "bool",
    int: "number",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}
_SCALARS: Mapping[str, tuple[type, object]] = {"string": (str, ""), "number": (int, 0), "bool": (bool, False)}
_INT64 = range(-(2**63), 2**63)


class Malformed(Exception):
    """The engine refuses the definition; the text is the engine's."""


class Place(NamedTuple):
    """Where in the decoded value: a field of the innermost struct, and the place of that struct."""

    struct: str = ""
    inside: str = ""
    name: str = ""
    outer: "Place | None" = None

    @property
    def path(self) -> str:
        """The fields from the outermost."""
        above = self.outer.path if self.outer else ""
        return ".".join(filter(None, (above, self.inside, self.name)))


ROOT = Place()


@dataclass
class Decoder:
    """Decodes one value; as in Go, the first wrong type is only reported after everything else was decoded.

    own  readers of the elements that read themselves, by the name of their type; these refuse at once
    """

    release: int
    own: Mapping[str, Reader]
    wrong: str = field(default="", init=False)

    def decode(self, kind: Kind, value: Json, place: Place) -> object:
        """The value as the kind wants it, or its zero where the type is wrong."""
        if isinstance(kind, Raw):
            return value
        if isinstance(kind, Scalar):
            return self._scalar(kind, value, place)
        if value is None:
            return None
        if isinstance(kind, Own):
            return self.own[kind.go](value)
        return self._container(kind, value, place)

    def _container(self, kind: Listed | Mapped | Struct, value: Json, place: Place) -> object:
        if isinstance(kind, Listed) and isinstance(value, list):
            return [self.decode(kind.of, item, place) for item in value]
        if isinstance(kind, Mapped) and isinstance(value, dict):
            return {key: self.decode(kind.of, item, place) for key, item in value.items()}
        if isinstance(kind, Struct) and isinstance(value, dict):
            return self._struct(kind, value, place)
        self._refuse(kind, value, place)
        return None

    def _struct(self, struct: Struct, value: JsonObject, place: Place) -> Values:
        known = names_at(struct, self.release)
        values: Values = {}
        for key, item in value.items():
            found = known.get(key) or known.get(key.casefold())
            if found and not (item is None and isinstance(found.kind, Scalar)):  # then nothing happens
                inner = Place(struct.short, found.inside, found.name, place)
                values[found.name] = self.decode(found.kind, item, inner)
        return values

    def _scalar(self, kind: Scalar, value: Json, place: Place) -> object:
        if kind.json == "decimal":
            return _decimal(value)
        wanted, zero = _SCALARS[kind.json]
        if value is None:
            return zero
        if type(value) is wanted and (not isinstance(value, int) or value in _INT64):
            return value
        self._refuse(kind, value, place)
        if kind.at_once:
            raise Malformed(self.wrong)
        return zero

    def _refuse(self, kind: Kind, value: Json, place: Place) -> None:
        if not self.wrong or (isinstance(kind, Scalar) and kind.at_once):
            found = _WORDS[type(value)]
            if found == "number" and isinstance(kind, Scalar) and kind.json == "number":
                found = f"number {value}"
            where = f"Go struct field {place.struct}.{place.path}" if place.path else "Go value"
            self.wrong = f"json: cannot unmarshal {found} into {where} of type {kind.go}"


def _decimal(value: Json) -> object:
    if value is None or (type(value) in (int, float, str) and _DECIMAL.fullmatch(str(value))):
        return value
    text = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else str(value)
    raise Malformed(f"error decoding string '{text}': can't convert {text} to decimal")
