"""How much two nodes say the same, from 0 to 1."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from flowops.diff.graph import Node
from flowops.model.json import Json

_WORD = re.compile(r"\w+")
_STRUCTURE = frozenset({"uuid", "type", "exits"})


class Wording:
    """The words of nodes, read once each, and how much a word tells: the fewer nodes have it, the more."""

    def __init__(self) -> None:
        self._read: dict[int, frozenset[str]] = {}
        self._weights: dict[str, float] = {}

    def words(self, node: Node) -> frozenset[str]:
        """Words and pairs of neighbouring words of all that a node says, matches and is called."""
        key = id(node)
        if key not in self._read:
            self._read[key] = frozenset(_shingles(_texts(node.body)))
        return self._read[key]

    def weigh(self, nodes: Iterable[Node]) -> None:
        """From now on weigh words by how rare they are among these nodes."""
        sets = [self.words(node) for node in nodes]
        count = Counter(word for words in sets for word in words)
        self._weights = {word: math.log(1 + len(sets) / number) for word, number in count.items()}

    def similarity(self, one: Node, other: Node) -> float:
        """Twice what they share by what both have; 0 where neither says anything."""
        mine, theirs = self.words(one), self.words(other)
        total = self._weight(mine) + self._weight(theirs)
        return 2 * self._weight(mine & theirs) / total if total else 0.0

    def _weight(self, words: frozenset[str]) -> float:
        weights = self._weights
        return sum(weights.get(word, 1.0) for word in words) if weights else float(len(words))


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _STRUCTURE and not key.endswith("_uuid"):
                yield from _texts(item)


def _shingles(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        words = _WORD.findall(text.casefold())
        yield from words
        yield from map(" ".join, pairwise(words))
