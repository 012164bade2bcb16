"""Documents, and the set of them at one moment: the type at both ends of everything flowops does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flowops.model.json import JsonObject
from flowops.model.kind import FLOW, KINDS, Kind


@dataclass(frozen=True, slots=True)
class Document:
    """One object of a workspace: its kind, and its JSON with every key that RapidPro gave it."""

    kind: Kind
    body: JsonObject

    @property
    def name(self) -> str:
        """What people call it."""
        return self.kind.label(self.body)

    @property
    def identity(self) -> str:
        """What tells it apart from the others of its kind in the same workspace; "" for triggers."""
        return str(self.body.get(self.kind.identity) or "") if self.kind.identity else ""


@dataclass(frozen=True, slots=True)
class Export:
    """The objects of a workspace at one moment, wherever they were read: server, folder, file, git revision.

    documents  in the order of the table of kinds
    archived   references {"kind", "name", "uuid"} of flows and campaigns that are archived; a file does not tell
    server     the RapidPro release that wrote it, as far as can be known: "9.0"
    residue    keys of the export file that flowops knows nothing of
    unread     kinds that could not be read: absent here says nothing about them
    """

    documents: tuple[Document, ...] = ()
    archived: tuple[JsonObject, ...] = ()
    server: str | None = None
    residue: JsonObject = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    def of(self, kind: Kind) -> tuple[Document, ...]:
        """The documents of one kind."""
        return tuple(document for document in self.documents if document.kind is kind)

    @property
    def spec_version(self) -> str | None:
        """The highest version of the flow specification among the flows; None without flows."""
        versions = {str(flow.body.get("spec_version", "")) for flow in self.of(FLOW)}
        return max(versions, key=version_key, default=None)


def version_key(version: str) -> tuple[int, ...]:
    """A version as numbers that compare: "14.4.1" -> (14, 4, 1); what is no number counts as 0."""
    return tuple(
        int(part) if part.isdecimal() and len(part) < 10 else 0 for part in version.lstrip("v").split(".")
    )


def documents(bodies: Mapping[str, Iterable[JsonObject]]) -> tuple[Document, ...]:
    """Documents from the bodies of each kind, by kind's name."""
    return tuple(Document(kind, body) for kind in KINDS for body in bodies.get(kind.name, ()))
