"""All that the guards of a deploy look at, as values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flowops.environment.hosts import Hosts
from flowops.model.export import Export
from flowops.model.plan import Action, Plan
from flowops.model.receipt import Receipt
from flowops.plan.adaptation import Adapted
from flowops.plan.desired import Desired


@dataclass(frozen=True, slots=True)
class Approval:
    """What was approved: a digest by `--expect`, or a plan by `--plan`, which also has times as receipts write them."""

    digest: str
    created_at: str | None = None
    expires_at: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the ledger tells of earlier deploys.

    left     the workspace as the last one left it; None where there was none
    pending  the receipt of a deploy of which nobody has recorded how it ended
    applied  digest of a plan that was carried out -> when that began, as receipts write it
    """

    left: Export | None = None
    pending: Receipt | None = None
    applied: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """One deploy that may begin.

    lint         errors that lint found and that stop a deploy, one line each
    lint_aside   errors that lint found and that stop none
    approval     what `--plan` or `--expect` says; None without
    uncommitted  paths of the repository that differ from the last commit, as far as a deploy reads them
    credentials  names of the variables that open the workspaces of other environments
    hosts        other environment -> its hosts, as `hosts_of` finds them
    """

    plan: Plan
    desired: Desired
    adapted: Adapted
    now: datetime
    lint: tuple[str, ...] = ()
    lint_aside: tuple[str, ...] = ()
    recorded: Recorded = Recorded()
    approval: Approval | None = None
    uncommitted: tuple[str, ...] = ()
    credentials: frozenset[str] = frozenset()
    hosts: Mapping[str, Hosts] = field(default_factory=dict)

    def actions(self, kind: str, *words: str) -> Iterator[Action]:
        """What happens to objects of a kind, by what it is: create, update, manual, orphan."""
        yield from (it for it in self.plan.actions if it.kind == kind and it.action in words)

    def writes(self, kind: str) -> Iterator[Action]:
        """What flowops would write of a kind."""
        return self.actions(kind, "create", "update")
