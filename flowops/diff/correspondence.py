"""Two definitions of one flow, and which part of the one is which of the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from flowops.diff.alignment import Pair, align
from flowops.diff.blind import Blind
from flowops.diff.graph import Graph, Node
from flowops.diff.parts import parts
from flowops.diff.rekey import injective, uuids_in
from flowops.model.json import Json, JsonObject


@dataclass
class Correspondence:
    """Before and after, and the nodes that are the same.

    alike  places of nodes after that are known to do the same as their partners, and to lead to the same nodes
    """

    before: Graph
    after: Graph
    pairs: list[Pair]
    alike: frozenset[int] = frozenset()

    @cached_property
    def names(self) -> dict[str, str]:
        """UUID after -> UUID before, of every part that is on both sides; of objects referred to, too."""
        found = dict(self.nodes)
        for pair in self.pairs:
            for new, old in _in_node(self.before.nodes[pair.before], self.after.nodes[pair.after]):
                found.setdefault(new, old)
        for new, old in _stickies(self.before.body, self.after.body):
            found.setdefault(new, old)
        return found

    @cached_property
    def nodes(self) -> dict[str, str]:
        """UUID after -> UUID before, of nodes; a new node that has another one's UUID gets one of its own."""
        ours, theirs = self.before.nodes, self.after.nodes
        found = {theirs[pair.after].uuid: ours[pair.before].uuid for pair in self.pairs}
        return injective(found, self.after.index)

    def within(self, pair: Pair) -> dict[str, str]:
        """The same for the nodes and the parts of one node."""
        before, after = self.before.nodes[pair.before], self.after.nodes[pair.after]
        parts = [uuid for uuid in uuids_in(after.body) if uuid not in self.after.index]
        return injective(dict(_in_node(before, after)), parts) | self.nodes


def correspond(before: Graph, after: Graph, blinds: tuple[Blind, Blind]) -> Correspondence:
    """What corresponds in two definitions of one flow; `blinds` are of their lists of nodes."""
    differing = _in_place(after, *blinds) if len(before.nodes) == len(after.nodes) else None
    if differing is None or not _keep_their_places(before, after, differing):
        return Correspondence(before, after, align(before, after))
    pairs = [_same_place(before, after, at, at in differing) for at in range(len(after.nodes))]
    return Correspondence(before, after, pairs, frozenset(range(len(pairs))) - differing)


def _keep_their_places(before: Graph, after: Graph, differing: frozenset[int]) -> bool:
    """Whether each of these nodes is of one kind on both sides, and none says what another one said."""
    pairs = [(before.nodes[at], after.nodes[at]) for at in differing]
    pairs = [(one, other) for one, other in pairs if one.key != other.key]
    said = {one.key for one, _ in pairs}
    return all(one.kind == other.kind and other.key not in said for one, other in pairs)


def _same_place(before: Graph, after: Graph, at: int, differs: bool) -> Pair:
    same = before.nodes[at].uuid == after.nodes[at].uuid
    return Pair(at, at, "uuid" if same else "edges" if differs else "content")


def _in_place(after: Graph, ours: Blind, theirs: Blind) -> frozenset[int] | None:
    """The places of nodes that say something else, where all of them do and lead to the same; None where they do not.

    Then edits changed texts alone, and every node has kept its place among all others. The UUID of a node stands
    behind its parts, keys being sorted, so a text belongs to the next node's UUID, or to the one just before it.
    """
    if ours.names(theirs) is None:
        return None
    if (len(ours.pieces) - 1, len(theirs.pieces) - 1) != (len(ours.uuids), len(theirs.uuids)):
        return None
    pairs = enumerate(zip(ours.pieces, theirs.pieces, strict=True))
    nodes = [_node_behind(after, theirs, number) for number, (one, other) in pairs if one != other]
    return frozenset(at for node in nodes for at in (node, node - 1) if 0 <= at < len(after.nodes))


def _node_behind(graph: Graph, nodes: Blind, piece: int) -> int:
    """The place of the node whose own UUID is the next one behind a piece of the list of nodes."""
    for number in range(piece, len(nodes.uuids)):
        at = graph.index.get(nodes.uuids[number].decode())
        if at is not None and nodes.pieces[number].endswith(b'"'):  # `uuid`, not `destination_uuid`
            return at
    return len(graph.nodes)


def _in_node(before: Node, after: Node) -> Iterator[tuple[str, str]]:
    if before.key != after.key:
        yield from parts(before, after).uuids()
        return
    ours, theirs = before.content.uuids, after.content.uuids
    if ours != theirs:
        yield from ((new.decode(), old.decode()) for new, old in zip(theirs, ours, strict=True))
    for one, other in zip(before.exits, after.exits, strict=False):
        old, new = one.get("uuid"), other.get("uuid")
        if isinstance(old, str) and isinstance(new, str):
            yield new, old


def _stickies(before: JsonObject, after: JsonObject) -> Iterator[tuple[str, str]]:
    """Notes on the editor's canvas: by UUID, by what they say, by where they hang."""
    ours, theirs = _notes(before), _notes(after)
    for key in (_text, _place):
        known = {key(note): uuid for uuid, note in reversed(ours.items()) if uuid not in theirs}
        for uuid, note in list(theirs.items()):
            if uuid not in ours and key(note) in known:
                yield uuid, known[key(note)]
                del theirs[uuid], ours[known.pop(key(note))]


def _notes(body: JsonObject) -> dict[str, JsonObject]:
    ui = body.get("_ui")
    notes = ui.get("stickies") if isinstance(ui, dict) else None
    listed = notes.items() if isinstance(notes, dict) else ()
    return {uuid: note for uuid, note in listed if isinstance(note, dict)}


def _text(note: JsonObject) -> str:
    return repr((note.get("title"), note.get("body")))


def _place(note: JsonObject) -> str:
    position: Json = note.get("position")
    return repr(sorted(position.items()) if isinstance(position, dict) else position)
