"""The expressions in a text, each read once: where it stands, whether it parses, what it looks up and calls."""

from functools import lru_cache
from typing import NamedTuple

from flowops.references import grammar
from flowops.references.expression import (
    Lookup,
    Token,
    calls_of,
    identifier,
    is_plain,
    lookups_of,
    tokens,
)
from flowops.references.template import TOP_LEVELS, scan


class Written(NamedTuple):
    """One expression as it stands in a text.

    text       without `@` and outer parentheses
    start      where that is in the text around
    enclosed   whether it has parentheses
    evaluated  False for what the engine takes as plain text: `@example.org`
    fault      why it does not parse
    lookups    what it looks up, as far as its tokens go
    calls      the functions that it calls
    """

    text: str
    start: int
    enclosed: bool
    evaluated: bool
    fault: grammar.Fault | None
    lookups: tuple[Lookup, ...]
    calls: tuple[Token, ...]


@lru_cache(maxsize=16384)  # flows repeat themselves: operands, translations that are copies
def written(template: str) -> tuple[Written, ...]:
    """The expressions in a text, and what looks like one."""
    return tuple(_read(template[start:end], start, enclosed) for start, end, enclosed in scan(template))


def _read(text: str, start: int, enclosed: bool) -> Written:
    if not enclosed:
        known = text.partition(".")[0].lower() in TOP_LEVELS
        fault = None if not known or _is_simple(text) else _fault(text, start)
        return Written(text, start, False, known, fault, (identifier(text, start),) if known else (), ())
    found = list(tokens(text, start))
    fault = grammar.fault(text, found, start)
    return Written(text, start, True, True, fault, tuple(lookups_of(found)), tuple(calls_of(found)))


def _is_simple(text: str) -> bool:
    """Most identifiers are names and full stops: they parse."""
    return all(map(is_plain, text.split(".")))


def _fault(text: str, start: int) -> grammar.Fault | None:
    return grammar.fault(text, list(tokens(text, start)), start)
