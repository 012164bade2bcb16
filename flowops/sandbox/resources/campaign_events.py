"""Campaign events: a change is a new event with a new UUID in older versions, and may have to wait in newer ones."""

from collections.abc import Mapping
from dataclasses import replace

from flowops.model.json import Json, JsonObject
from flowops.sandbox.campaign import Campaign, Event
from flowops.sandbox.parsing import integer as whole
from flowops.sandbox.parsing import new_uuid, optional
from flowops.sandbox.resources.references import flow, reference
from flowops.sandbox.resources.resource import Resource
from flowops.sandbox.resources.values import Read, Rule, Wrong, between, integer, one_of, read, refuse, within
from flowops.sandbox.workspace import Workspace

_LONGEST = 640
_UNITS: Mapping[str, str] = {"minutes": "M", "hours": "H", "days": "D", "weeks": "W"}


def _save(workspace: Workspace, given: JsonObject, row: JsonObject | None) -> str:
    before = _event(workspace, optional(row, "uuid")) if row else None
    kept = read(given, _rules(workspace, before))
    if before and workspace.dialect.event_in_place and workspace.scheduling:
        raise refuse("Cannot modify events which are currently being scheduled.")
    if ("flow" in kept) == bool(kept.get("message")):
        raise refuse(workspace.dialect.event_content)
    event = _made(workspace, kept)
    campaign = before[0] if before else workspace.campaigns[optional(kept, "campaign")]
    if before and workspace.dialect.event_in_place:
        event = replace(
            event, uuid=before[1].uuid, created_on=before[1].created_on, start_mode=before[1].start_mode
        )
    if before:
        campaign.events.remove(before[1])
    campaign.events.append(event)
    return event.uuid


def _event(workspace: Workspace, uuid: str) -> tuple[Campaign, Event]:
    pairs = ((campaign, event) for campaign in workspace.campaigns.values() for event in campaign.events)
    return next(pair for pair in pairs if pair[1].uuid == uuid)


def _rules(workspace: Workspace, before: tuple[Campaign, Event] | None) -> dict[str, Rule]:
    dates = {key: key for key in workspace.field_names()}
    return {
        "campaign": Rule(_campaign(workspace, before)),
        "offset": Rule(integer),
        "unit": Rule(one_of(_UNITS)),
        "delivery_hour": Rule(between(-1, 23)),
        "relative_to": Rule(reference(dates)),
        "message": Rule(_message(workspace), required=False),
        "flow": Rule(flow(workspace), required=False),
    }


def _campaign(workspace: Workspace, before: tuple[Campaign, Event] | None) -> Read:
    known = reference({uuid: uuid for uuid in workspace.campaigns})

    def check(value: Json) -> Json:
        found = known(value)
        if before and before[0].uuid != found:
            raise Wrong("Cannot change campaign for existing events")
        return found

    return check


def _message(workspace: Workspace) -> Read:
    language, read_text = next(iter(workspace.languages), "base"), within(_LONGEST)

    def check(value: Json) -> Json:
        texts = value if isinstance(value, dict) else {language: value}
        kept: JsonObject = {code: read_text(text) for code, text in texts.items()}
        if kept and workspace.dialect.event_languages and language not in kept:
            raise Wrong("Message text in default flow language is required.")
        return kept

    return check


def _made(workspace: Workspace, kept: JsonObject) -> Event:
    message = kept.get("message")
    texts = message if isinstance(message, dict) else None
    languages = [each for each in (*workspace.languages, *(texts or {})) if each in (texts or {})]
    return Event(
        uuid=new_uuid(),
        offset=whole(kept, "offset"),
        unit=_UNITS[optional(kept, "unit")],
        event_type="M" if texts else "F",
        delivery_hour=whole(kept, "delivery_hour"),
        relative_to=optional(kept, "relative_to"),
        start_mode="I",
        flow=optional(kept, "flow") or None,
        message=texts,
        base_language=next(iter(languages), ""),
        created_on=workspace.clock.now(),
    )


def _remove(workspace: Workspace, uuid: str) -> None:
    campaign, event = _event(workspace, uuid)
    campaign.events.remove(event)


CAMPAIGN_EVENTS = Resource("CampaignEvent", _save, _remove)
