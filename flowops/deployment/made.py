"""What a deploy has made so far: references to it get the UUIDs that the server gave."""

from dataclasses import dataclass, field

from flowops import references
from flowops.model.export import Document
from flowops.model.json import JsonObject
from flowops.model.kind import Kind
from flowops.references import Reference, Replacement


@dataclass
class Made:
    """Kind and name, as RapidPro compares names -> UUID."""

    uuids: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, kind: str, name: str, uuid: str) -> None:
        """An object is there now."""
        self.uuids[kind, references.normal_name(kind, name)] = uuid

    def bound(self, kind: Kind, body: JsonObject) -> JsonObject:
        """The object with the UUIDs of what was made, wherever it refers to that."""
        return references.rewrite(Document(kind, body), self._replacement).body if self.uuids else body

    def _replacement(self, reference: Reference) -> Replacement | None:
        if reference.definition or reference.dynamic or not reference.uuid:
            return None
        uuid = self.uuids.get((reference.kind, references.normal_name(reference.kind, reference.name)))
        return Replacement(uuid=uuid) if uuid else None
