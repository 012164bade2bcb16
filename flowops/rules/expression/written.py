"""The expressions of a flow, and how a complaint names one."""

from collections.abc import Iterator

from flowops.references.reading import Written, written
from flowops.references.walk import Spot
from flowops.rules.complaint import Complaint
from flowops.rules.flow import Flow

_LONGEST = 60
_BEFORE = 20  # characters of a long expression that are shown before what is wrong in it


def expressions(flow: Flow) -> Iterator[tuple[Spot, Written]]:
    """Every expression of a flow that the engine evaluates, and the text in which it stands."""
    for spot in flow.templates:
        for found in written(str(spot.value)):
            if found.evaluated:
                yield spot, found


def shown(found: Written) -> str:
    """An expression as it stands there, cut to what a line can hold: around the fault if it has one."""
    whole = f"@({found.text})" if found.enclosed else f"@{found.text}"
    place = found.fault.start - found.start if found.fault and len(whole) > _LONGEST else 0
    return excerpt(whole, max(0, place - _BEFORE))


def about(flow: Flow, spot: Spot, message: str) -> Complaint:
    """A complaint about a text, with the language of a translation."""
    return flow.complaint(f"{spot.language}: {message}" if spot.language else message, *spot.steps)


def excerpt(text: str, start: int = 0) -> str:
    """A part of a text on one line."""
    cut = " ".join(text[start:].split())
    short = cut if len(cut) <= _LONGEST else f"{cut[: _LONGEST - 1]}…"
    return f"…{short}" if start else short
