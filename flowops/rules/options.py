"""The replies that a message offers: "1=Yes, 0=No", "1. Yes 2. No", "Reply 1 for Yes"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from flowops.references.template import masked

_HIDDEN = "\ufffc"  # stands for what an expression will put there
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\w+(?:\.\w+)+/\S*")
_KEY = "(?P<key>[0-9]{1,2}|[A-Za-z])"
_MEANS = rf"(?=[^\W\d_]|[{_HIDDEN}\"“'])"  # a word follows: 10:30 and 1-2 are no options
_KEYCAP = re.compile("\ufe0f?\u20e3")  # the emoji 1 in a box
_EQUAL = re.compile(rf"(?<![\w/+])(?<![0-9][.,]){_KEY}\*?[ \t]*=\s*{_MEANS}")
_LISTED = re.compile(rf"(?<![\w.,:/+-]){_KEY}\*?[ \t]*(?P<mark>[.)\]:/\-])\s*{_MEANS}")
_VERBS = (
    "answer|choose|dial|enter|press|reply|send|text|type"  # English
    "|appuyez|envoyez|répondez|repondez|tapez"  # French
    "|andika|bonyeza|jibu|tuma"  # Swahili
    "|envíe|envie|marque|oprima|responda|digite"  # Spanish, Portuguese
)
_FOR = "for|if|to|pour|si|kama|kwa|ikiwa|para|se"
_QUOTED = rf"[\"'“]?(?<!\w){_KEY}[\"'”]?"
_ASKED = re.compile(
    rf"\b(?:{_VERBS})\s+(?:(?:with|par|na|con|com|de)\s+)?{_QUOTED}"
    rf"(?:\s+(?:{_FOR})\s+{_MEANS}|\s*(?P<alone>[.,;!])|\s*\Z)",
    re.IGNORECASE,
)
_AND = "or|and|ou|et|au|na|o|e|y"
_FURTHER = re.compile(
    rf"(?:[,;.]|\b(?:{_AND}))\s+{_QUOTED}\s+(?:{_FOR})\s+{_MEANS}",
    re.IGNORECASE,
)
_LONE = re.compile(
    rf"\b(?:[0-9]{{1,2}}|[A-Za-z])\b(?:\*?\s*[=.)\]:/\-,;!\"'”\u2019]|\s+(?:{_FOR})\b|\s*\Z)", re.IGNORECASE
)
_LABEL = re.compile(r"[^,;.!?\n()/]{0,40}")
_REST = re.compile(rf"\s+(?:{_AND})\s*$", re.IGNORECASE)
_PAIR = frozenset("YN")


class Option(NamedTuple):
    """A reply that a message offers.

    reply  "1"
    label  what it means, as far as the message says: "Yes"
    sure   False where it may be a list of something else: "Danger signs: 1. Fever 2. Fits"
    """

    reply: str
    label: str
    sure: bool


@lru_cache(maxsize=65536)
def options(text: str) -> tuple[Option, ...]:
    """The replies that a text offers, in its order, each once; none where it offers none.

    Where some are sure the others are not among them.
    """
    if "\u20e3" in text:
        text = _KEYCAP.sub("=", text)
    if not _LONE.search(text):  # most texts: nothing else is looked for
        return ()
    seen = masked(text, _HIDDEN) if "@" in text else text
    seen = _ADDRESS.sub(lambda found: " " * len(found[0]), seen)
    sure = [*_EQUAL.finditer(seen), *_asked(seen)]
    found = sorted(sure or _in_order(list(_LISTED.finditer(seen))), key=lambda it: it.start())
    ends = [*(it.start() for it in found[1:]), len(seen)]
    offered = (
        Option(it["key"], _label(seen, it, end), bool(sure)) for it, end in zip(found, ends, strict=False)
    )
    return tuple({it.reply: it for it in reversed(list(offered))}.values())[::-1]


def _asked(text: str) -> list[re.Match[str]]:
    """What the text asks to send, and what stands beside it: "Reply 1 for Yes or 2 for No"."""
    first = list(_ASKED.finditer(text))
    return [*first, *_FURTHER.finditer(text, first[0].end())] if first else []


def _in_order(listed: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those with one mark of which two follow each other, as 1 and 2: a lone "3. Please" ends a sentence."""
    by_mark = sorted(listed, key=lambda it: it["mark"])
    for _, group in groupby(by_mark, key=lambda it: it["mark"]):
        found = list(group)
        if _follow({it["key"].upper() for it in found}):
            yield from found


def _follow(keys: set[str]) -> bool:
    places = {int(key) if key.isdigit() else 100 + ord(key) for key in keys}
    return keys >= _PAIR or any(place + 1 in places for place in places)


def _label(text: str, key: re.Match[str], end: int) -> str:
    if "alone" in key.re.groupindex and key["alone"]:
        return ""
    found = _LABEL.match(text, key.end(), end)
    words = " ".join(found[0].split()) if found else ""
    return re.sub(f"{_HIDDEN}+", "…", _REST.sub("", words)).strip(" \"'“”")
