"""Pairing what is the same in two lists, from the strongest evidence to the weakest."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable

from flowops.model.json import JsonObject

# What an item is recognised by on either side; None where this does not tell
Key = Callable[[JsonObject], Hashable]
Rung = tuple[Key, Key]
Pairs = list[tuple[JsonObject, JsonObject]]


def paired(ours: list[JsonObject], theirs: list[JsonObject], ladder: tuple[Rung, ...]) -> Pairs:
    """Each rung pairs, in order, what the ones before it left; the result is in the order of `theirs`."""
    free, found = dict(enumerate(ours)), dict[int, int]()
    for key_before, key_after in ladder:
        known: dict[Hashable, deque[int]] = defaultdict(deque)
        for i, one in free.items():
            known[key_before(one)].append(i)
        known.pop(None, None)
        for j, other in enumerate(theirs):
            if j not in found and (same := known.get(key_after(other))):
                found[j] = same.popleft()
        free = {i: one for i, one in free.items() if i not in set(found.values())}
    return [(ours[found[j]], theirs[j]) for j in sorted(found)]
