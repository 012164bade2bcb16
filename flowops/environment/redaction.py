"""Values that were read from variables, and how to keep them out of any text."""

import base64
import json
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote, quote_plus

_MASK = "***"
_SHORTEST = 4  # shorter values occur by chance all over a text
_SHORTEST_PART = 8  # the same for a value that is only a part of something in base64

# What re.IGNORECASE takes for i, s and k besides I, S and K
_LIKE_ASCII = {"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"}

_forms: set[str] = set()


def remember(value: str) -> None:
    """From now on `redact` hides this value and the forms in which it travels."""
    if len(value) >= _SHORTEST:
        _forms.update(disguises(value))


def redact(text: str) -> str:
    """The text with `***` for every value that was ever revealed."""
    # A mask next to what is left may spell another value; each round is shorter, so this ends.
    while (found := _perhaps_in(text)) and (shorter := _pattern(found).sub(_MASK, text)) != text:
        text = shorter
    return text


def _perhaps_in(text: str) -> frozenset[str]:
    """The forms that may stand in the text, in any case: a search for each is many times faster than one for all."""
    folded = _folded(text)
    return frozenset(form for form in _forms if not form.isascii() or form.lower() in folded)


def _folded(text: str) -> str:
    """In lower case; with the letters outside of ASCII that count as one of ASCII in a pattern that ignores case."""
    for letter, plain in _LIKE_ASCII.items():
        text = text.replace(letter, plain)
    return text.lower()


@lru_cache(maxsize=1)
def _pattern(forms: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)  # slugs are lower case


def disguises(value: str) -> Iterator[str]:
    """The forms in which a value may stand in a text: itself, escaped, quoted for a URL, in base64."""
    yield value
    for ascii_only in (True, False):
        yield json.dumps(value, ensure_ascii=ascii_only)[1:-1]
    data = os.fsencode(value)  # the bytes of the variable, be they UTF-8 or not
    yield from (quote(data), quote(data, safe=""), quote_plus(data))
    yield from _base64(data, b"+/")
    yield from _base64(data, b"-_")


def _base64(data: bytes, altchars: bytes) -> Iterator[str]:
    """Alone, and at each of the three places it can take within something longer, as in `user:password`."""
    alone = base64.b64encode(data, altchars).decode()
    yield from (alone, alone.rstrip("="))
    for before in range(3):
        whole = base64.b64encode(bytes(before) + data, altchars).decode()
        part = whole[-(-before * 8 // 6) : (before + len(data)) * 8 // 6]
        if len(part) >= _SHORTEST_PART:
            yield part
