"""Writes whose answer may be lost: look before you write again."""

from collections.abc import Callable
from typing import TypeVar

from flowops.errors import Unanswered

T = TypeVar("T")


def surely(write: Callable[[], T], look: Callable[[], T | None]) -> T:
    """The result of a write; where no answer proves it, what `look` finds, and only if it finds nothing written once more.

    Raises what the second write raises.
    """
    try:
        return write()
    except Unanswered:
        found = look()
        return write() if found is None else found
