"""An object of a flow as the engine understands it, and where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flowops.model.json import Json, JsonObject
from flowops.rules.spec.refusal import Steps
from flowops.rules.spec.shape import Field, Scalar, Shape, Text


@dataclass(slots=True)
class Element:
    """An object of the flow as it was understood.

    kind    its `type`, or the name of its shape
    at      where it stands
    keys    the engine's key -> the key that stands there
    raw     the engine's key -> the value that stands there
    values  the engine's key -> its value; a Part is an Element, and a list of Parts a list of Elements, None where refused
    """

    kind: str
    at: Steps
    shape: Shape
    keys: dict[str, str] = field(default_factory=dict)
    raw: JsonObject = field(default_factory=dict)
    values: "dict[str, Json | Element | list[Element | None]]" = field(default_factory=dict)

    def text(self, key: str) -> str:
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def part(self, key: str) -> "Element | None":
        value = self.values.get(key)
        return value if isinstance(value, Element) else None

    def parts(self, key: str) -> "list[Element]":
        value = self.values.get(key)
        return [item for item in value if isinstance(item, Element)] if isinstance(value, list) else []

    def step(self, key: str) -> Steps:
        """Where that key stands, or the element itself if it does not."""
        return (*self.at, self.keys[key]) if key in self.keys else self.at


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: for people, in the engine's words; and before which words of its."""

    at: Steps
    name: str = ""
    within: str = ""

    def member(self, key: str, name: str) -> "Place":
        return Place((*self.at, key), f"{self.name}.{name}" if self.name else name, self.within)

    def item(self, index: int | str) -> "Place":
        return Place((*self.at, index), f"{self.name}[{index}]", self.within)


def members(raw: JsonObject, fields: Mapping[str, Field]) -> dict[str, tuple[str, Json]]:
    """The engine's key -> the key that stands there, in whatever case, and its value; the last one of several."""
    found: dict[str, tuple[str, Json]] = {}
    for name, key, value in known_keys(raw, fields):
        if value is None and name in found and isinstance(fields[name].value, Text | Scalar):
            continue  # null leaves what was read before
        found[name] = key, value
    return found


def known_keys(raw: JsonObject, fields: Mapping[str, Field]) -> Iterator[tuple[str, str, Json]]:
    """The engine's key, the key that stands there, its value: one after the other."""
    for key, value in raw.items():
        name = key if key in fields else folded(key)
        if name in fields:
            yield name, key, value


def folded(key: str) -> str:
    return key.replace("\u017f", "s").lower()  # the long s is an s to Go, as Kelvin is a k to Python too
