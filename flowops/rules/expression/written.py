"""The expressions of a flow, and how a complaint names one."""

from collections.abc import Callable, Iterator

from flowops.references.reading import Written, written
from flowops.references.walk import Spot
from flowops.rules.complaint import Complaint
from flowops.rules.fact import fact
from flowops.rules.flow import Flow

_LONGEST = 60
_BEFORE = 20  # characters of a long expression that are shown before what is wrong in it


Place = tuple[Spot, Written]


def expressions(flow: Flow, wanted: Callable[[Written], object]) -> Iterator[Place]:
    """The expressions of a flow that are wanted, each with the text in which it stands.

    Flows repeat themselves, so each is asked about once, wherever and how often it stands: `wanted` must not look at
    `start`.
    """
    chosen = {it for it, found in _different(flow).items() if wanted(found)}
    if chosen:
        for spot, found in _all(flow):
            if _what(found) in chosen:
                yield spot, found


@fact
def _all(flow: Flow) -> list[Place]:
    """All of a flow, and what looks like one."""
    return [(spot, found) for spot in flow.templates for found in written(str(spot.value))]


@fact
def _different(flow: Flow) -> dict[tuple[str, bool], Written]:
    return {_what(found): found for _, found in _all(flow)}


def _what(found: Written) -> tuple[str, bool]:
    return found.text, found.enclosed


def shown(found: Written) -> str:
    """An expression as it stands there, cut to what a line can hold: around the fault if it has one."""
    whole = f"@({found.text})" if found.enclosed else f"@{found.text}"
    place = found.fault.start if found.fault and len(whole) > _LONGEST else 0
    return excerpt(whole, max(0, place - _BEFORE))


def about(flow: Flow, spot: Spot, message: str) -> Complaint:
    """A complaint about a text, with the language of a translation."""
    return flow.complaint(f"{spot.language}: {message}" if spot.language else message, *spot.steps)


def excerpt(text: str, start: int = 0) -> str:
    """A part of a text on one line."""
    cut = " ".join(text[start:].split())
    short = cut if len(cut) <= _LONGEST else f"{cut[: _LONGEST - 1]}…"
    return f"…{short}" if start else short
