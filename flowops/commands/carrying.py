"""One deploy from its plan to its receipt: guarded, recorded before and after, verified by reading again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flowops import guard
from flowops.commands.preparing import Looked, Prepared
from flowops.commands.recording import close_abandoned, files, is_ours, mark, new_lock, receipt_of, unmark
from flowops.deployment.deployment import Deployed as Sent
from flowops.deployment.deployment import Deployment
from flowops.deployment.outcome import DONE
from flowops.environment import lock_bytes, lock_path
from flowops.errors import FlowopsError, RepositoryError, Stale, Unconfirmed
from flowops.ledger.ledger import Ledger
from flowops.model.deployed import Deployed
from flowops.model.json import JsonObject
from flowops.model.kind import FLOW
from flowops.model.plan import Plan
from flowops.model.receipt import Receipt, Status, timestamp
from flowops.plan.flows import digest as flow_digest
from flowops.repository import folder
from flowops.server.notices import Notices
from flowops.server.rereading import Written


@dataclass(frozen=True, slots=True)
class Permission:
    """What a person said beforehand: guards that are waived and why, and whether anybody has to be asked."""

    allowed: tuple[str, ...] = ()
    reason: str | None = None
    yes: bool = False


def carry_out(prepared: Prepared, permission: Permission) -> Deployed:
    """Plan, guard, record, write, verify, record. Raises Stale, Refused and whatever keeps it from beginning."""
    looked = prepared.look()
    ledger, pending = _ledger(prepared), prepared.ledger.pending() if prepared.ledger else None
    own = pending is not None and is_ours(prepared, pending)
    plan = looked.guarded(pending=None if own else pending)
    if not plan.writes and _is_a_repetition(prepared, plan):
        if pending and own:
            close_abandoned(prepared, ledger, looked, pending)
        return _nothing(prepared, plan)
    for finding in plan.findings:
        if finding.severity == "warn":
            prepared.console.warn(f"{finding.guard}: {finding.message}")
    waived = guard.admit(plan.findings, permission.allowed)
    for name, message in waived.items():
        prepared.console.warn(f"allowed {name}: {message}")
    if not plan.writes:
        return _nothing(prepared, plan)
    before = files(prepared, looked)
    found = guard.secret_in_export(before, prepared.environment.secrets())
    guard.enforce(found, permission.allowed, prepared.console.warn)
    _confirm(prepared, plan, permission)
    if pending:
        close_abandoned(prepared, ledger, looked, pending)
    return _deploy(
        prepared,
        looked,
        replace(plan),
        ledger,
        before,
        receipt_of(prepared, ledger, plan, permission.reason, waived),
    )


def _ledger(prepared: Prepared) -> Ledger:
    if prepared.ledger is None:
        raise RepositoryError(
            f"{prepared.root} is not in a git repository, so a deploy could not be recorded",
            "Start one with: git init; git add .; git commit",
        )
    return prepared.ledger


def _is_a_repetition(prepared: Prepared, plan: Plan) -> bool:
    """Whether an approval, if there is one, is of this plan, or of one that was carried out already."""
    approval = prepared.wishes.approval
    done = {receipt.digest for receipt in prepared.receipts if receipt.status == "verified"}
    return approval is None or approval.digest == plan.digest or approval.digest in done


def _nothing(prepared: Prepared, plan: Plan) -> Deployed:
    outcomes = tuple("" for _ in plan.actions)
    requests = prepared.server.transport.requests
    return Deployed(
        None, plan.environment, "nothing-to-do", plan.digest, plan.actions, outcomes, (), requests
    )


def _confirm(prepared: Prepared, plan: Plan, permission: Permission) -> None:
    if permission.yes or prepared.wishes.approval:
        return
    if not prepared.console.asks:
        raise Unconfirmed(
            f"{len(plan.writes)} object(s) of {plan.environment} would be written, and nobody is here to say yes",
            f"Say so beforehand: --yes, or --expect {plan.digest}",
        )
    if not prepared.console.confirm(f"Write {len(plan.writes)} object(s) to {plan.workspace.name}?"):
        raise Unconfirmed("nothing was written")


def _deploy(
    prepared: Prepared, looked: Looked, plan: Plan, ledger: Ledger, before: dict[str, bytes], receipt: Receipt
) -> Deployed:
    ledger.open(receipt, before, push=True)
    mark(prepared, receipt)
    with prepared.console.progress(f"Deploying to {plan.environment}") as progress:
        prepared.meter.now = progress
        sent = Deployment(
            plan,
            looked.target,
            prepared.server,
            prepared.environment,
            Notices(prepared.console.warn, prepared.console.detail, prepared.meter),
            prepared.wishes.patience,
            import_only=prepared.wishes.import_only,
        ).run()
    problems = list(sent.outcomes.problems)
    after, left = _look_again(looked, sent, problems)
    if after is None:  # it stays open: nobody knows what is there
        return _result(prepared, receipt, sent, "failed", problems)
    status: Status = "failed" if sent.failure else "unverified" if left else "verified"
    if left and not sent.failure:
        problems += [
            f"{it.kind} {it.name} is not as planned: {it.action}, {it.summary}" for it in left.writes
        ]
    _close(prepared, ledger, replace(receipt, status=status), sent, after, problems)
    if isinstance(sent.failure, Stale):
        raise sent.failure
    return _result(prepared, receipt, sent, status, problems)


def _look_again(before: Looked, sent: Sent, problems: list[str]) -> tuple[Looked | None, Plan | None]:
    """The workspace now, and the plan for it if anything is left to do; None where it cannot be read."""
    prepared, written = before.prepared, _written(sent)
    try:
        looked = prepared.look_again(before, written) if written else prepared.look()
        if not sent.failure and (found := _settled(looked, sent)):
            prepared.settled |= found
            looked = prepared.planned(looked.target)
    except FlowopsError as error:
        problems.append(f"the workspace could not be read again: {error.what}")
        return None, None
    return looked, looked.plan if looked.plan.writes else None


def _written(sent: Sent) -> Written | None:
    """What was written, where the lists of the API tell of everything else whether it is as before."""
    writes = [it for it in sent.outcomes.actions if it.writes]
    told = all(it.transport == "in-place" or (it.kind, it.action) == ("global", "update") for it in writes)
    if sent.failure or not told:
        return None
    flows = frozenset(str(it.uuid) for it in writes if it.kind == "flow")
    return Written(flows, len(flows) < len(writes))


def _settled(looked: Looked, sent: Sent) -> dict[str, tuple[str, str]]:
    """Of flows that were migrated on their way in, what they became: nothing else tells that they are as in git.

    Those that the engine migrated are among them for whoever plans without it.
    """
    bound = looked.desired.bound
    if looked.desired.migrated:
        bound = looked.prepared.desired(looked.prepared.git, looked.target)[1].bound
    written = {it.name for it in sent.outcomes.actions if it.kind == "flow" and it.writes}
    bodies = {it.identity: it.body for it in bound.export.of(FLOW) if it.name in written}
    live = {it.identity: it.body for it in looked.target.export.documents}
    return {
        uuid: (flow_digest(body | {"name": live[uuid].get("name")}), flow_digest(live[uuid]))
        for uuid, body in bodies.items()
        if uuid in live and body.get("spec_version") != live[uuid].get("spec_version")
    }


def _close(
    prepared: Prepared, ledger: Ledger, receipt: Receipt, sent: Sent, after: Looked, problems: list[str]
) -> None:
    actions = [
        {**said, "outcome": outcome}
        for said, outcome in zip(receipt.actions, sent.outcomes.all(), strict=True)
    ]
    settled: list[JsonObject] = [
        {"kind": "flow", "uuid": uuid, "sent": was, "became": is_, "outcome": DONE}
        for uuid, (was, is_) in _settled(after, sent).items()
    ]
    closed = replace(
        receipt,
        finished_at=timestamp(datetime.now(UTC)),
        actions=(*actions, *settled),
        problems=tuple(problems),
    )
    lock = new_lock(prepared, after)
    folder.replace(prepared.root / lock_path(prepared.environment.name), lock_bytes(lock))
    try:
        ledger.close(closed, files(prepared, after), push=True)
    except (RepositoryError, Stale) as error:
        problems.append(f"the record is on this machine, but was not pushed: {error}")
    unmark(prepared)


def _result(
    prepared: Prepared, receipt: Receipt, sent: Sent, status: Status, problems: list[str]
) -> Deployed:
    said = "failed" if status == "open" else status
    requests = prepared.server.transport.requests + sent.requests
    actions = sent.outcomes.actions
    return Deployed(
        receipt.id,
        receipt.environment,
        said,
        receipt.digest,
        actions,
        sent.outcomes.all(),
        tuple(problems),
        requests,
    )
