"""What contacts would notice of changed campaigns."""

from collections.abc import Iterator

from flowops.guard.context import Context
from flowops.guard.telling import count
from flowops.model.json import JsonObject
from flowops.model.kind import CAMPAIGN
from flowops.plan.campaigns import event_changes, start_modes

_Changes = tuple[list[JsonObject], list[tuple[JsonObject, JsonObject]], list[JsonObject]]


def campaign_events(context: Context) -> Iterator[str]:
    """Events of a campaign would be scheduled anew, or no longer: contacts may get a message twice, late or never."""
    for name, (made, changed, removed) in _updates(context):
        if made or changed or removed:
            anew, gone = len(made) + len(changed), len(removed)
            yield f'campaign "{name}": {count(anew, "event")} would be scheduled anew, {gone} would be removed'


def campaign_messages(context: Context) -> Iterator[str]:
    """A message of a campaign would be written anew, without attachments, quick replies and template: no export has them."""
    for name, (_, changed, _) in _updates(context):
        if messages := sum(new.get("event_type") == "M" for _, new in changed):
            yield f'campaign "{name}": {count(messages, "message")} would lose attachments, quick replies and template, if they have any'


def campaign_start_mode(context: Context) -> Iterator[str]:
    """New events of a campaign would interrupt contacts in mid-conversation, which they do not in git: the API makes no others."""
    for action in context.actions(CAMPAIGN.name, "update"):
        made = event_changes(action.before or {}, action.body or {})[0]
        if wrong := sum(it in made for it in start_modes(action.before or {}, action.body or {})):
            yield (
                f'campaign "{action.name}": {count(wrong, "new event")} would interrupt contacts until somebody edits'
                f" {'it' if wrong == 1 else 'them'} in RapidPro"
            )


def _updates(context: Context) -> Iterator[tuple[str, _Changes]]:
    for action in context.actions(CAMPAIGN.name, "update"):
        yield action.name, event_changes(action.before or {}, action.body or {})
