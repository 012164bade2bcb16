"""What several rules want to know about one thing, found out once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

_Of = TypeVar("_Of")
_T = TypeVar("_T")


def fact(find: Callable[[_Of], _T]) -> Callable[[_Of], _T]:
    """A function of a flow or project whose answer is kept with that, as by `cached_property`."""
    name = f"{find.__module__}.{find.__name__}"

    @wraps(find)
    def once(of: _Of) -> _T:
        kept: dict[str, _T] = vars(of)
        if name not in kept:
            kept[name] = find(of)
        return kept[name]

    return once
