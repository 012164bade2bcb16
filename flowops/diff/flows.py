"""What changed in one flow, node by node."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from flowops.diff.alignment import Pair
from flowops.diff.correspondence import Correspondence, correspond
from flowops.diff.edits import Sides, edit, node_edits
from flowops.diff.fingerprint import Fingerprint
from flowops.diff.graph import Graph, Node, graph
from flowops.diff.outline import node_outline
from flowops.diff.picture import picture
from flowops.diff.rekey import object_rekeyed
from flowops.diff.translations import marks
from flowops.diff.tree import ABSENT, Difference, differences
from flowops.model.change import Edit, NodeChange, Picture, Word
from flowops.model.json import Json, JsonObject
from flowops.model.label import node_label

_NOT_EDITED = frozenset(
    {"uuid", "name", "spec_version"}
)  # told as the flow's identity, name and specification
_IN_NODES = frozenset({"nodes", "localization", "_ui"})
_NOTE_LAYOUT = frozenset({"position", "color", "width", "height"})


@dataclass(frozen=True, slots=True)
class View:
    """How to look.

    layout    counts positions
    pictures  draws what is around the nodes that changed
    renamed   gives the earlier names of renamed objects by UUID
    """

    layout: bool = False
    pictures: bool = False
    renamed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FlowChange:
    """What differs between two definitions of one flow."""

    edits: tuple[Edit, ...] = ()
    nodes: tuple[NodeChange, ...] = ()
    picture: Picture = field(default_factory=Picture)


def compare_flows(before: JsonObject, after: JsonObject, view: View) -> FlowChange:
    """What differs between two definitions of one flow; nothing where only UUIDs do."""
    prints = Fingerprint(before, after, view.layout)
    if prints.matches:
        return FlowChange()
    graphs = graph(before), graph(after)
    if graphs[0] is None or graphs[1] is None:
        return FlowChange(tuple(_whole(before, after, view)))
    found = correspond(graphs[0], graphs[1], prints.nodes)
    flow = _Flow(found, view, bool(found.alike) and prints.dressed_alike)
    nodes = tuple(flow.nodes())
    return FlowChange(tuple(flow.edits()), nodes, flow.picture(nodes) if view.pictures else Picture())


def _whole(before: JsonObject, after: JsonObject, view: View) -> Iterator[Edit]:
    """Of definitions that are too broken to have nodes; which part has which UUID may be what is broken."""
    for it in differences(before, after):
        if it.path == ("nodes",) and it.before is not ABSENT and it.after is not ABSENT:
            yield Edit("nodes", "changed", it.before, it.after)
        elif it.path[0] not in _NOT_EDITED:
            yield from _edits(iter([it]), view)


def _edits(found: Iterator[Difference], view: View) -> Iterator[Edit]:
    for difference in found:
        yield from edit("/".join(difference.path), difference.before, difference.after, view.renamed)


class _Flow:
    """Two definitions side by side, in the UUIDs of before."""

    def __init__(self, found: Correspondence, view: View, same_dress: bool) -> None:
        """`same_dress`: translations and the editor's data are known to be the same."""
        self._found = found
        self._view = view
        self._same_dress = same_dress
        self._labels = _Labels(found.before, {}), _Labels(found.after, found.nodes)

    def _old(self, uuid: str) -> str:
        return self._found.nodes.get(uuid, uuid)

    def nodes(self) -> Iterator[NodeChange]:
        """In the order of after, then what was removed."""
        found = self._found
        pairs = {pair.after: pair for pair in found.pairs}
        for node in found.after.nodes:
            pair = pairs.get(node.index)
            if pair is None:
                yield self._node("added", None, node, None)
            elif not self._is_same(pair):
                change = self._node("changed", found.before.nodes[pair.before], node, pair)
                if change.edits:
                    yield change
        kept = {pair.before for pair in found.pairs}
        for node in found.before.nodes:
            if node.index not in kept:
                yield self._node("removed", node, None, None)

    def _is_same(self, pair: Pair) -> bool:
        """Without a closer look: alike, leading to the same nodes, translated alike, shown alike."""
        before, after = self._found.before.nodes[pair.before], self._found.after.nodes[pair.after]
        if pair.after not in self._found.alike:
            leads = [(label, target and self._old(target)) for label, target in after.ways]
            if before.key != after.key or leads != before.ways or before.besides != after.besides:
                return False
        return self._same_dress or (self._same_translations(before, after) and self._same_ui(before, after))

    def _same_translations(self, before: Node, after: Node) -> bool:
        ours, theirs = self._found.before.translations, self._found.after.translations
        uuids = [
            (str(one.get("uuid")), str(other.get("uuid")))
            for one, other in zip(before.items, after.items, strict=True)
        ]
        for language in {*ours, *theirs}:
            mine, other = ours.get(language, {}), theirs.get(language, {})
            if [mine.get(one) for one, _ in uuids] != [other.get(it) for _, it in uuids]:
                return False
        return True

    def _same_ui(self, before: Node, after: Node) -> bool:
        if self._view.layout and before.ui.get("position") != after.ui.get("position"):
            return False
        return all(before.ui.get(key) == after.ui.get(key) for key in {*before.ui, *after.ui} - {"position"})

    def _node(self, word: Word, before: Node | None, after: Node | None, pair: Pair | None) -> NodeChange:
        names = self._found.within(pair) if pair else self._found.nodes
        sides = Sides(
            node_outline(before, self._found.before.translations) if before else {},
            object_rekeyed(node_outline(after, self._found.after.translations), names) if after else {},
            self._labels,
            self._view.renamed,
            self._view.layout,
        )
        label = (
            self._labels[1][self._old(after.uuid)]
            if after
            else self._labels[0][before.uuid]
            if before
            else ""
        )
        return NodeChange(
            word,
            label,
            before.uuid if before else None,
            after.uuid if after else None,
            pair.by if pair else None,
            tuple(node_edits(sides)),
            tuple(marks(sides)) if word == "changed" else (),
        )

    def edits(self) -> Iterator[Edit]:
        """Of the flow itself: its properties, where it begins, its notes, what belongs to no node."""
        before, after = self._found.before, self._found.after
        yield from _edits(differences(_own(before.body), _own(after.body)), self._view)
        yield from self._entry()
        if not self._same_dress:
            yield from self._left()
            yield from self._ui()

    def _entry(self) -> Iterator[Edit]:
        before, after = (list(islice(labels, 1)) for labels in self._labels)
        if before and after and before != after:
            yield Edit("entry", "changed", self._labels[0][before[0]], self._labels[1][after[0]])

    def _left(self) -> Iterator[Edit]:
        """Translations of what is in no node: residue of the editor."""
        before, after = map(self._translations_left, (self._found.before, self._found.after))
        if before == after:
            return
        after = object_rekeyed(after, self._found.names)
        yield from _edits(differences({"localization": before}, {"localization": after}), self._view)

    def _translations_left(self, side: Graph) -> JsonObject:
        mine = {str(item.get("uuid")) for node in side.nodes for item in node.items}
        left = {
            language: {uuid: of for uuid, of in items.items() if uuid not in mine}
            for language, items in side.translations.items()
        }
        return {language: {**of} for language, of in left.items() if of}

    def _ui(self) -> Iterator[Edit]:
        before, after = map(self._ui_left, (self._found.before, self._found.after))
        if before == after:
            return
        after = object_rekeyed(after, self._found.names)
        notes = _object(before.get("stickies")), _object(after.get("stickies"))
        numbers = {uuid: str(number) for number, uuid in enumerate(dict.fromkeys([*notes[1], *notes[0]]))}
        told = [
            {**side, "stickies": _numbered(of, numbers)}
            for side, of in zip((before, after), notes, strict=True)
        ]
        yield from _edits(differences({"_ui": told[0]}, {"_ui": told[1]}), self._view)

    def _ui_left(self, side: Graph) -> JsonObject:
        """What `_ui` holds besides its nodes; of a note what it says."""
        ui = side.body.get("_ui")
        left = {key: value for key, value in ui.items() if key != "nodes"} if isinstance(ui, dict) else {}
        notes = left.get("stickies")
        if isinstance(notes, dict) and not self._view.layout:
            left["stickies"] = {uuid: _without(note, _NOTE_LAYOUT) for uuid, note in notes.items()}
        return left

    def picture(self, nodes: tuple[NodeChange, ...]) -> Picture:
        """Of the changed nodes and what is around them."""
        changed = {node.before or self._old(node.after or ""): node.change for node in nodes}
        return picture((self._found.before, self._found.after), self._found.nodes, changed, self._labels)


class _Labels(Mapping[str, str]):
    """The labels of a flow's nodes by UUID, in the UUIDs of before; made when they are asked for."""

    def __init__(self, side: Graph, names: Mapping[str, str]) -> None:
        self._nodes = {names.get(node.uuid, node.uuid): node for node in side.nodes}

    def __getitem__(self, uuid: str) -> str:
        return node_label(self._nodes[uuid].body)

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)


def _own(body: JsonObject) -> JsonObject:
    return {key: value for key, value in body.items() if key not in _NOT_EDITED | _IN_NODES}


def _object(value: Json) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _numbered(notes: JsonObject, numbers: Mapping[str, str]) -> JsonObject:
    """By a number instead of the UUID, which tells a person nothing."""
    return {numbers[uuid]: note for uuid, note in notes.items()}


def _without(value: Json, keys: frozenset[str]) -> Json:
    return {key: it for key, it in value.items() if key not in keys} if isinstance(value, dict) else value
