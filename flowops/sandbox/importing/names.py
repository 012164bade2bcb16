"""Names: how RapidPro cleans them, and the number that it adds to one that is taken."""

from collections.abc import Callable, Container, Iterable
from typing import TypeVar

LONGEST = 64
_REPLACED = str.maketrans({'"': "'", "\\": "/", "\0": None})

_T = TypeVar("_T")


def cleaned(name: str) -> str:
    """The name without what RapidPro does not allow in it."""
    return name.strip()[:LONGEST].translate(_REPLACED)


def unique(name: str, taken: Container[str]) -> str:
    """The name, with a number if it is among the taken ones, which are in small letters."""
    candidate, number = name, 1
    while candidate.lower() in taken:
        number += 1
        suffix = f" {number}"
        candidate = name[: LONGEST - len(suffix)] + suffix
    return candidate


def named(rows: Iterable[_T], name: str, name_of: Callable[[_T], str]) -> _T | None:
    """The row that has the name, in whatever letter case."""
    return next((row for row in rows if name_of(row).lower() == name.lower()), None)
