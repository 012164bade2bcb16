"""What goes into one plan, side by side."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from flowops.environment import Environment, Lock
from flowops.model.export import Document, Export
from flowops.model.json import JsonObject
from flowops.model.kind import CAMPAIGN, FLOW, Kind
from flowops.model.target import Target
from flowops.plan.adaptation import Adapted, adapt
from flowops.plan.binding import Bound, bind
from flowops.plan.migration import Migrated
from flowops.plan.resolution import Resolved, Resolver


@dataclass(frozen=True, slots=True)
class Desired:
    """What is to be, what is, and how it may be written.

    archived   UUIDs in the target of flows and campaigns that git has as archived
    import_only  whether nothing may be saved through the editor's address
    settled    UUID of a flow -> digest of what git held of it at the last deploy, and of what became of it
    migrated   UUID of a flow -> the spec version that it has in git, where it was migrated for this server
    stays      UUID of a flow -> why it could not be migrated
    """

    bound: Bound
    target: Target
    environment: Environment
    archived: frozenset[str] = frozenset()
    import_only: bool = False
    settled: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    migrated: Mapping[str, str] = field(default_factory=dict)
    stays: Mapping[str, str] = field(default_factory=dict)

    def after(self, migration: Migrated) -> "Desired":
        """The same, and what was migrated before it was bound."""
        was, stays = (
            {self.bound.partners.get(uuid, uuid): said for uuid, said in of.items()}
            for of in (migration.was, migration.stays)
        )
        return replace(self, migrated=was, stays=stays)

    def rows(self, kind: str, key: str = "uuid") -> dict[str, JsonObject]:
        """What the API lists of a kind, by UUID or another key."""
        return {str(row.get(key)): row for row in self.target.rows.get(kind, ())}

    def live(self, kind: Kind) -> dict[str, Document]:
        """What is in the target, by UUID or key."""
        return {document.identity: document for document in self.target.export.of(kind)}

    def archived_there(self) -> frozenset[str]:
        """UUIDs of what is archived in the target."""
        return frozenset(str(it.get("uuid")) for it in self.target.export.archived)

    def to_archive(self, kind: Kind) -> Iterator[JsonObject]:
        """Rows of what git has as archived and the target has not."""
        for uuid, row in sorted(self.rows(kind.name).items()):
            if uuid in self.archived and not row.get("archived"):
                yield row

    def orphans(self, kind: Kind) -> Iterator[Document]:
        """What the target has and git has not, archived objects aside."""
        known = {document.identity for document in self.bound.export.of(kind)} | self.archived
        for identity, document in self.live(kind).items():
            if identity not in known | self.archived_there():
                yield document


@dataclass(frozen=True, slots=True)
class Remembered:
    """What flowops remembers of earlier exports and deploys.

    lock     the environment's lock file; None where it has none yet
    others   those of other environments
    settled  UUID of a flow -> digest of what git held of it at the last deploy, and of what became of it
    """

    lock: Lock | None = None
    others: tuple[Lock, ...] = ()
    settled: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def desire(
    git: Export,
    target: Target,
    environment: Environment,
    remembered: Remembered | None = None,
    *,
    import_only: bool = False,
    as_found: bool = False,
) -> tuple[Adapted, Desired]:
    """Adapt what git holds to an environment, and bind it to the workspace: all that a plan is made of.

    `as_found` is for what was found in the workspace itself, to which a rollback leads: it is adapted and bound already.
    """
    remembered = remembered or Remembered()
    ways = (
        replace(environment, rewrites=(), expires={}, keywords={}, bindings={}) if as_found else environment
    )
    resolver = Resolver(ways, target, remembered.lock, remembered.others)
    adapted = adapt(git, ways)
    bound = bind(adapted.export, target, resolver)
    archived = frozenset(_archived(git.archived, environment, resolver))
    return adapted, Desired(bound, target, environment, archived, import_only, remembered.settled)


def _archived(
    references: Iterable[JsonObject], environment: Environment, resolver: Resolver
) -> Iterator[str]:
    for it in references:
        kind, name = str(it.get("kind")), str(it.get("name"))
        if kind == CAMPAIGN.name or (kind == FLOW.name and environment.selects(name)):
            found = resolver.find(kind, name, str(it.get("uuid")))
            if isinstance(found, Resolved) and found.uuid:
                yield found.uuid
