"""The words of a text as the engine finds them.

Source: goflow 0.285 (utils.TokenizeString): letters, digits, marks, `_` and `'` make words; each symbol is one by itself.
"""

import re
import unicodedata
from functools import lru_cache

_ASCII = re.compile(r"[a-z0-9_']+|[$+<=>^`|~]")


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """In lower case, for the engine compares without regard to it."""
    lowered = text.lower()
    return tuple(_ASCII.findall(lowered) if lowered.isascii() else _found(lowered))


def _found(text: str) -> list[str]:
    """Of any script."""
    found: list[str] = []
    word = ""
    for character in text:
        kind = "L" if character in "_'" else unicodedata.category(character)[0]
        if kind in "MLN":
            word += character
            continue
        found += [word] if word else []
        found += [character] if kind == "S" else []
        word = ""
    return [*found, word] if word else found
