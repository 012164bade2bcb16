"""The JSON that RapidPro and git hold, as types, and what of it has the type that is meant."""

from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]


def objects(value: Json) -> list[JsonObject]:
    """The objects of a list; none where it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def an_object(value: Json) -> JsonObject:
    """The object; {} where it is none."""
    return value if isinstance(value, dict) else {}


def a_text(value: Json) -> str:
    """The text; "" where it is none."""
    return value if isinstance(value, str) else ""


def texts(value: Json) -> list[str]:
    """The texts of a list; none where it is no list."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
