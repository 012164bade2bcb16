"""Fields, groups and limits of the workspace."""

from collections.abc import Iterator

from flowops.guard.context import Context
from flowops.guard.telling import count, quoted
from flowops.model.json import JsonObject
from flowops.model.kind import CAMPAIGN, FIELD, GROUP
from flowops.plan.settings import type_of

_LIMIT = 250  # of each of these in a workspace, since RapidPro 5.4; beyond it an import fails as a whole
_LIMITED = ("label", "topic", "global", "group", "field")


def field_type_change(context: Context) -> Iterator[str]:
    """A field has another type in the workspace: contacts would lose its values, and campaigns may lean on it."""
    for action in context.actions(FIELD.name, "manual"):
        there, wanted = type_of(action.before or {}), type_of(action.body or {})
        campaigns = [
            it.name
            for it in context.desired.target.export.of(CAMPAIGN)
            if action.name in _counted_from(it.body)
        ]
        used = f", and {count(len(campaigns), 'campaign')} {'counts' if len(campaigns) == 1 else 'count'} from it: {quoted(campaigns)}"
        yield f'field "{action.name}" is of type {there} in the workspace and {wanted} in git{used if campaigns else ""}'


def _counted_from(campaign: JsonObject) -> set[str]:
    events = campaign.get("events")
    listed = [it for it in (events if isinstance(events, list) else ()) if isinstance(it, dict)]
    fields = (it.get("relative_to") for it in listed)
    return {str(it.get("key")) for it in fields if isinstance(it, dict)}


def group_query_change(context: Context) -> Iterator[str]:
    """A group has another query in the workspace, which nothing but its form in RapidPro changes."""
    for action in context.actions(GROUP.name, "manual"):
        if action.before is not None:
            there, wanted = ((it or {}).get("query") or "none" for it in (action.before, action.body))
            yield f'group "{action.name}" has the query {there} in the workspace, and {wanted} in git'


def object_limits(context: Context) -> Iterator[str]:
    """More objects would be made than a workspace can hold."""
    for kind in _LIMITED:
        there = sum(not row.get("system") for row in context.desired.target.rows.get(kind, ()))
        made = sum(1 for _ in context.actions(kind, "create"))
        if made and there + made > _LIMIT:
            yield f"the workspace has {count(there, kind)}, {made} would be made, and RapidPro allows {_LIMIT}"
