"""How goflow's structs are written down here: fields with a kind and rules, each for the releases that have it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

NEWEST = 10_000


@dataclass(frozen=True)
class Scalar:
    """A text, a whole number or a flag.

    json     string, number, bool, or decimal: a number that may stand in a text
    go       the type that goflow's messages name
    at_once  it reads itself: a wrong type is reported before any that came earlier
    """

    json: str
    go: str
    at_once: bool = False


@dataclass(frozen=True)
class Raw:
    """Any JSON, left for another reader. Unlike elsewhere, null is not the same as absent."""

    go: str = "json.RawMessage"


@dataclass(frozen=True)
class Listed:
    """A list of one kind."""

    of: "Kind"

    @property
    def go(self) -> str:
        """goflow keeps structs behind pointers."""
        return f"[]*{self.of.go}" if isinstance(self.of, Struct | Own) else f"[]{self.of.go}"


@dataclass(frozen=True)
class Mapped:
    """An object whose keys are free and whose values are of one kind."""

    of: "Kind"
    name: str = ""

    @property
    def go(self) -> str:
        """Some maps have a type of their own."""
        return self.name or f"map[string]{self.of.go}"


@dataclass(frozen=True)
class Own:
    """Something with a reader of its own, which refuses by itself."""

    go: str


@dataclass(frozen=True, eq=False)  # a struct is itself: it is the key of what is worked out from it
class Struct:
    """An object with known fields; unknown ones are ignored.

    exclusive  two fields of which exactly one has to be there
    """

    go: str
    fields: tuple["Field", ...]
    exclusive: tuple[str, str] | None = None

    @cached_property
    def short(self) -> str:
        """The name without its package."""
        return self.go.rpartition(".")[2]


Kind = Scalar | Raw | Listed | Mapped | Own | Struct


@dataclass(frozen=True)
class Field:
    """One field.

    rules   goflow's validation tags in order; `max=10@243` holds from goflow 0.243 on, `uuid4@-243` until then
    inside  the embedded struct that declares it, which messages about wrong types name
    since   the first goflow release that has it
    until   the first one that does not have it any more
    """

    name: str
    kind: Kind
    rules: str = ""
    inside: str = ""
    since: int = 0
    until: int = NEWEST


TEXT = Scalar("string", "string")
NUMBER = Scalar("number", "int")
FLAG = Scalar("bool", "bool")
TEXTS = Listed(TEXT)


def named(go: str) -> Scalar:
    """A text that has its own type in goflow."""
    return Scalar("string", go)


@cache
def fields_at(struct: Struct, release: int) -> tuple[Field, ...]:
    """The fields that a struct has in one release."""
    return tuple(field for field in struct.fields if field.since <= release < field.until)


@cache
def names_at(struct: Struct, release: int) -> Mapping[str, Field]:
    """The same by their names."""
    return {field.name: field for field in fields_at(struct, release)}


@cache
def rules_at(rules: str, release: int) -> tuple[str, ...]:
    """The rules that hold in one release."""
    parts = [rule.partition("@") for rule in rules.split()]
    return tuple(rule for rule, _, when in parts if _holds(when, release))


def _holds(when: str, release: int) -> bool:
    if when.startswith("-"):
        return release < int(when[1:])
    return not when or release >= int(when)
