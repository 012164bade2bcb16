"""What goes into one plan, side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flowops.environment import Environment
from flowops.model.export import Document
from flowops.model.json import JsonObject
from flowops.model.kind import Kind
from flowops.model.target import Target
from flowops.plan.binding import Bound


@dataclass(frozen=True, slots=True)
class Desired:
    """What is to be, what is, and how it may be written.

    archived   UUIDs in the target of flows and campaigns that git has as archived
    import_only  whether nothing may be saved through the editor's address
    settled    UUID of a flow -> digest of what was sent last, and of what became of it
    """

    bound: Bound
    target: Target
    environment: Environment
    archived: frozenset[str] = frozenset()
    import_only: bool = False
    settled: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def rows(self, kind: str, key: str = "uuid") -> dict[str, JsonObject]:
        """What the API lists of a kind, by UUID or another key."""
        return {str(row.get(key)): row for row in self.target.rows.get(kind, ())}

    def live(self, kind: Kind) -> dict[str, Document]:
        """What is in the target, by UUID or key."""
        return {document.identity: document for document in self.target.export.of(kind)}

    def orphans(self, kind: Kind) -> Iterator[Document]:
        """What the target has and git has not, archived objects aside."""
        wanted = {document.identity for document in self.bound.export.of(kind)} | self.archived
        gone = {str(it.get("uuid")) for it in self.target.export.archived}
        for identity, document in self.live(kind).items():
            if identity not in wanted and identity not in gone:
                yield document
