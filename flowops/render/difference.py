"""Two texts -> what they share and what not, word by word."""

import re
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

_WORD = re.compile(r"\s+|[!-/:-@\[-`{-~]|[^\s!-/:-@\[-`{-~]+")
_LONGEST = 50_000  # characters that are read
_MOST = 1_500  # tokens that are compared: the time grows with their square
_WORTH_IT = 0.4  # shared by fewer words than this, two texts are easier to read one below the other
_CONTEXT = 6  # tokens that stay visible beside a change

Sign: TypeAlias = Literal[" ", "-", "+"]
Piece: TypeAlias = tuple[Sign, str]


def pieces(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in order: kept " ", removed "-", added "+"; texts with little in common are replaced."""
    if max(len(before), len(after)) > _LONGEST:
        return _trimmed(before, after)
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
    found = [
        *_kept(old[:start]),
        *_compared(inner_old, inner_new),
        *_kept(old[len(old) - end :]),
    ]
    kept = sum(len(text.strip()) for sign, text in found if sign == " ")
    if kept < _WORTH_IT * max(len(before.strip()), len(after.strip())):
        return _replaced(before, after)
    return _joined(found)


def shortened(found: list[Piece]) -> list[Piece]:
    """The pieces with long kept stretches cut to the words beside a change."""
    last = len(found) - 1
    return [
        (sign, _cut(text, number > 0, number < last) if sign == " " else text)
        for number, (sign, text) in enumerate(found)
    ]


def is_replaced(found: list[Piece]) -> bool:
    """Whether nothing was kept."""
    return all(sign != " " for sign, _ in found)


def lists(before: list[str], after: list[str]) -> list[Piece]:
    """The items that differ between two lists, in order, removed before added."""
    if max(len(before), len(after)) > _MOST:
        return [*_all("-", before), *_all("+", after)]
    found: list[Piece] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, before, after).get_opcodes():
        if tag != "equal":
            found += [*_all("-", before[i:i_end]), *_all("+", after[j:j_end])]
    return found


def _replaced(before: str, after: str) -> list[Piece]:
    return _flushed({"-": before, "+": after})


def _trimmed(before: str, after: str) -> list[Piece]:
    """All but what the two share at the start and at the end."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    kept_first, kept_last = before[:start], before[len(before) - end :]
    inner = _replaced(before[start : len(before) - end], after[start : len(after) - end])
    return [*_kept([kept_first] if start else []), *inner, *_kept([kept_last] if end else [])]


def _alike(one: str, other: str) -> int:
    """How many characters the two have in common at the start."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _all(sign: Sign, items: list[str]) -> list[Piece]:
    return [(sign, item) for item in items]


def _kept(tokens: list[str]) -> list[Piece]:
    return [(" ", "".join(tokens))] if tokens else []


def _shared(old: list[str], new: list[str]) -> int:
    """How many tokens the two have in common at the start."""
    for number, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return number
    return min(len(old), len(new))


def _compared(old: list[str], new: list[str]) -> list[Piece]:
    if max(len(old), len(new)) > _MOST:
        return _replaced("".join(old), "".join(new))
    found: list[Piece] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            found.append((" ", "".join(old[i:i_end])))
        else:
            found += _replaced("".join(old[i:i_end]), "".join(new[j:j_end]))
    return found


def _joined(found: list[Piece]) -> list[Piece]:
    """Neighbours of one sign as one piece; a space between two changes belongs to both."""
    done: list[Piece] = []
    run: dict[Sign, str] = {"-": "", "+": ""}
    for number, (sign, text) in enumerate(found):
        between = 0 < number < len(found) - 1 and any(run.values())
        if sign != " ":
            run[sign] += text
        elif text.isspace() and "\n" not in text and between:
            run = {"-": run["-"] + text, "+": run["+"] + text}
        else:
            done += [*_flushed(run), (" ", text)]
            run = {"-": "", "+": ""}
    return [*done, *_flushed(run)]


def _flushed(run: dict[Sign, str]) -> list[Piece]:
    return [(sign, text) for sign, text in run.items() if text]


def _cut(text: str, after_change: bool, before_change: bool) -> str:
    tokens = _WORD.findall(text)
    start = 2 * _CONTEXT if after_change else 0
    end = 2 * _CONTEXT if before_change else 0
    if len(tokens) <= start + end + 2 * _CONTEXT:
        return text
    first, last = "".join(tokens[:start]).rstrip(), "".join(tokens[len(tokens) - end :]).lstrip()
    return f"{first}{' ' * bool(first)}…{' ' * bool(last)}{last}"
