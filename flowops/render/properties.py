"""Places in an object -> what people call the property there: one literal table, and the path itself for the rest."""

from collections.abc import Mapping

# A path with # for numbers; without the "router/" before it
_WORDS: Mapping[str, str] = {
    "actions/#": "action",
    "actions/#/addresses": "recipients",
    "actions/#/all_groups": "all groups",
    "actions/#/audio_url": "recording",
    "actions/#/category": "category of the result",
    "actions/#/classifier": "classifier",
    "actions/#/contact_query": "recipients by query",
    "actions/#/llm": "LLM",
    "actions/#/name": "name",
    "actions/#/name_match": "name",
    "actions/#/result_name": "result",
    "actions/#/terminal": "ends this flow",
    "actions/#/url": "URL",
    "actions/#/urns": "URNs",
    "cases": "cases",
    "cases/#": "case",
    "cases/#/arguments": "argument of the case",
    "cases/#/category": "category of the case",
    "cases/#/category_uuid": "category of the case",
    "cases/#/type": "test of the case",
    "categories/#": "category",
    "categories/#/name": "name of the category",
    "default_category": "category of any other answer",
    "default_category_uuid": "category of any other answer",
    "events/#": "event",
    "expire_after_minutes": "expiry",
    "exclude_groups": "except groups",
    "match_type": "place of the keyword",
    "operand": "split by",
    "query": "query",
    "relative_to": "relative to",
    "result_name": "result",
    "spec_version": "spec version",
    "start_mode": "start mode",
    "type": "type",
    "wait": "wait",
    "wait/hint": "kind of answer",
    "wait/hint/type": "kind of answer",
    "wait/timeout": "time limit",
    "wait/timeout/category": "category after the time limit",
    "wait/timeout/category_uuid": "category after the time limit",
    "wait/timeout/seconds": "time limit",
}
_CONTAINERS = ("actions", "cases", "categories", "events")


def property_words(pattern: str, language: str | None = None, number: str = "") -> str:
    """ "text", "text 2 (swa)": what a person calls the property at a path with # for numbers."""
    words = _WORDS.get(pattern) or _path(pattern)
    numbered = f"{words} {number}" if number else words
    return f"{numbered} ({language})" if language else numbered


def _path(pattern: str) -> str:
    """The path in words, without the list that the object stands in: "actions/#/headers/Accept" -> "headers Accept"."""
    parts = [part for part in pattern.split("/") if part]
    if len(parts) > 2 and parts[0] in _CONTAINERS and parts[1] == "#":
        parts = parts[2:]
    words = " ".join(part.replace("_", " ") for part in parts if part != "#").strip()
    return words or "value"
