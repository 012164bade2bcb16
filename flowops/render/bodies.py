"""Whole parts of an object -> one phrase each: actions, cases, categories, waits, events."""

from collections.abc import Callable, Mapping

from flowops.model.json import Json, JsonObject
from flowops.model.label import action_label, node_label
from flowops.render.words import as_json, count

_UNITS = {"M": "minute", "H": "hour", "D": "day", "W": "week"}


def case_phrase(case: JsonObject) -> str:
    """'case: has any word "yes" -> Yes'; without the UUID of a group."""
    test = _word(case.get("type")).replace("_", " ") or "?"
    arguments = case.get("arguments")
    said = " ".join(f'"{it}"' if isinstance(it, str) else as_json(it) for it in _shown(case, arguments))
    category = _word(case.get("category")) or _word(case.get("category_uuid"))
    return f"case: {test} {said}".rstrip() + (f" -> {category}" if category else "")


def _shown(case: JsonObject, arguments: Json) -> list[Json]:
    listed: list[Json] = arguments if isinstance(arguments, list) else [arguments]
    return listed[1:] if case.get("type") == "has_group" and len(listed) > 1 else listed


def _category(category: JsonObject) -> str:
    return f"category {_word(category.get('name')) or as_json(category)}"


def _wait(wait: JsonObject) -> str:
    label = node_label({"router": {"wait": wait}})
    return label[0].lower() + label[1:]


def event_phrase(event: JsonObject) -> str:
    """ "28 weeks before expected_delivery_date at 18:00: flow ANC Visit Reminder"."""
    offset, unit = event.get("offset"), _UNITS.get(_word(event.get("unit")))
    if not isinstance(offset, int) or unit is None:
        return as_json(event)
    when = (
        f"{count(abs(offset), unit)} {'before' if offset < 0 else 'after'} {_named(event.get('relative_to'))}"
    )
    hour = event.get("delivery_hour")
    at = f" at {hour}:00" if isinstance(hour, int) and hour >= 0 else ""
    flow = _named(event.get("flow"))
    return f"{when}{at}: " + (f"flow {flow}" if flow else f"message {_message(event.get('message'))}")


def _message(message: Json) -> str:
    texts = [*message.values()] if isinstance(message, dict) else [message]
    return f'"{texts[0]}"' if texts and isinstance(texts[0], str) else as_json(message)


def _named(value: Json) -> str:
    if isinstance(value, dict):
        return next((name for key in ("name", "label", "key") if (name := _word(value.get(key)))), "")
    return _word(value)


def _word(value: Json) -> str:
    return value if isinstance(value, str) else ""


# Of a property, as a path with # for numbers
BODIES: Mapping[str, Callable[[JsonObject], str]] = {
    "actions/#": action_label,
    "cases/#": case_phrase,
    "categories/#": _category,
    "wait": _wait,
    "events/#": event_phrase,
}
