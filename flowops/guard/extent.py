"""How much a deploy would change, and what of other people's work it would overwrite."""

from collections.abc import Iterator

from flowops.diff.compare import compare
from flowops.guard.context import Context
from flowops.guard.telling import count, listed
from flowops.model.change import Change
from flowops.model.kind import FLOW, GLOBAL


def too_many_changes(context: Context) -> Iterator[str]:
    """More of the objects in the workspace would be changed than guards.max_changed_percent allows."""
    limits = context.desired.environment.guards
    objects = sum(document.kind is not GLOBAL for document in context.desired.target.export.documents)
    changed = sum(it.action == "update" and it.kind != GLOBAL.name for it in context.plan.actions)
    percent = 100 * changed / objects if objects else 0
    if objects >= limits.min_objects and percent > limits.max_changed_percent:
        yield (
            f"{changed} of {count(objects, 'object')} in the workspace would be changed: {percent:.1f} percent, and"
            f" guards.max_changed_percent is {limits.max_changed_percent}"
        )


def empty_source(context: Context) -> Iterator[str]:
    """The repository has no flow for this environment, and the workspace has some."""
    there = len(context.desired.target.export.of(FLOW))
    if there and not context.adapted.export.of(FLOW):
        yield (
            f"the repository has no flow for {context.desired.environment.name}, and the workspace has {there}:"
            " look at include and exclude, and at flows/"
        )


def stranded_contacts(context: Context) -> Iterator[str]:
    """More contacts would lose their place in a conversation than guards.max_stranded allows."""
    losing = [it for it in context.plan.actions if it.stranded]
    total, limit = sum(it.stranded for it in losing), context.desired.environment.guards.max_stranded
    if total > limit:
        flows = listed(f'{it.stranded} in "{it.name}"' for it in losing)
        yield (
            f"{count(total, 'contact')} may lose their place in a conversation, and guards.max_stranded is {limit}: {flows}"
        )


def drift(context: Context) -> Iterator[str]:
    """Somebody changed objects in the workspace since the last deploy, and this deploy would overwrite them."""
    lost = [change for change, overwritten in _drifted(context) if overwritten]
    if lost:
        yield (
            f"{count(len(lost), 'object')} that would be overwritten {'was' if len(lost) == 1 else 'were'} changed in the"
            f" workspace since the last deploy: {_named(lost)}; see: flowops drift {context.plan.environment}"
        )


def drift_aside(context: Context) -> Iterator[str]:
    """Somebody changed objects in the workspace since the last deploy, and this deploy leaves them as they are."""
    kept = [change for change, overwritten in _drifted(context) if not overwritten]
    if kept:
        yield (
            f"{count(len(kept), 'object')} changed in the workspace since the last deploy and would stay so: {_named(kept)}"
        )


def _drifted(context: Context) -> Iterator[tuple[Change, bool]]:
    """What changed since the last deploy, and whether this one would overwrite it."""
    left = context.recorded.left
    now = context.desired.target.export
    if left is None or (left.documents, left.archived) == (now.documents, now.archived):
        return
    overwritten = {(it.kind, it.name.casefold()) for it in context.plan.actions if it.action == "update"}
    for change in compare(left, now).changes:
        names = {(change.kind, name.casefold()) for name in (change.name, change.name_before)}
        yield change, bool(names & overwritten)


def _named(changes: list[Change]) -> str:
    return listed(f'{change.kind} "{change.name}" {change.change}' for change in changes)
