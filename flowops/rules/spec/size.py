"""How many bytes a JSON value takes, written without spaces."""

import json

import orjson

from flowops.model.json import Json


def size(value: Json) -> int:
    """In UTF-8, whatever the value is: also what a fast writer refuses, as 300 levels or integers of 80 bits."""
    try:
        return len(orjson.dumps(value))
    except TypeError:
        return _counted(value)


def _counted(value: Json) -> int:
    total, waiting = 0, [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            total += 2 + sum(len(_text(key)) + 1 for key in item) + max(len(item) - 1, 0)
            waiting += item.values()
        elif isinstance(item, list):
            total += 2 + max(len(item) - 1, 0)
            waiting += item
        elif isinstance(item, str):
            total += len(_text(item))
        else:
            total += len(_scalar(item))
    return total


def _text(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode(errors="surrogatepass")


def _scalar(value: float | bool | None) -> str:
    try:
        return json.dumps(value)
    except ValueError:  # an integer of more digits than Python writes; about three bits a digit
        return "0" * (int(value or 0).bit_length() // 3)
