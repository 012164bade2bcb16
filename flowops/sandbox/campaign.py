"""Campaigns and their events: as any version's export writes them, and as a dialect's export does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flowops.errors import FormatError
from flowops.model.json import JsonObject
from flowops.sandbox.parsing import integer, items, new_uuid, optional, text

SYSTEM_FIELDS: Mapping[str, str] = {"created_on": "Created On", "last_seen_on": "Last Seen On"}
"""Dates that every contact has: events may count from them, but no list of fields shows them."""


@dataclass(frozen=True)
class Event:
    """Something that a campaign does to its contacts some time before or after a date of theirs."""

    uuid: str
    offset: int
    unit: str
    event_type: str
    delivery_hour: int
    relative_to: str
    start_mode: str
    flow: str | None
    message: JsonObject | None
    base_language: str
    created_on: str


@dataclass
class Campaign:
    """A named list of events for the contacts of a group."""

    uuid: str
    name: str
    group: str
    created_on: str
    events: list[Event] = field(default_factory=list)
    archived: bool = False


def event(entry: JsonObject, where: str, now: str) -> Event:
    """The event of an export."""
    event_type = text(entry, "event_type", where)
    if event_type not in ("F", "M"):
        raise FormatError(f"{where}: event_type is {event_type}, not F or M")
    flow, relative_to, message = entry.get("flow"), entry.get("relative_to"), entry.get("message")
    return Event(
        uuid=optional(entry, "uuid") or new_uuid(),
        offset=integer(entry, "offset"),
        unit=text(entry, "unit", where),
        event_type=event_type,
        delivery_hour=integer(entry, "delivery_hour", -1),
        relative_to=text(
            relative_to if isinstance(relative_to, dict) else {}, "key", f"{where}: relative_to"
        ),
        start_mode=optional(entry, "start_mode", "I"),
        flow=text(flow, "uuid", f"{where}: flow") if isinstance(flow, dict) else None,
        message=message if isinstance(message, dict) else None,
        base_language=optional(entry, "base_language"),
        created_on=now,
    )


def parsed(entry: JsonObject, where: str, now: Iterable[str]) -> Campaign:
    """The campaign of an export; `now` gives each object a moment of its own."""
    moments = iter(now)
    group = entry.get("group")
    campaign = Campaign(
        uuid=optional(entry, "uuid") or new_uuid(),
        name=text(entry, "name", where),
        group=text(group if isinstance(group, dict) else {}, "uuid", f"{where}: group"),
        created_on=next(moments),
    )
    campaign.events = [event(item, place, next(moments)) for place, item in items(entry, "events", where)]
    return campaign


def exported_event(
    row: Event, columns: tuple[str, ...], flows: Mapping[str, str], fields: Mapping[str, str]
) -> JsonObject:
    """The event as an export of the dialect holds it."""
    everything: JsonObject = {
        "uuid": row.uuid,
        "offset": row.offset,
        "unit": row.unit,
        "event_type": row.event_type,
        "delivery_hour": row.delivery_hour,
        "message": row.message,
        "relative_to": {"label": fields[row.relative_to], "key": row.relative_to},
        "start_mode": row.start_mode,
        "flow": {"uuid": row.flow, "name": flows[row.flow]} if row.flow else None,
        "base_language": row.base_language,
    }
    return {column: everything[column] for column in columns}
