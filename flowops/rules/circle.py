"""Circles in a directed graph."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

Edges: TypeAlias = Mapping[str, tuple[str, ...]]


def circles(edges: Edges) -> Iterator[tuple[str, ...]]:
    """Points that all lead to each other, each set once; points in the order of `edges`, which lists every point."""
    left = _core(edges)
    while left:
        first = next(iter(left))
        after, before = _reach(first, left), _reach(first, _turned(left))
        both = tuple(point for point in left if point in after and point in before)
        if both:
            yield both
        gone = set(both) or {first}
        left = {point: next_ for point, next_ in left.items() if point not in gone}


def _core(edges: Edges) -> Edges:
    """Without what leads nowhere: mostly nothing remains, which saves the search."""
    waiting = _turned(edges)
    ahead = {point: sum(it in edges for it in set(next_)) for point, next_ in edges.items()}
    ends = [point for point, count in ahead.items() if not count]
    gone = set(ends)
    while ends:
        for point in waiting.get(ends.pop(), ()):
            ahead[point] -= 1
            if not ahead[point]:
                gone.add(point)
                ends.append(point)
    return {point: next_ for point, next_ in edges.items() if point not in gone}


def _turned(edges: Edges) -> Edges:
    found: dict[str, list[str]] = {}
    for point, next_ in edges.items():
        for it in dict.fromkeys(next_):
            found.setdefault(it, []).append(point)
    return {point: tuple(before) for point, before in found.items()}


def _reach(start: str, edges: Edges) -> set[str]:
    """What can be come to from a point; itself only if something leads back."""
    found: set[str] = set()
    pending = [start]
    while pending:
        for it in edges.get(pending.pop(), ()):
            if it not in found:
                found.add(it)
                pending.append(it)
    return found
