"""Unquoted values that some YAML tool reads as something else than a text."""

import re
from typing import TypeAlias

# Both YAML 1.1 (https://yaml.org/type/) and 1.2 (https://yaml.org/spec/1.2.2/#10.3.2), and generously:
# whoever edits or reads the file with another tool must see the same value as flowops.
_MEANINGS = (
    ("true or false", r"true|false|yes|no|on|off|y|n"),
    ("nothing", r"null|~"),
    ("a number", r"[-+]?0(?:b[01_]+|o[0-7_]+|x[0-9a-f_]+)"),
    ("a number", r"(?:[-+][0-9_]+|[0-9][0-9_]*)(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?"),
    ("a number", r"[-+]?\.(?:[0-9_]+(?:e[-+]?[0-9]+)?|inf|nan)"),
    ("a time", r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"),
    ("a date", r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t\s].*)?"),
    ("a YAML sign", r"<<|="),
)
_PATTERNS = tuple((word, re.compile(pattern, re.IGNORECASE | re.ASCII)) for word, pattern in _MEANINGS)
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_BOOLEANS = {"true": True, "false": False}


class Plain(str):
    """An unquoted text that is no text everywhere; where a text is meant it must be quoted."""

    __slots__ = ()


Scalar: TypeAlias = str | bool | int | None


def meaning(text: str) -> str | None:
    """As what some tool reads this text if it is not quoted; None if as itself."""
    return next((word for word, pattern in _PATTERNS if pattern.fullmatch(text)), None)


def key(text: str) -> str:
    """An unquoted key."""
    return Plain(text) if meaning(text) else text


def scalar(text: str) -> Scalar:
    """An unquoted value: only `true`, `false` and whole decimal numbers are more than text."""
    if not text:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    return int(text) if _INTEGER.fullmatch(text) else key(text)


def source(value: str | bool | int) -> str:
    """The text that `scalar` made this value of."""
    return str(value).lower() if isinstance(value, bool) else str(value)
