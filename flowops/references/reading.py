"""The expressions in a text, each read once wherever it stands: whether it parses, what it looks up and calls."""

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
    """One expression as it stands in a text. Places in it, of keys and faults, count from its own beginning.

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


class _Read(NamedTuple):
    enclosed: bool
    evaluated: bool
    fault: grammar.Fault | None
    lookups: tuple[Lookup, ...]
    calls: tuple[Token, ...]


@lru_cache(maxsize=65536)  # several look at each text of a workspace
def written(template: str) -> tuple[Written, ...]:
    """The expressions in a text, and what looks like one."""
    found = []
    for start, end, enclosed in scan(template):
        text = template[start:end]
        found.append(Written(text, start, *_read(text, enclosed)))
    return tuple(found)


@lru_cache(maxsize=16384)  # a flow has some hundred texts, and mostly the same few expressions in them
def _read(text: str, enclosed: bool) -> _Read:
    if not enclosed:
        known = text.partition(".")[0].lower() in TOP_LEVELS
        fault = None if not known or _is_simple(text) else grammar.fault(text, list(tokens(text)))
        return _Read(False, known, fault, (identifier(text, 0),) if known else (), ())
    found = list(tokens(text))
    return _Read(True, True, grammar.fault(text, found), tuple(lookups_of(found)), tuple(calls_of(found)))


def _is_simple(text: str) -> bool:
    """Most identifiers are names and full stops: they parse."""
    return all(map(is_plain, text.split(".")))
