"""The expressions in the texts of a flow, each read once."""

from collections.abc import Iterator
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
from flowops.references.walk import Spot
from flowops.rules.complaint import Complaint
from flowops.rules.flow import Flow

_LONGEST = 60
_BEFORE = 20  # characters of a long expression that are shown before what is wrong in it


class Written(NamedTuple):
    """One expression as it stands in a text.

    text       without `@` and outer parentheses
    start      where that is in the text around
    enclosed   whether it has parentheses
    evaluated  False for what the engine takes as plain text: `@example.org`
    fault      why it does not parse
    lookups    what it looks up
    calls      the functions that it calls
    """

    text: str
    start: int
    enclosed: bool
    evaluated: bool
    fault: grammar.Fault | None
    lookups: tuple[Lookup, ...]
    calls: tuple[Token, ...]

    @property
    def shown(self) -> str:
        """As it stands there, cut to what a line can hold: around the fault if it has one."""
        whole = f"@({self.text})" if self.enclosed else f"@{self.text}"
        place = self.fault.start - self.start if self.fault and len(whole) > _LONGEST else 0
        return excerpt(whole, max(0, place - _BEFORE))


@lru_cache(maxsize=16384)  # flows repeat themselves, and every rule asks again
def written(template: str) -> tuple[Written, ...]:
    """The expressions in a text, and what looks like one."""
    return tuple(_read(template[start:end], start, enclosed) for start, end, enclosed in scan(template))


def expressions(flow: Flow) -> Iterator[tuple[Spot, Written]]:
    """Every expression of a flow that the engine evaluates, and the text in which it stands."""
    for spot in flow.templates:
        for found in written(str(spot.value)):
            if found.evaluated:
                yield spot, found


def about(flow: Flow, spot: Spot, message: str) -> Complaint:
    """A complaint about a text, with the language of a translation."""
    return flow.complaint(f"{spot.language}: {message}" if spot.language else message, *spot.steps)


def excerpt(text: str, start: int = 0) -> str:
    """A part of a text on one line."""
    cut = " ".join(text[start:].split())
    shown = cut if len(cut) <= _LONGEST else f"{cut[: _LONGEST - 1]}…"
    return f"…{shown}" if start else shown


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
