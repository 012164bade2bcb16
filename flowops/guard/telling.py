"""How guards say what they found."""

from collections.abc import Iterable

_MOST = 5


def listed(names: Iterable[str], most: int = _MOST) -> str:
    """The first of them, and how many more there are."""
    every = list(dict.fromkeys(names))
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def quoted(names: Iterable[str], most: int = _MOST) -> str:
    """The same with each in quotes."""
    return listed((f'"{name}"' for name in names), most)


def count(number: int, one: str, several: str = "") -> str:
    """1 flow, 2 flows."""
    return f"{number} {one if number == 1 else several or one + 's'}"
