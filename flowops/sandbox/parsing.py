"""Taking values out of JSON that somebody else wrote, with an error that says which one was wrong."""

import re
from uuid import UUID, uuid4

from flowops.errors import FormatError
from flowops.model.json import Json, JsonObject

_NOT_KEY = re.compile(r"[^a-z0-9]+")


def new_uuid() -> str:
    """A random version 4 UUID, the only kind that engines before RapidPro 10.2 accept."""
    return str(uuid4())


def is_uuid(text: str) -> bool:
    """Whether Python, and so RapidPro, can read the text as a UUID."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def as_object(value: Json, where: str) -> JsonObject:
    """The value, which has to be a JSON object."""
    if not isinstance(value, dict):
        raise FormatError(f"{where} is not a JSON object")
    return value


def text(source: JsonObject, key: str, where: str) -> str:
    """A text that has to be there and may not be empty."""
    value = source.get(key)
    if not isinstance(value, str) or not value:
        raise FormatError(f"{where} has no {key}")
    return value


def optional(source: JsonObject, key: str, default: str = "") -> str:
    """A text, or the default where there is none."""
    value = source.get(key)
    return value if isinstance(value, str) else default


def integer(source: JsonObject, key: str, default: int = 0) -> int:
    """A whole number, or the default where there is none."""
    value = source.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def items(source: JsonObject, key: str, where: str) -> list[tuple[str, JsonObject]]:
    """The objects of a list that may be absent, each with the words for where it stands."""
    value = source.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise FormatError(f"{where}: {key} is not a list")
    places = [(f"{where}: {key}[{index}]", item) for index, item in enumerate(value)]
    return [(place, as_object(item, place)) for place, item in places]


def objects(value: Json) -> list[JsonObject]:
    """The objects among a list's items; anything else holds none."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def strings(value: Json) -> list[str]:
    """The texts among a list's items; anything else holds none."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def key_of(name: str) -> str:
    """The key that RapidPro derives from the name of a global or a field."""
    return _NOT_KEY.sub("_", name.lower()).strip("_")


def name_of(key: str) -> str:
    """The name that RapidPro makes up for a global or field of which only the key is known."""
    return key.replace("_", " ").title()
