"""A plan for one environment, from the repository, the workspace, and what the ledger tells of earlier deploys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from flowops import guard, references
from flowops.commands.console import Console
from flowops.commands.migrating import Migrator
from flowops.commands.preflight import Errors, lint_errors
from flowops.commands.remembering import (
    applied,
    checkout_of,
    found_by,
    git_export,
    ledger_of,
    left_by_last,
    lock_of,
    other_environments,
    settled,
    uncommitted,
)
from flowops.environment import Environment, Lock, load, names, read_lock
from flowops.guard import Approval, Context, Recorded
from flowops.ledger.ledger import Ledger
from flowops.model.digest import digest_of, key_of
from flowops.model.export import Export
from flowops.model.plan import Plan
from flowops.model.receipt import Receipt
from flowops.model.target import Target
from flowops.plan.adaptation import Adapted, adapt
from flowops.plan.desired import Desired, Remembered, desire
from flowops.plan.planning import plan
from flowops.repository import folder
from flowops.repository.checkout import Checkout
from flowops.server.client import Server
from flowops.server.collector import without_collector
from flowops.server.notices import Notices, Progress
from flowops.server.patience import Patience
from flowops.server.rereading import Written

_OF_VALUES = ("undeclared-global", "blank-global")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What one call asks for.

    towards      the id of a recorded deploy, to whose `before` a rollback leads; None for what git holds
    import_only  nothing may be saved through the editor's address
    approval     what `--plan` or `--expect` says
    patience     with the server; None for as much as usual
    """

    towards: str | None = None
    import_only: bool = False
    approval: Approval | None = None
    patience: Patience | None = None


class Meter:
    """What is under way now, for the server's progress: reading, then writing, then reading again."""

    def __init__(self) -> None:
        self.now: Progress = lambda _done, _total: None

    def __call__(self, done: int, total: int) -> None:
        self.now(done, total)


@dataclass
class Prepared:
    """All that goes into one deploy.

    checkout  around the repository; None without git
    commit    the last one when the repository was read; None where there is none
    """

    console: Console
    root: Path
    checkout: Checkout | None
    commit: str | None
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
    migrator: Migrator | None = None

    def look(self) -> Looked:
        """Read the workspace, and plan for what is there."""
        return self._looked(lambda: self.server.target(kinds_of(self.git)))

    def look_again(self, looked: Looked, written: Written) -> Looked:
        """The same after nothing but this was written, in fewer requests."""
        return self._looked(lambda: self.server.again(looked.target, written))

    def _looked(self, read: Callable[[], Target]) -> Looked:
        with self.console.progress(f"Reading {self.environment.name}") as progress, without_collector():
            self.meter.now = progress
            return self.planned(read())

    def planned(self, target: Target) -> Looked:
        """What is to be done in a workspace that looks like this."""
        if self.migrator is None:
            self.migrator = Migrator(self.console, self.git, self.environment)
        migration = self.migrator.to(target.spec_version)
        adapted, desired = self.desired(migration.export, target)
        desired = desired.after(migration)
        return Looked(self, target, adapted, desired, plan(desired, self.commit, self.digest, _now()))

    def desired(self, export: Export, target: Target) -> tuple[Adapted, Desired]:
        """What an export is to be in a workspace that looks like this."""
        remembered = Remembered(self.lock, self.others, self.settled)
        only, as_found = self.wishes.import_only, self.wishes.towards is not None
        return desire(export, target, self._ways(), remembered, import_only=only, as_found=as_found)

    def _ways(self) -> Environment:
        """A rollback leads to what the workspace had; no record has the values that its globals had."""
        return replace(self.environment, globals={}) if self.wishes.towards else self.environment

    def digest(self, value: str) -> str:
        """What stands for a value that must not be shown."""
        return digest_of(value, key_of(self.environment.token.reveal()))

    def selected(self) -> Export:
        """What git holds of the flows that the environment includes."""
        return adapt(self.git, self._ways()).export


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
        recorded = Recorded(left_by_last(prepared.ledger), pending, applied(prepared.receipts))
        lint = self._lint()
        beside = tuple(other_environments(prepared.root, prepared.environment.name))
        context = Context(
            self.plan,
            self.desired,
            self.adapted,
            _now(),
            lint=lint.stopping,
            lint_aside=lint.aside,
            recorded=recorded,
            approval=prepared.wishes.approval,
            uncommitted=()
            if prepared.wishes.towards
            else uncommitted(prepared.checkout, prepared.environment.name),
            credentials=frozenset(secret.variable for it in beside for secret in it.credentials()),
            hosts={it.name: guard.hosts_of(it) for it in beside},
        )
        found = guard.check(context)
        # a rollback sets no globals, so it asks for no values of them
        return replace(
            self.plan,
            findings=tuple(it for it in found if not (prepared.wishes.towards and it.guard in _OF_VALUES)),
        )

    def _lint(self) -> Errors:
        """A rollback leads to what the workspace had, whatever anybody thinks of it."""
        prepared = self.prepared
        if prepared.wishes.towards:
            return Errors()
        return lint_errors(prepared.console, prepared.root, prepared.environment, self.target.release)


def prepare(console: Console, name: str, wishes: Wishes | None = None, *, fetch: bool = True) -> Prepared:
    """Read the repository and the ledger, and connect. Raises where any of it cannot be read."""
    wishes = wishes or Wishes()
    root = folder.find_root(console.directory)
    environment = load(root, name)
    checkout = checkout_of(root)
    ledger = ledger_of(console, checkout, name, fetch=fetch)
    commit = checkout.head() if checkout else None
    git = git_export(root) if wishes.towards is None else found_by(ledger, wishes.towards)
    meter = Meter()
    server = Server(environment, Notices(console.warn, console.detail, meter), wishes.patience)
    receipts = ledger.receipts() if ledger else []
    others = (read_lock(root, other) for other in names(root) if other != name)
    return Prepared(
        console,
        root,
        checkout,
        commit,
        environment,
        server,
        ledger,
        git,
        wishes,
        meter,
        receipts,
        settled(receipts),
        lock_of(root, name, ledger),
        tuple(lock for lock in others if lock),
    )


def kinds_of(export: Export) -> frozenset[str]:
    """The kinds of object that it refers to: what a workspace has to list for it."""
    return frozenset(reference.kind for reference in references.of(export))


def _now() -> datetime:
    return datetime.now(UTC)
