"""Where expressions stand in a text, exactly as the scanner of RapidPro's engine finds them.

Source: goflow 0.163 to 0.293 (RapidPro 7.4 to 26.3).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# `@@` is a literal `@`; an `@` before anything else that starts nothing consumes that rune too
_START = re.compile(r"@(?:(\()|(\w+(?:\.\w+)*)|.)", re.DOTALL)
_PIECE = re.compile(r'"(?:[^"\\]|\\+"?)*(?:"|\Z)|[()]')  # a backslash before the quote escapes it, always

# `@name` is an identifier only if it begins with one of these; inside `@(…)` anything goes
TOP_LEVELS = frozenset(
    (
        "child",
        "contact",
        "fields",
        "globals",
        "input",
        "legacy_extra",
        "locals",
        "node",
        "parent",
        "results",
        "resume",
        "run",
        "ticket",
        "trigger",
        "urns",
        "webhook",
    )
)


class Expression(NamedTuple):
    """An expression in a text: its span without `@` and outer parentheses, and whether it had these."""

    start: int
    end: int
    enclosed: bool


def scan(template: str) -> Iterator[Expression]:
    """The expressions in a text, and what looks like an identifier, be its first name known or not."""
    position = 0
    while found := _START.search(template, position):
        position = found.end()
        if found[2]:
            yield Expression(found.start(2), position, enclosed=False)
        elif found[1]:
            end = _closing(template, position)
            if end < 0:
                return  # never closed: the rest is plain text
            yield Expression(position, end, enclosed=True)
            position = end + 1


def unclosed(template: str) -> int:
    """The place of an `@(` whose parenthesis is never closed, so that the rest is plain text; -1 where there is none."""
    position = max((it.end + it.enclosed for it in scan(template)), default=0) if "@(" in template else 0
    starts = _START.finditer(template, position) if "@(" in template else ()
    return next((found.start() for found in starts if found[1]), -1)


def evaluated(template: str) -> Iterator[Expression]:
    """The expressions in a text that the engine evaluates."""
    for expression in scan(template):
        text = template[expression.start : expression.end]
        if expression.enclosed or text.partition(".")[0].lower() in TOP_LEVELS:
            yield expression


def expressions(template: str) -> Iterator[str]:
    """The expressions in a text, without their `@` and outer parentheses."""
    return (template[start:end] for start, end, _ in scan(template))


def masked(template: str, mask: str) -> str:
    """The text with each expression, its `@` and parentheses too, replaced by as many `mask`s as it is long."""
    parts, position = [], 0
    for start, end, enclosed in evaluated(template):
        first, last = (start - 2, end + 1) if enclosed else (start - 1, end)
        parts += [template[position:first], mask * (last - first)]
        position = last
    return "".join([*parts, template[position:]])


def _closing(template: str, position: int) -> int:
    """The place of the parenthesis that closes the one before `position`; -1 where there is none."""
    depth = 1
    for piece in _PIECE.finditer(template, position):
        depth += {"(": 1, ")": -1}.get(piece[0], 0)
        if depth == 0:
            return piece.start()
    return -1
