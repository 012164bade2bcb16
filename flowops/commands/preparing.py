"""A plan for one environment, from the repository, the workspace, and what the ledger tells of earlier deploys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from flowops import guard, references
from flowops.commands.console import Console
from flowops.environment import Environment, Lock, load, lock_path, names, parse_lock, read_lock
from flowops.errors import ConfigurationError, FormatError, NoRepository, RepositoryError
from flowops.guard import Approval, Context, Hosts, Recorded
from flowops.ledger.ledger import Ledger
from flowops.model.digest import digest_of, key_of
from flowops.model.export import Export
from flowops.model.plan import Plan
from flowops.model.receipt import Receipt
from flowops.model.target import Target
from flowops.plan.adaptation import Adapted, adapt
from flowops.plan.desired import Desired, Remembered, desire
from flowops.plan.planning import plan
from flowops.repository import folder, layout
from flowops.repository.repository import Repository
from flowops.server.client import Server
from flowops.server.collector import without_collector
from flowops.server.notices import Notices, Progress

_DONE = ("verified", "unverified")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one call asks for.

    towards      the id of a recorded deploy, to whose `before` a rollback leads; None for what git holds
    import_only  nothing may be saved through the editor's address
    approval     what `--plan` or `--expect` says
    """

    towards: str | None = None
    import_only: bool = False
    approval: Approval | None = None


class Meter:
    """What is under way now, for the server's progress: reading, then writing, then reading again."""

    def __init__(self) -> None:
        self.now: Progress = lambda _done, _total: None

    def __call__(self, done: int, total: int) -> None:
        self.now(done, total)


@dataclass
class Prepared:
    """All that goes into one deploy."""

    console: Console
    root: Path
    environment: Environment
    server: Server
    ledger: Ledger | None
    git: Export
    wishes: Wishes
    meter: Meter
    receipts: list[Receipt] = field(default_factory=list)
    settled: dict[str, tuple[str, str]] = field(default_factory=dict)
    lock: Lock | None = None
    others: tuple[Lock, ...] = ()

    def look(self) -> Looked:
        """Read the workspace, and plan for what is there."""
        with self.console.progress(f"Reading {self.environment.name}") as progress, without_collector():
            self.meter.now = progress
            return self.planned(self.server.target(kinds_of(self.git)))

    def planned(self, target: Target) -> Looked:
        """What is to be done in a workspace that looks like this."""
        remembered = Remembered(self.lock, self.others, self.settled)
        adapted, desired = desire(
            self.git,
            target,
            self._ways(),
            remembered,
            import_only=self.wishes.import_only,
            as_found=self.wishes.towards is not None,
        )
        return Looked(self, target, adapted, desired, plan(desired, self.commit(), self.digest, _now()))

    def _ways(self) -> Environment:
        """A rollback leads to what the workspace had; no record has the values that its globals had."""
        return replace(self.environment, globals={}) if self.wishes.towards else self.environment

    def digest(self, value: str) -> str:
        """What stands for a value that must not be shown."""
        return digest_of(value, key_of(self.environment.token.reveal()))

    def selected(self) -> Export:
        """What git holds of the flows that the environment includes."""
        return adapt(self.git, self._ways()).export

    def commit(self) -> str | None:
        """The commit that is deployed; None where there is none."""
        with suppress(NoRepository):
            return Repository(self.root).checkout.head()
        return None


@dataclass(frozen=True, slots=True)
class Looked:
    """The workspace as it is, and the plan for it."""

    prepared: Prepared
    target: Target
    adapted: Adapted
    desired: Desired
    plan: Plan

    def guarded(self, *, pending: Receipt | None = None) -> Plan:
        """The plan with what every guard found."""
        prepared = self.prepared
        recorded = Recorded(_left(prepared.ledger), pending, _applied(prepared.receipts))
        context = Context(
            self.plan,
            self.desired,
            self.adapted,
            _now(),
            recorded=recorded,
            approval=prepared.wishes.approval,
            uncommitted=() if prepared.wishes.towards else _uncommitted(prepared),
            hosts=dict(_hosts(prepared)),
        )
        return replace(self.plan, findings=guard.check(context))


