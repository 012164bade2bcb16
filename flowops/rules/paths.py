"""Ways through a graph that come to no place twice."""

from collections.abc import Iterable, Iterator, Mapping

Steps = Mapping[str, tuple[str, ...]]
_NOWHERE: tuple[str, ...] = ()


def forward(starts: Iterable[str], following: Steps) -> dict[str, tuple[str, ...]]:
    """What can be reached, in an order in which every step leads on; each with where it leads, without the steps back.

    A step is one back if it closes a loop as the graph is walked in depth. Where loops have one way in, as those that
    ask again have, these are the same steps in whatever order the graph is walked, and no way from the start that
    comes to no place twice takes any of them.
    """
    after: list[str] = []
    seen: set[str] = set()
    steps: dict[str, tuple[str, ...]] = {}
    open_: set[str] = set()
    for start in starts:
        for place, closing in _walk(start, following, seen):
            if not closing:
                open_.add(place)
                continue
            open_.discard(place)
            steps[place] = tuple(
                it for it in following.get(place, _NOWHERE) if it not in open_ and it != place
            )
            after.append(place)
    return {place: steps[place] for place in reversed(after)}


def _walk(start: str, following: Steps, seen: set[str]) -> Iterator[tuple[str, bool]]:
    """Each place in depth when it is entered, and again when all behind it is done."""
    if start in seen:
        return
    seen.add(start)
    yield start, False
    pending = [(start, iter(following.get(start, _NOWHERE)))]
    while pending:
        place, rest = pending[-1]
        further = next((it for it in rest if it not in seen), None)
        if further is None:
            pending.pop()
            yield place, True
        else:
            seen.add(further)
            yield further, False
            pending.append((further, iter(following.get(further, _NOWHERE))))


def longest(steps: dict[str, tuple[str, ...]], weights: Mapping[str, int]) -> dict[str, int]:
    """The greatest sum of weights on a way from each place on; `steps` as from `forward`.

    It is the greatest of all ways that come to no place twice where loops have one way in; elsewhere that of a way that
    is there, but perhaps not of the longest.
    """
    found: dict[str, int] = {}
    for place in reversed(steps):
        found[place] = weights.get(place, 0) + max((found[it] for it in steps[place]), default=0)
    return found


def along(start: str, steps: Steps, lengths: Mapping[str, int]) -> Iterator[str]:
    """The places of a longest way from one on; `lengths` as from `longest`."""
    place = start
    yield place
    while steps[place]:
        place = max(steps[place], key=lambda it: lengths[it])
        yield place
