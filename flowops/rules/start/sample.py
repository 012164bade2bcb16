"""Small triggers and campaigns for the examples of rules."""

from flowops.model.json import Json, JsonObject
from flowops.rules.sketch import uid


def a_trigger(flow: str, *words: str, kind: str = "K", **more: Json) -> JsonObject:
    """A trigger of a flow: by keywords, unless it is of another kind."""
    body: JsonObject = {"trigger_type": kind, "flow": {"uuid": uid(f"flow {flow}"), "name": flow}, **more}
    return body | {"keywords": [*words], "match_type": "F"} if words else body


def a_campaign(*events: JsonObject, group: str = "Mothers") -> JsonObject:
    """A campaign for a group."""
    return {
        "uuid": uid(f"campaign {group}"),
        "name": "ANC",
        "group": {"uuid": uid(f"group {group}"), "name": group},
        "events": [*events],
    }


def an_event(flow: str = "", *, days: int = -7, hour: int = 18, **more: Json) -> JsonObject:
    """An event some days after the expected delivery; a message, where it names no flow."""
    body: JsonObject = {
        "relative_to": {"key": "edd", "label": "EDD"},
        "offset": days,
        "unit": "D",
        "delivery_hour": hour,
    }
    what: JsonObject = {
        "event_type": "M",
        "message": {"eng": "Your baby is due soon."},
        "base_language": "eng",
    }
    if flow:
        what = {"event_type": "F", "flow": {"uuid": uid(f"flow {flow}"), "name": flow}, "start_mode": "S"}
    return {**body, **what, **more}
