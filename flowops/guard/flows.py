"""Flows that RapidPro would take for others, change on its own, or not take at all."""

from collections import Counter
from collections.abc import Iterator

from flowops.guard.context import Context
from flowops.model.cleaning import cleaned
from flowops.model.expiry import expiries, nearest
from flowops.model.export import version_key
from flowops.model.kind import CAMPAIGN, FLOW

_NAMED = ("flow", "campaign", "group", "label", "topic")


def name_collision(context: Context) -> Iterator[str]:
    """A flow of the workspace has the name and another type, or two would have one name, which RapidPro would number."""
    live = context.desired.live(FLOW)
    for document in context.desired.bound.export.of(FLOW):
        there = live.get(document.identity)
        if there is not None and there.body.get("type") != document.body.get("type"):
            types = f"type {there.body.get('type')}, and {document.body.get('type')} in git"
            yield f'flow "{there.name}" is in the workspace, with {types}: rename one of them'
    yield from _two_of_one_name(context)


def _two_of_one_name(context: Context) -> Iterator[str]:
    names = Counter(cleaned(it.name).casefold() for it in context.desired.bound.export.of(FLOW))
    for name in sorted({cleaned(it.name).casefold() for it in context.actions("flow", "create")}):
        if names[name] > 1:
            yield f'{names[name]} flows of git would be called "{name}", upper and lower case aside'


def illegal_name(context: Context) -> Iterator[str]:
    """RapidPro would not take a name as it is: it is too long, or holds what RapidPro replaces."""
    for kind in _NAMED:
        for action in context.actions(kind, "create"):
            if cleaned(action.name) != action.name:
                yield f"{kind} {action.name!r} would be called {cleaned(action.name)!r}: rename it in the source workspace"


def newer_spec(context: Context) -> Iterator[str]:
    """A flow is of a newer specification than the server knows; no flow can be turned back."""
    theirs = context.desired.target.spec_version
    for action in context.writes(FLOW.name):
        ours = str((action.body or {}).get("spec_version") or "")
        if theirs and version_key(ours) > version_key(theirs):
            yield f'flow "{action.name}" is of specification {ours}, and the server writes {theirs}: update RapidPro there first'


def archived_flow(context: Context) -> Iterator[str]:
    """A flow that would be changed is archived in the workspace: an import brings it back, a save is seen by nobody."""
    archived = context.desired.archived_there()
    for action in context.actions(FLOW.name, "update"):
        if action.uuid in archived:
            yield f'flow "{action.name}" is archived in the workspace and live in git: restore it there, or archive it in the source'


def archived_campaign(context: Context) -> Iterator[str]:
    """A campaign that would be changed is archived in the workspace: its events would never happen."""
    archived = context.desired.archived_there()
    for action in context.actions(CAMPAIGN.name, "update"):
        if action.uuid in archived:
            yield f'campaign "{action.name}" is archived in the workspace and live in git: restore it there, or archive it in the source'


def unsupported_expiry(context: Context) -> Iterator[str]:
    """RapidPro offers no such time-out for flows of this type, and would take another one."""
    written = {it.name for it in context.actions(FLOW.name, "create", "update", "manual")}
    for document in context.desired.bound.export.of(FLOW):
        kind, minutes = str(document.body.get("type")), document.body.get("expire_after_minutes")
        allowed = expiries(kind, context.plan.release)
        if document.name in written and allowed and isinstance(minutes, int) and minutes not in allowed:
            near = ", ".join(map(str, nearest(minutes, allowed)))
            yield f'flow "{document.name}" ({kind}) would wait {minutes} minutes, which RapidPro does not offer; nearest: {near}'
