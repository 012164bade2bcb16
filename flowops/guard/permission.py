"""Whether this deploy may begin at all: the right workspace, an approved plan, a clean repository."""

from collections.abc import Iterator
from datetime import UTC

from flowops.guard.context import Context
from flowops.guard.export import is_workspace_of, other_workspace
from flowops.guard.telling import count, listed
from flowops.model.receipt import timestamp

_SHOWN = 3


def wrong_workspace(context: Context) -> Iterator[str]:
    """The token opens another workspace than the environment names, or the environment names none."""
    environment, workspace = context.desired.environment, context.plan.workspace
    if environment.workspace is None:
        yield f"{environment.path} names no workspace; the token opens {workspace.name!r}: write `workspace: {workspace.uuid}`"
    elif not is_workspace_of(environment, workspace):
        yield other_workspace(environment, workspace)


def stale_plan(context: Context) -> Iterator[str]:
    """What was approved is not what would be done now, is too old, or has been done already."""
    approval, digest = context.approval, context.plan.digest
    if approval is None:
        return
    now = timestamp(context.now.astimezone(UTC))
    applied = context.recorded.applied.get(approval.digest)
    if applied and (approval.created_at is None or approval.created_at <= applied):
        yield f"the plan {approval.digest[:12]} was carried out on {applied}, and a plan is good for once"
    if approval.expires_at is not None and approval.expires_at < now:
        yield f"the plan {approval.digest[:12]} expired on {approval.expires_at}, and it is {now}"
    if approval.digest != digest:
        yield (
            f"the plan {approval.digest[:12]} was approved, and what would be done now is {digest[:12]}: the repository,"
            " the environment or the workspace has changed since"
        )


def protected_environment(context: Context) -> Iterator[str]:
    """A protected environment gets only what was approved: --plan FILE or --expect DIGEST."""
    if context.desired.environment.protected and context.approval is None and context.plan.writes:
        yield (
            f"{context.desired.environment.name} is protected, and {count(len(context.plan.writes), 'change')} would be made"
            f" that nobody approved: --plan FILE, or --expect {context.plan.digest}"
        )


def uncommitted_changes(context: Context) -> Iterator[str]:
    """What would be deployed is in no commit, so nobody could tell later what it was."""
    if paths := sorted(context.uncommitted):
        yield f"{count(len(paths), 'file')} would be deployed as in no commit: {listed(paths)}"


def lint_errors(context: Context) -> Iterator[str]:
    """Lint found errors in what would be deployed: what the engine refuses, or any, as flowops.yaml wants it."""
    if context.lint:
        yield f"lint found {_listed(context.lint)}"


def lint_errors_aside(context: Context) -> Iterator[str]:
    """Lint found errors other than those that the engine refuses; `gate: errors` in flowops.yaml makes them stop a deploy."""
    if context.lint_aside:
        yield f"lint found, though the engine would take it, {_listed(context.lint_aside)}"


def _listed(errors: tuple[str, ...]) -> str:
    more = f" and {len(errors) - _SHOWN} more: flowops lint lists them" if len(errors) > _SHOWN else ""
    return f"{count(len(errors), 'error')}: {'; '.join(errors[:_SHOWN])}{more}"


def open_deploy(context: Context) -> Iterator[str]:
    """Another deploy has begun and nobody has recorded how it ended: it may still be running."""
    if receipt := context.recorded.pending:
        yield (
            f"the deploy {receipt.id}, begun by {receipt.who} on {receipt.started_at} with {count(receipt.changed, 'change')},"
            " has no end: it may still be running, or it broke off midway"
        )
