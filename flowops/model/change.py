"""What differs between two exports, as values: every output is derived from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from flowops.model.json import Json

Word = Literal["added", "removed", "changed", "renamed"]
MatchedBy = Literal["uuid", "content", "position", "edges", "similarity"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One property that differs.

    path      slashes from the object or node, with the index after the change: "actions/0/text"; "exits/Yes" is where
              the category Yes leads, and its values are the labels of the nodes there, None for the end of the flow
    change    "added" where there was nothing before, "removed" where nothing is left
    before    None where there was nothing; objects that are referred to stand here by their names
    language  of the translation that differs, ISO 639-3; None for the base language
    """

    path: str
    change: Word
    before: Json
    after: Json
    language: str | None = None

    @property
    def is_nested(self) -> bool:
        """Whether both values hold objects, so that a closer look could say more."""
        return all(
            isinstance(value, dict) or (isinstance(value, list) and any(isinstance(it, dict) for it in value))
            for value in (self.before, self.after)
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """A translation that a change leaves behind.

    problem  "stale": the base text changed and the translation did not; "lost-expression": it lacks an expression that
             the base text has
    missing  the expressions that it lacks
    """

    path: str
    language: str
    problem: Literal["stale", "lost-expression"]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeChange:
    """One node that differs, under the label that a person recognises it by.

    before, after  its UUIDs on the two sides; None where it is on one side only
    matched_by     how it was recognised; None where it is on one side only
    """

    change: Word
    label: str
    before: str | None
    after: str | None
    matched_by: MatchedBy | None
    edits: tuple[Edit, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A node in the picture of what changed: key, label, and what happened to it; None for an unchanged neighbour."""

    key: str
    label: str
    change: Word | None


@dataclass(frozen=True, slots=True)
class Way:
    """A way from one node of the picture to another, by the categories that take it; `target` None ends the flow."""

    source: str
    target: str | None
    label: str
    change: Literal["added", "removed"] | None


@dataclass(frozen=True, slots=True)
class Picture:
    """The changed nodes of a flow, their neighbours, and the ways between them."""

    spots: tuple[Spot, ...] = ()
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One object that differs: what happened to it, what it is called now, and what it was called before.

    edits    of the object itself
    nodes    of a flow
    size     how many nodes a flow that was added or removed has
    picture  of a flow that changed
    """

    kind: str
    change: Word
    name: str
    name_before: str
    edits: tuple[Edit, ...] = ()
    nodes: tuple[NodeChange, ...] = ()
    size: int = 0
    picture: Picture = Picture()

    def all_edits(self) -> Iterator[Edit]:
        """Of the object and of its nodes."""
        yield from self.edits
        for node in self.nodes:
            yield from node.edits


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two exports, in the order of kinds.

    unchanged  how many objects are the same on both sides
    specs      the versions of the flow specification on the two sides, where they are not the same
    problems   objects that could not be compared: one line each
    """

    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    specs: tuple[str, str] | None = None
    problems: tuple[str, ...] = ()
