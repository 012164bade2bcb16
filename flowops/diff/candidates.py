"""Nodes that may be the same because they say nearly the same."""

from collections import defaultdict
from collections.abc import Iterator

from flowops.diff.graph import Node
from flowops.diff.matching import Matching

_ALIKE = 0.6
_MARGIN = 0.05  # by which the best candidate must beat any other
_WORTH_SCORING = 0.4
_PAIRS = 40_000  # compared one by one; of more, only nodes that share a rare word
_RARE = 20  # nodes that have it
_VOTES = 2  # of neighbours that count
_RIVALS = 8  # of a node that are looked at

Scores = dict[tuple[int, int], float]


def scores(matching: Matching) -> Scores:
    """How well each free node before goes with each free node after, where it may."""
    ours, theirs = matching.free()
    if not ours or not theirs:
        return {}
    matching.wording.weigh([*ours, *theirs])
    found: Scores = {}
    for i, j in _worth_a_look(matching, ours, theirs):
        similarity = matching.similarity(i, j)
        if similarity >= _WORTH_SCORING:
            support = max(-_VOTES, min(_VOTES, matching.votes(i, j)))
            found[i, j] = similarity + 0.1 * support + (0.05 if matching.same_kind(i, j) else 0)
    return found


def clear(scored: Scores) -> Iterator[tuple[int, int]]:
    """Pairs from the best downwards, each clearly better than what else its two nodes could be paired with."""
    ranked = sorted(scored, key=lambda pair: (-scored[pair], pair))
    rivals_before, rivals_after = defaultdict(list), defaultdict(list)
    for i, j in ranked:
        rivals_before[i].append((i, j))
        rivals_after[j].append((i, j))
    used: tuple[set[int], set[int]] = (set(), set())
    for i, j in ranked:
        if scored[i, j] < _ALIKE or i in used[0] or j in used[1]:
            continue
        rivals = [*rivals_before[i][:_RIVALS], *rivals_after[j][:_RIVALS]]
        open_ = [pair for pair in rivals if pair != (i, j) and not (pair[0] in used[0] or pair[1] in used[1])]
        if all(scored[i, j] - scored[pair] >= _MARGIN for pair in open_):
            used[0].add(i)
            used[1].add(j)
            yield i, j


def _worth_a_look(matching: Matching, ours: list[Node], theirs: list[Node]) -> Iterator[tuple[int, int]]:
    if len(ours) * len(theirs) <= _PAIRS:
        yield from ((one.index, other.index) for one in ours for other in theirs)
        return
    having: dict[str, list[int]] = defaultdict(list)
    for node in theirs:
        for word in matching.wording.words(node):
            having[word].append(node.index)
    for node in ours:
        lists = [having.get(word, []) for word in matching.wording.words(node)]
        near = {j for found in lists if len(found) <= _RARE for j in found}
        yield from ((node.index, j) for j in sorted(near))
