"""How many SMS a text needs.

Source: 3GPP TS 23.038, the default alphabet and its extension table; parts as 3GPP TS 23.040 concatenates them.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")  # each is two characters long
_GSM, _UNICODE = (160, 153), (70, 67)  # in one SMS, in each part of several
_LARGEST = 0xFFFF  # of what is one unit of UTF-16

# What looks the same in the default alphabet. Letters are not here, nor quotes that have a look of their own: « »
SUBSTITUTES: Mapping[str, str] = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),  # hyphens, dashes, minus
    "\u2026": "...",
    **dict.fromkeys(
        "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    ),
    **dict.fromkeys("\u2028\u2029\u0085", "\n"),
    **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff", ""),  # nobody can see them
}
_NAMES: Mapping[str, str] = {
    "\t": "tab",
    "\u00a0": "no-break space",
    "\u202f": "no-break space",
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\ufeff": "byte order mark",
}


class Size(NamedTuple):
    """A text as SMS: its characters as a phone counts them, in how many SMS, and whether as Unicode (UCS-2)."""

    characters: int
    parts: int
    unicode: bool


@lru_cache(maxsize=65536)
def size(text: str) -> Size:
    """Of a text that holds no expressions any more."""
    if _BASIC.issuperset(text):
        return Size(len(text), _ceiling(len(text), _GSM), False)
    if foreign(text):
        widths = [1 + (ord(character) > _LARGEST) for character in text]
        return Size(sum(widths), _filled(widths, _UNICODE), True)
    widths = [1 + (character in _EXTENDED) for character in text]
    return Size(sum(widths), _filled(widths, _GSM), False)


def _ceiling(length: int, room: tuple[int, int]) -> int:
    return 1 if length <= room[0] else -(-length // room[1])


def _filled(widths: list[int], room: tuple[int, int]) -> int:
    """Parts are filled one after the other; a character of two units is never torn apart."""
    if sum(widths) <= room[0] or len(widths) == sum(widths):
        return _ceiling(sum(widths), room)
    parts, used = 1, 0
    for width in widths:
        if used + width > room[1]:
            parts, used = parts + 1, 0
        used += width
    return parts


@lru_cache(maxsize=65536)
def foreign(text: str) -> tuple[str, ...]:
    """The characters that make a text Unicode, in their order, each once."""
    if text.isascii() and "`" not in text and text.isprintable():
        return ()
    return tuple(it for it in dict.fromkeys(text) if it not in _BASIC and it not in _EXTENDED)


def named(characters: Iterable[str]) -> str:
    """Characters for a message: as they are, or by name where nothing can be seen."""
    return " ".join(
        _NAMES.get(it) or (it if it.isprintable() and it != " " else f"U+{ord(it):04X}") for it in characters
    )