def prepare(console: Console, name: str, wishes: Wishes | None = None, *, fetch: bool = True) -> Prepared:
    """Read the repository and the ledger, and connect. Raises where any of it cannot be read."""
    wishes = wishes or Wishes()
    root = folder.find_root(console.directory)
    environment = load(root, name)
    ledger = _ledger(console, root, name, fetch=fetch)
    git = _git(root) if wishes.towards is None else _found_by(ledger, wishes.towards)
    meter = Meter()
    server = Server(environment, Notices(console.warn, console.detail, meter))
    receipts = ledger.receipts() if ledger else []
    others = (read_lock(root, other) for other in names(root) if other != name)
    return Prepared(
        console,
        root,
        environment,
        server,
        ledger,
        git,
        wishes,
        meter,
        receipts,
        _settled(receipts),
        _lock(root, name, ledger),
        tuple(lock for lock in others if lock),
    )


def kinds_of(export: Export) -> frozenset[str]:
    """The kinds of object that it refers to: what a workspace has to list for it."""
    return frozenset(reference.kind for reference in references.of(export))


def _git(root: Path) -> Export:
    contents = Repository(root).contents
    if contents.problems:
        raise FormatError("\n".join(contents.problems), "Nothing is deployed while a file cannot be read")
    return contents.export


def _found_by(ledger: Ledger | None, deploy: str) -> Export:
    if ledger is None:
        raise RepositoryError(
            "there is no git here, so no deploy was recorded", "Go to the clone that deploys"
        )
    return layout.read(_managed(ledger.before(deploy))).export


def _ledger(console: Console, root: Path, name: str, *, fetch: bool) -> Ledger | None:
    try:
        ledger = Ledger.at(root, name, console.warn)
    except NoRepository:
        return None
    if fetch:
        ledger.fetch()
    return ledger


def _lock(root: Path, name: str, ledger: Ledger | None) -> Lock | None:
    """Beside the environment, or, in a fresh clone, as the last deploy recorded it."""
    found = read_lock(root, name)
    if found or ledger is None or not (last := ledger.last_deployed()):
        return found
    data = last[1].get(lock_path(name))
    return parse_lock(data, f"{lock_path(name)} of deploy {last[0].id}") if data else None


def _left(ledger: Ledger | None) -> Export | None:
    last = ledger.last_deployed() if ledger else None
    return layout.read(_managed(last[1])).export if last else None


def _managed(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if layout.managed(path)}


def _applied(receipts: Iterable[Receipt]) -> dict[str, str]:
    return {
        receipt.digest: receipt.started_at for receipt in reversed(list(receipts)) if receipt.status in _DONE
    }


def _settled(receipts: Iterable[Receipt]) -> dict[str, tuple[str, str]]:
    """Of each flow that was deployed, what was sent last and what became of it."""
    found: dict[str, tuple[str, str]] = {}
    for receipt in reversed(list(receipts)):
        for action in receipt.actions:
            uuid, sent, became = (action.get(key) for key in ("uuid", "sent", "became"))
            if isinstance(uuid, str) and isinstance(sent, str) and isinstance(became, str):
                found[uuid] = (sent, became)
    return found


def _uncommitted(prepared: Prepared) -> tuple[str, ...]:
    try:
        paths = Repository(prepared.root).checkout.uncommitted()
    except NoRepository:
        return ()
    ours = f"environments/{prepared.environment.name}.yaml"
    return tuple(path for path in paths if path == ours or layout.managed(path))


def _hosts(prepared: Prepared) -> Iterator[tuple[str, Hosts]]:
    for other in names(prepared.root):
        if other != prepared.environment.name:
            with suppress(ConfigurationError):  # of another environment, which is not deployed now
                yield other, guard.hosts_of(load(prepared.root, other))


def _now() -> datetime:
    return datetime.now(UTC)
