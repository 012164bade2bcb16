"""What happens to campaigns: their events one by one, so that only what changed is scheduled anew."""

from collections.abc import Iterator

from flowops.diff.campaign import campaign_differences, label, paired_events
from flowops.diff.edits import edit
from flowops.model.change import Change, Edit
from flowops.model.export import Document
from flowops.model.json import JsonObject
from flowops.model.kind import CAMPAIGN
from flowops.model.plan import Action, Transport
from flowops.plan.desired import Desired

_INTERRUPT = "I"
_MODES = {
    "I": "let the event interrupt what contacts are in: Campaigns, open it, {}, Edit",
    "S": "let the event skip contacts who are in another flow: Campaigns, open it, {}, Edit",
    "P": "let the event send beside what contacts are in: Campaigns, open it, {}, Edit",
}
# By no request of the API; the base language is that of the workspace
_NOT_WRITTEN = frozenset({"uuid", "start_mode", "base_language"})


def campaign_actions(desired: Desired) -> Iterator[Action]:
    """New and changed campaigns; what the workspace alone has is left alone."""
    live, rows, archived = desired.live(CAMPAIGN), desired.rows("campaign"), desired.archived_there()
    for document in desired.bound.export.of(CAMPAIGN):
        before = live.get(document.identity)
        if document.identity not in rows:
            yield _new(document)
        elif before is not None:
            yield from _changed(before, document)
        if document.identity in archived:
            summary = "restore it: Campaigns, Archived, Restore; it is live in git"
            yield _manual(document.name, document.identity, summary)
    for row in desired.to_archive(CAMPAIGN):
        summary = "archive it: Campaigns, menu, Archive; it is archived in git"
        yield _manual(str(row.get("name")), str(row.get("uuid")), summary)
    for document in desired.orphans(CAMPAIGN):
        summary = "in the workspace, not in git"
        yield Action("campaign", document.name, "orphan", "manual", summary, uuid=document.identity)


def _new(document: Document) -> Action:
    """Through the API, unless it has events of another start mode: the API makes all of them interrupt contacts."""
    events = _events(document.body)
    transport: Transport = "import" if any(_mode(event) != _INTERRUPT for event in events) else "api"
    summary = f"new, {len(events)} event{'s' * (len(events) != 1)}"
    return Action("campaign", document.name, "create", transport, summary, body=document.body)


def _changed(before: Document, after: Document) -> Iterator[Action]:
    if edits := _edits(before.body, after.body):
        change = Change("campaign", "changed", after.name, before.name, tuple(edits))
        yield Action(
            "campaign", after.name, "update", "api", _summary(before.body, after.body), uuid=after.identity,
            body=after.body, before=before.body, change=change,
        )  # fmt: skip
    for event in start_modes(before.body, after.body):
        yield _manual(after.name, after.identity, _MODES[_mode(event)].format(label(event)))


def start_modes(before: JsonObject, after: JsonObject) -> list[JsonObject]:
    """Events that would not have their start mode, which the API neither sets nor changes: new ones interrupt contacts."""
    pairs = paired_events(before, after)
    kept = {id(new) for _, new in pairs}
    made = [it for it in _events(after) if id(it) not in kept and _mode(it) != _INTERRUPT]
    return made + [new for old, new in pairs if _mode(old) != _mode(new)]


def _mode(event: JsonObject) -> str:
    mode = str(event.get("start_mode") or _INTERRUPT)
    return mode if mode in _MODES else _INTERRUPT


def _manual(name: str, uuid: str, summary: str) -> Action:
    return Action("campaign", name, "manual", "manual", summary, uuid=uuid)


def _edits(before: JsonObject, after: JsonObject) -> list[Edit]:
    """What the API can write."""
    found = (it for it in campaign_differences(before, after) if it.path[-1] not in _NOT_WRITTEN)
    return [it for each in found for it in edit("/".join(each.path), each.before, each.after, {})]


def _summary(before: JsonObject, after: JsonObject) -> str:
    made, changed, removed = event_changes(before, after)
    counts = ((len(made), "added"), (len(changed), "changed"), (len(removed), "removed"))
    parts = [f"{number} event{'s' * (number != 1)} {word}" for number, word in counts if number]
    return ", ".join(parts) or "name or group"


def event_changes(
    before: JsonObject, after: JsonObject
) -> tuple[list[JsonObject], list[tuple[JsonObject, JsonObject]], list[JsonObject]]:
    """Events to make, to change (as they are and as they are to be), and to delete."""
    pairs = paired_events(before, after)
    kept = {id(event) for pair in pairs for event in pair}
    made, removed = ([it for it in _events(side) if id(it) not in kept] for side in (after, before))
    return made, [(old, new) for old, new in pairs if _edits({"events": [old]}, {"events": [new]})], removed


def _events(body: JsonObject) -> list[JsonObject]:
    events = body.get("events")
    return [event for event in events if isinstance(event, dict)] if isinstance(events, list) else []
