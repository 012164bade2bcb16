"""Which node of one flow is which of another, and how sure that is.

From the strongest evidence to the weakest: UUID, content, position, place in the graph, similarity. What stays
ambiguous stays unpaired: two nodes that are wrongly taken for one would hide what happened to both.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from flowops.diff import candidates
from flowops.diff.graph import Graph, Node
from flowops.diff.matching import Matching
from flowops.model.change import MatchedBy

_STRANGE = 0.3  # less alike than this, two nodes of one UUID may be two nodes
_RELATED = 0.5  # at least as much alike as this, a node in the same place is the same node
Colours = tuple[list[Hashable], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A node before and the same node after, by their places in the lists of nodes."""

    before: int
    after: int
    by: MatchedBy


def align(before: Graph, after: Graph) -> list[Pair]:
    """The nodes that are the same, in the order of `after`."""
    matching = Matching(before, after)
    for stage in _STAGES:
        stage(matching)
    return [Pair(matching.origin[j], j, matching.by[j]) for j in sorted(matching.origin)]


def _by_uuid(matching: Matching) -> None:
    """A UUID is believed unless the content clearly says otherwise and stands under another UUID."""
    contents = [set(side) for side in matching.contents]
    for node in matching.before.nodes:
        i, j = node.index, matching.after.index.get(node.uuid)
        if j is None:
            continue
        elsewhere = matching.contents[0][i] in contents[1] or matching.contents[1][j] in contents[0]
        if matching.same_content(i, j) or not elsewhere or matching.similarity(i, j) >= _STRANGE:
            matching.pair(i, j, "uuid")
        else:
            matching.doubtful.append((i, j))


def _by_content(matching: Matching) -> None:
    """What each side has once: alone, then together with its neighbours and theirs, then with its position."""
    if _have_entries(matching) and matching.same_content(0, 0):
        matching.pair(0, 0, "content")
    colours: Colours = tuple([*side] for side in matching.contents)
    for _ in range(3):
        _colour(matching, colours)
        matching.along(matching.same_content, "content")
        if not _have_colours_in_common(matching, colours):
            return
        colours = _refined(matching, colours)
    matching.once(lambda node, side: node.place and (colours[side][node.index], node.place), "content")
    matching.along(matching.same_content, "content")
    _in_order(matching, colours)


def _colour(matching: Matching, colours: Colours) -> None:
    matching.once(lambda node, side: colours[side][node.index], "content")


def _have_colours_in_common(matching: Matching, colours: Colours) -> bool:
    """Else a closer look at the neighbours finds no pair either."""
    ours, theirs = matching.free()
    return not {colours[0][node.index] for node in ours}.isdisjoint(colours[1][node.index] for node in theirs)


def _in_order(matching: Matching, colours: Colours) -> None:
    """As many on both sides, alike with all that is around them: any pairing of them is as true as another."""
    for ours, theirs in list(matching.groups(lambda node, side: colours[side][node.index])):
        if len(ours) == len(theirs):
            for i, j in zip(ours, theirs, strict=True):
                matching.pair(i, j, "content")


def _by_uuid_after_all(matching: Matching) -> None:
    """Nothing else claimed the nodes whose UUID was in doubt: they were rewritten."""
    for i, j in matching.doubtful:
        if matching.are_free(i, j):
            matching.pair(i, j, "uuid")


def _by_position(matching: Matching) -> None:
    """Where one node of a kind stood, one of this kind stands, and something else speaks for it too."""
    for ours, theirs in list(matching.groups(lambda node, _: node.place and (node.place, node.kind))):
        i, j = ours[0], theirs[0]
        if len(ours) == len(theirs) == 1 and (
            matching.similarity(i, j) >= _RELATED or matching.votes(i, j) > 0
        ):
            matching.pair(i, j, "position")


def _by_edges(matching: Matching) -> None:
    """From nodes that are paired, along categories of one name, to nodes of one kind."""
    if _have_entries(matching) and matching.same_kind(0, 0):
        matching.pair(0, 0, "edges")
    matching.along(matching.same_kind, "edges")
    matching.once(matching.signature, "edges")
    matching.along(matching.same_kind, "edges")


def _by_similarity(matching: Matching) -> None:
    """The best candidate of each other, clearly better than any other one."""
    for i, j in candidates.clear(candidates.scores(matching)):
        matching.pair(i, j, "similarity")


_STAGES: tuple[Callable[[Matching], None], ...] = (
    _by_uuid,
    _by_content,
    _by_uuid_after_all,
    _by_position,
    _by_edges,
    _by_similarity,
    _by_edges,
)


def _have_entries(matching: Matching) -> bool:
    """Whether the first nodes are there and not paired yet."""
    return bool(matching.before.nodes and matching.after.nodes) and matching.are_free(0, 0)


def _refined(matching: Matching, colours: Colours) -> Colours:
    """Colours that also tell what the nodes around a node are."""
    numbers: dict[Hashable, int] = {}
    sides: list[list[Hashable]] = []
    for graph, known in zip((matching.before, matching.after), colours, strict=True):
        own = [numbers.setdefault(colour, len(numbers)) for colour in known]
        around: list[list[tuple[bool, str, int]]] = [[] for _ in graph.nodes]
        for node, target, label in _edges(graph):
            around[node].append((True, label, own[target]))
            around[target].append((False, label, own[node]))
        sides.append([(own[at], tuple(sorted(near))) for at, near in enumerate(around)])
    return tuple(sides)


def _edges(graph: Graph) -> list[tuple[int, int, str]]:
    def edges(node: Node) -> list[tuple[int, int, str]]:
        ways = [(label, graph.index.get(target or "", -1)) for label, target in node.ways]
        return [(node.index, at, label) for label, at in ways if at >= 0]

    return [edge for node in graph.nodes for edge in edges(node)]
