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
    for start in starts:
        if start not in seen:
            _walk(start, following, seen, steps, after)
    return {place: steps[place] for place in reversed(after)}


def _walk(
    start: str, following: Steps, seen: set[str], steps: dict[str, tuple[str, ...]], after: list[str]
) -> None:
    """Note the steps of each place, and the place, in depth: when all behind it is done."""
    seen.add(start)
    open_ = {start}
    pending = [(start, iter(following.get(start, _NOWHERE)))]
    while pending:
        place, rest = pending[-1]
        for further in rest:
            if further not in seen:
                seen.add(further)
                open_.add(further)
                pending.append((further, iter(following.get(further, _NOWHERE))))
                break
        else:
            pending.pop()
            steps[place] = tuple([it for it in following.get(place, _NOWHERE) if it not in open_])
            open_.discard(place)
            after.append(place)


def longest(steps: dict[str, tuple[str, ...]], weights: Mapping[str, int]) -> dict[str, int]:
    """The greatest sum of weights on a way from each place on; `steps` as from `forward`.

    It is the greatest of all ways that come to no place twice where loops have one way in; elsewhere that of a way that
    is there, but perhaps not of the longest.
    """
    found: dict[str, int] = {}
    for place in reversed(steps):
        behind = [found[it] for it in steps[place]]
        found[place] = weights.get(place, 0) + (max(behind) if behind else 0)
    return found


def along(start: str, steps: Steps, lengths: Mapping[str, int]) -> Iterator[str]:
    """The places of a longest way from one on; `lengths` as from `longest`."""
    place = start
    yield place
    while steps[place]:
        place = max(steps[place], key=lambda it: lengths[it])
        yield place
