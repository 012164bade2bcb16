"""What several rules want to know about one thing, found out once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

_Of = TypeVar("_Of")
_T = TypeVar("_T")


def fact(find: Callable[[_Of], _T]) -> Callable[[_Of], _T]:
    """A function of a flow or project whose answer is kept as long as that is there."""
    known: WeakKeyDictionary[_Of, _T] = WeakKeyDictionary()

    @wraps(find)
    def once(of: _Of) -> _T:
        if of not in known:
            known[of] = find(of)
        return known[of]

    return once
