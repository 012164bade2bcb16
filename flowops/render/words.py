"""Foreign text, made harmless for a line of output."""

import json
import unicodedata

from flowops.model.json import Json

_LONGEST = 100
# They join letters of many scripts and parts of emoji, and never turn the writing direction
_JOINERS = "\u200c\u200d"


def line(text: str, longest: int = _LONGEST) -> str:
    """A name as one line: no control characters, none that turn the writing direction, not endless."""
    start = text[: 20 * longest]
    harmless = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in start)
    visible = "".join(c for c in harmless if unicodedata.category(c) not in ("Cf", "Cs") or c == "\u200d")
    short = " ".join(visible.split())
    return short if len(short) <= longest else f"{short[: longest - 1]}…"


def shows(character: str) -> bool:
    """Whether a reader can see that it is there, or how it joins its neighbours."""
    return character.isprintable() or character in _JOINERS


def visible(text: str) -> str:
    """A text of any length with all its characters, line breaks too; those that do not show stand there as <U+00A0>."""
    if text.isprintable():
        return text
    return "".join(c if c == "\n" or shows(c) else f"<U+{ord(c):04X}>" for c in text)


def as_json(value: Json) -> str:
    """A value as JSON on one line, without characters that do not show."""
    try:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    except (RecursionError, ValueError):  # Python refuses to write more than 4300 digits
        return "(too large to be shown)"
    return text if text.isprintable() else "".join(c if shows(c) else f"\\u{ord(c):04x}" for c in text)


def count(number: int, word: str) -> str:
    """ "1 flow", "2 flows"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
