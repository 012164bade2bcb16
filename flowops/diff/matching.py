"""Which nodes are paired so far, and what the pairs say about their neighbours."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

from flowops.diff.graph import Graph, Node
from flowops.diff.similarity import Wording
from flowops.model.change import MatchedBy

Key = Callable[[Node, int], Hashable]


@dataclass
class Matching:
    """`target` leads from before to after, `origin` the other way, `by` says for each node of after how it was found.

    doubtful  pairs of one UUID whose contents do not speak for it
    """

    before: Graph
    after: Graph
    target: dict[int, int] = field(default_factory=dict)
    origin: dict[int, int] = field(default_factory=dict)
    by: dict[int, MatchedBy] = field(default_factory=dict)
    doubtful: list[tuple[int, int]] = field(default_factory=list)
    wording: Wording = field(default_factory=Wording)

    def __post_init__(self) -> None:
        self.contents = tuple([node.key for node in graph.nodes] for graph in (self.before, self.after))

    def pair(self, i: int, j: int, by: MatchedBy) -> None:
        """The node `i` of before is the node `j` of after."""
        self.target[i], self.origin[j], self.by[j] = j, i, by

    def are_free(self, i: int, j: int) -> bool:
        """Whether neither is paired yet."""
        return i not in self.target and j not in self.origin

    def free(self) -> tuple[list[Node], list[Node]]:
        """The nodes that are not paired, before and after."""
        return (
            [node for node in self.before.nodes if node.index not in self.target],
            [node for node in self.after.nodes if node.index not in self.origin],
        )

    def same_content(self, i: int, j: int) -> bool:
        """Whether they are the same but for UUIDs and where they lead."""
        return bool(self.contents[0][i] == self.contents[1][j])

    def same_kind(self, i: int, j: int) -> bool:
        """Whether they do the same sort of thing, whatever they say."""
        return self.before.nodes[i].kind == self.after.nodes[j].kind

    def similarity(self, i: int, j: int) -> float:
        """How much they say the same, from 0 to 1."""
        return self.wording.similarity(self.before.nodes[i], self.after.nodes[j])

    def groups(self, key: Key) -> Iterator[tuple[list[int], list[int]]]:
        """The free nodes of each key on both sides; a node whose key is None is in none."""
        sides: list[dict[Hashable, list[int]]] = []
        for side, nodes in enumerate(self.free()):
            found: dict[Hashable, list[int]] = defaultdict(list)
            for node in nodes:
                if (it := key(node, side)) is not None:
                    found[it].append(node.index)
            sides.append(found)
        yield from ((ours, sides[1][it]) for it, ours in sides[0].items() if it in sides[1])

    def once(self, key: Key, by: MatchedBy) -> None:
        """Pair the free nodes whose key each side has once."""
        for ours, theirs in list(self.groups(key)):
            if len(ours) == len(theirs) == 1:
                self.pair(ours[0], theirs[0], by)

    def along(self, fits: Callable[[int, int], bool], by: MatchedBy) -> None:
        """Pair what pairs lead to by a category of one name, and go on from there; not where they lead to two."""
        if not all(self.free()):
            return
        frontier = list(self.target.items())
        while frontier:
            proposed = {pair for i, j in frontier for pair in self._led_to(i, j) if fits(*pair)}
            befores, afters = (Counter(pair[side] for pair in proposed) for side in (0, 1))
            frontier = sorted(it for it in proposed if befores[it[0]] == afters[it[1]] == 1)
            for one, other in frontier:
                self.pair(one, other, by)

    def _led_to(self, i: int, j: int) -> Iterator[tuple[int, int]]:
        """Free nodes that both lead to by a category of one name."""
        ours, theirs = self.before.targets[i], self.after.targets[j]
        for label in ours.keys() & theirs.keys():
            if self.are_free(ours[label], theirs[label]):
                yield ours[label], theirs[label]

    def votes(self, i: int, j: int) -> int:
        """How many categories of one name lead to the same node, less those that lead to different ones."""
        ours, theirs = self.before.targets[i], self.after.targets[j]
        votes = 0
        for label in ours.keys() & theirs.keys():
            if self.target.get(ours[label]) == theirs[label]:
                votes += 1
            elif ours[label] in self.target or theirs[label] in self.origin:
                votes -= 1
        return votes

    def signature(self, node: Node, side: int) -> Hashable:
        """Kind, and the paired nodes that it leads to; None where it leads to none."""
        graph = (self.before, self.after)[side]
        paired = self.target if side == 0 else {j: j for j in self.origin}
        known = ((label, graph.index.get(target or "", -1)) for label, target in node.ways)
        leads = tuple((label, paired[at]) for label, at in known if at in paired)
        return (node.kind, leads) if leads else None
