"""What a part of a flow can be, as values that the tables of `elements` and `actions` are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FOREVER = 1_000_000


@dataclass(frozen=True, slots=True)
class Span:
    """From which release of the engine on something holds, and before which it ends; see `Release.minor`."""

    since: int = 0
    until: int = FOREVER

    def __contains__(self, minor: object) -> bool:
        return isinstance(minor, int) and self.since <= minor < self.until


ALWAYS = Span()
NEVER = Span(FOREVER)


@dataclass(frozen=True, slots=True)
class Limit:
    """How much is allowed, and since which release that is so; `before` that, another limit or none."""

    most: int
    since: int = 0
    before: "Limit | None" = None

    def at(self, minor: int) -> int | None:
        if minor >= self.since:
            return self.most
        return self.before.at(minor) if self.before else None


@dataclass(frozen=True, slots=True)
class Text:
    """A string: its length in Unicode code points, and the name of a pattern that it has to match (`patterns`).

    counts   the rule that its length belongs to
    blank    the pattern is looked at even where it is empty
    """

    most: Limit | None = None
    pattern: str = ""
    since: int = 0  # of the pattern, as the next
    until: int = FOREVER
    counts: str = "SPEC031"
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number without a fraction that fits into 64 bits, a boolean, an amount of money, or anything at all."""

    kind: Literal["integer", "boolean", "amount", "any"]


@dataclass(frozen=True, slots=True)
class Part:
    """An object of the named shape; which one may depend on its `type` (see `Shape.variants`).

    raw  the engine keeps it as bytes at first, so that null is not the same as absent
    """

    shape: str
    raw: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """A list.

    nulls   a null among its elements is refused (or ends the engine)
    few     the rule for too few; `counts` for too many, in the words of `over` where it has some
    """

    of: "Text | Part"
    least: int = 0
    most: Limit | None = None
    nulls: bool = False
    few: str = "SPEC032"
    counts: str = "SPEC032"
    over: str = "field '{name}' must have a maximum of {most} items"


@dataclass(frozen=True, slots=True)
class Table:
    """An object whose keys are free."""

    of: "Text | Scalar"
    most: Limit | None = None
    key: Limit | None = None


Value = Text | Scalar | Part | Many | Table


@dataclass(frozen=True, slots=True)
class Field:
    """One key of an object.

    about     what it is for, in one line for people who write flows
    required  in which releases it must be there and must not be empty or zero
    exists    in which releases the engine knows it; before and after, it ignores it
    missing   the rule that it belongs to where it is missing
    """

    value: Value
    about: str
    required: Span = NEVER
    exists: Span = ALWAYS
    missing: str = "SPEC011"


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of object.

    about      what it is, in one line
    fields     key -> what it holds; other keys are ignored
    either     two keys of which exactly one must hold something, and since when
    bare       a key whose string may stand there instead of the object, and when
    flows      the flow types that it may stand in
    exists     in which releases the engine knows it
    variants   `type` -> the shape that it is then; empty where there is only one
    unknown    the rule for another `type`
    """

    about: str
    fields: Mapping[str, Field] = field(default_factory=dict)
    either: tuple[tuple[str, str, Span], ...] = ()
    bare: tuple[str, Span] | None = None
    flows: frozenset[str] = frozenset()
    exists: Span = ALWAYS
    variants: "Mapping[str, Shape]" = field(default_factory=dict)
    unknown: str = ""
