"""What changed in a campaign: its events have no names, and get new UUIDs with every import."""

from collections.abc import Hashable, Iterator

from flowops.diff.ladder import Key, Pairs, paired
from flowops.diff.plain import plain
from flowops.diff.tree import ABSENT, Difference, differences
from flowops.model.json import Json, JsonObject

_UNITS = {"M": "minute", "H": "hour", "D": "day", "W": "week"}
_TIMING = ("relative_to", "offset", "unit", "delivery_hour")
_WHAT = ("event_type", "flow", "message")


def campaign_differences(before: JsonObject, after: JsonObject) -> Iterator[Difference]:
    """As of any object, with the events that are the same compared with each other."""
    ours, theirs = _events(before), _events(after)
    yield from differences(_without_events(before), _without_events(after))
    pairs = paired_events(before, after)
    kept = {id(event) for pair in pairs for event in pair}
    for one, other in pairs:
        yield from (it for it in differences(one, other, ("events", label(other))) if it.path[-1] != "uuid")
    yield from (Difference(("events", label(it)), it, ABSENT) for it in ours if id(it) not in kept)
    yield from (Difference(("events", label(it)), ABSENT, it) for it in theirs if id(it) not in kept)


def paired_events(before: JsonObject, after: JsonObject) -> Pairs:
    """The events that are the same: by timing and what they send or start, then by either."""
    return paired(_events(before), _events(after), tuple((key, key) for key in _KEYS))


def label(event: JsonObject) -> str:
    """When and what: "12 weeks before expected_delivery_date: ANC Reminder"."""
    offset, unit = event.get("offset"), str(event.get("unit"))
    number = abs(offset) if isinstance(offset, int) else offset
    when = f"{number} {_UNITS.get(unit, unit)}{'' if number == 1 else 's'}"
    side = "before" if isinstance(offset, int) and offset < 0 else "after"
    what = plain(event.get("flow")) or _first(event.get("message")) or "message"
    return f"{when} {side} {plain(event.get('relative_to'))}: {what}"


def _first(message: Json) -> str:
    texts = (
        [text for text in message.values() if isinstance(text, str)]
        if isinstance(message, dict)
        else [message]
    )
    return " ".join(str(texts[0] or "").split())[:40] if texts else ""


def _key(*keys: str) -> Key:
    def key(event: JsonObject) -> Hashable:
        return repr([plain(event.get(name)) for name in keys])

    return key


_KEYS = (
    _key(*_TIMING, *_WHAT, "start_mode"),
    _key(*_TIMING, *_WHAT),
    _key("relative_to", *_WHAT),
    _key(*_TIMING),
)


def _events(body: JsonObject) -> list[JsonObject]:
    events = body.get("events")
    return [event for event in events if isinstance(event, dict)] if isinstance(events, list) else []


def _without_events(body: JsonObject) -> JsonObject:
    return {key: value for key, value in body.items() if key != "events"}
