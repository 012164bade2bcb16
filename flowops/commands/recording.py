"""What is recorded of a deploy: the receipt, what was found and left, and that it has begun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from flowops import __version__
from flowops.commands.preparing import Looked, Prepared
from flowops.environment import Lock, lock_bytes, lock_path
from flowops.ledger.ledger import Ledger
from flowops.model.plan import Plan
from flowops.model.receipt import Receipt, new_id, timestamp
from flowops.render.plan_json import actions_json
from flowops.repository import folder, layout


def files(prepared: Prepared, looked: Looked) -> dict[str, bytes]:
    """What a record holds of the workspace: its objects as files, and its lock file."""
    lock = new_lock(prepared, looked)
    return layout.files(looked.target.export) | {lock_path(prepared.environment.name): lock_bytes(lock)}


def new_lock(prepared: Prepared, looked: Looked) -> Lock:
    """Names of the workspace now, and which object of git is which there."""
    pairs = {git: there for git, there in looked.desired.bound.partners.items() if git != there}
    old = prepared.lock.names.get("pairs", {}) if prepared.lock else {}
    names: Mapping[str, Mapping[str, str | tuple[str, ...]]] = {**looked.target.names}
    kept = {key: uuid for key, uuid in old.items() if isinstance(uuid, str)} | pairs
    target = looked.target
    return Lock(target.workspace.uuid, {**names, "pairs": kept} if kept else names, target.release)


def receipt_of(
    prepared: Prepared, ledger: Ledger, plan: Plan, reason: str | None, waived: dict[str, str]
) -> Receipt:
    """The receipt of a deploy that begins now."""
    now = datetime.now(UTC)
    values = prepared.environment.globals
    return Receipt(
        id=new_id(now),
        environment=plan.environment,
        workspace=plan.workspace,
        server=plan.release,
        digest=plan.digest,
        base_digest=plan.base_digest,
        commit=plan.commit,
        who=ledger.who(),
        started_at=timestamp(now),
        tool=__version__,
        reason=reason,
        allowed=waived,
        actions=tuple(actions_json(plan.actions)),
        secrets={
            key: prepared.digest(value.reveal())
            for key, value in values.items()
            if not isinstance(value, str)
        },
    )


def close_abandoned(prepared: Prepared, ledger: Ledger, looked: Looked, pending: Receipt) -> None:
    """A deploy that was killed: what it left is what is there now."""
    problem = "it ended without recording how: it was killed, or its machine was"
    closed = replace(
        pending,
        status="failed",
        finished_at=timestamp(datetime.now(UTC)),
        problems=(*pending.problems, problem),
    )
    ledger.close(closed, files(prepared, looked))
    prepared.console.warn(f"deploy {pending.id}, begun {pending.started_at} by {pending.who}, {problem}")
    unmark(prepared)


def _note(prepared: Prepared) -> Path:
    """In git's own folder, which is there where there is a ledger: which deploy this clone has begun."""
    home = prepared.checkout.home if prepared.checkout else prepared.root / ".git"
    return home / "flowops" / f"deploying-{prepared.environment.name}"


def mark(prepared: Prepared, receipt: Receipt) -> None:
    """Note, in git\'s own folder, that this clone has begun a deploy."""
    folder.replace(_note(prepared), receipt.id.encode())


def unmark(prepared: Prepared) -> None:
    """It has ended."""
    _note(prepared).unlink(missing_ok=True)


def is_ours(prepared: Prepared, pending: Receipt) -> bool:
    """Whether this clone began it. This process holds the repository, so the one that did has ended."""
    try:
        return _note(prepared).read_text(encoding="utf-8") == pending.id
    except OSError:
        return False
