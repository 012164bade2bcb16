"""Bytes -> JSON, with errors that say what kind of file it is instead and what to do."""

import json
import re

import orjson

from flowops.errors import Unparsed
from flowops.model.json import Json

# An integer of 19 digits may not fit into 64 bits; found by two passes in C, a tenth of a regular expression's time
_DIGITS = bytes(ord("0") if chr(byte).isdecimal() and byte < 128 else ord(" ") for byte in range(256))
_BIG = b"0" * 19
_CONFLICT = re.compile(rb"^<{7} ", re.MULTILINE)


def parse(data: bytes, place: str) -> Json:
    """The JSON in `data`; `place` names it in errors. Raises Unparsed."""
    try:
        value: Json = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        _check_encoding(data, place)
        raise _explained(data, place, error) from None
    return _exact(data, place) if _BIG in data.translate(_DIGITS) else value


def _check_encoding(data: bytes, place: str) -> None:
    """Raise Unparsed where the bytes are not UTF-8 without a byte order mark (RapidPro refuses one too)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unparsed(place, "is UTF-16, not UTF-8", "Save it as UTF-8 without a byte order mark")
    if data.startswith(b"\xef\xbb\xbf"):
        raise Unparsed(place, "begins with a byte order mark", "Save it as UTF-8 without one")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unparsed(place, "not UTF-8", "Save it as UTF-8, or download it again", line) from None


def _explained(data: bytes, place: str, error: orjson.JSONDecodeError) -> Unparsed:
    if not data.strip():
        return Unparsed(place, "is empty", "Download or export it again")
    if conflict := _CONFLICT.search(data):
        line = data.count(b"\n", 0, conflict.start()) + 1
        way_out = "Resolve it, or take one side: git checkout --ours/--theirs"
        return Unparsed(place, "an unresolved merge conflict", way_out, line)
    if data.lstrip()[:1] == b"<":
        return Unparsed(
            place, "is HTML or XML, not JSON", "Was it downloaded while logged out? Download it again"
        )
    if error.pos >= len(data.decode().rstrip()):
        way_out = "It was cut off: download or export it again"
        return Unparsed(place, "the JSON ends in the middle", way_out, error.lineno)
    cause = f"no JSON ({error.msg} at column {error.colno})"
    return Unparsed(place, cause, "Repair it, or export it again", error.lineno)


def _exact(data: bytes, place: str) -> Json:
    """Read again by the standard library, which keeps integers of any size; orjson makes floats of them."""
    try:
        value: Json = json.loads(data)
    except (RecursionError, ValueError):  # more levels than Python recurses, more digits than it converts
        raise Unparsed(place, "holds more levels or digits than flowops reads", "") from None
    return value
