"""Foreign text, made harmless for a line of output."""

import unicodedata

_LONGEST = 100


def line(text: str) -> str:
    """A name as one line: no control characters, none that turn the writing direction, not endless."""
    harmless = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    visible = "".join(c for c in harmless if unicodedata.category(c) not in ("Cf", "Cs") or c == "\u200d")
    short = " ".join(visible.split())
    return short if len(short) <= _LONGEST else f"{short[: _LONGEST - 1]}…"


def count(number: int, word: str) -> str:
    """ "1 flow", "2 flows"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
