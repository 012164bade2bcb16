"""Where something stands, in words by which a person finds it, worked out only for what is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flowops.model.export import Document
from flowops.references import Reference
from flowops.references.place import Places

_LONGEST = 40  # characters of what a node says


@dataclass(slots=True)
class Whereabouts:
    """The places of one thing, in the order in which they were found."""

    found: list[tuple[Reference, Document]] = field(default_factory=list)

    def add(self, reference: Reference, document: Document) -> None:
        """One more."""
        self.found.append((reference, document))

    def places(self) -> tuple[str, ...]:
        """'Flow: "What its node says"', each once."""
        known = {id(document): Places(document) for _, document in self.found}
        return tuple(dict.fromkeys(_place(it, document, known[id(document)]) for it, document in self.found))

    def documents(self, partners: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Kind and UUID, in the workspace, of the objects in which it stands."""
        kinds = ((document.kind.name, document.identity) for _, document in self.found)
        return tuple(dict.fromkeys((kind, partners.get(uuid, uuid)) for kind, uuid in kinds))


def _place(reference: Reference, document: Document, places: Places) -> str:
    label = " ".join(places.label(reference).split())
    shown = label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"
    name = document.name if document.kind.name == "flow" else f"{document.kind.name} {document.name}"
    return f'{name}: "{shown}"' if shown else name
