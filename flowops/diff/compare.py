"""Export, Export -> all that differs between them, as a person would say it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from flowops.diff.campaign import campaign_differences
from flowops.diff.edits import edit
from flowops.diff.flows import FlowChange, View, compare_flows
from flowops.diff.pairing import Known, Pairing, pair
from flowops.diff.tree import Difference, differences
from flowops.diff.trigger import trigger_form
from flowops.model.change import Change, Comparison, Edit, Word
from flowops.model.export import Document, Export, version_key
from flowops.model.json import JsonObject
from flowops.model.kind import CAMPAIGN, FLOW, KINDS, TRIGGER, Kind

Names = Mapping[str, Known]
_IDENTITY = frozenset({"uuid", "name"})


@dataclass(frozen=True, slots=True)
class Options:
    """How to compare.

    layout    whether the positions of nodes count
    pictures  whether to draw what is around the nodes that changed
    known     for either side: kind -> UUID -> the name that git knows the object by, as a lock file tells
    archived  whether both sides tell what is archived
    """

    layout: bool = False
    pictures: bool = False
    known: tuple[Names, Names] = field(default_factory=lambda: ({}, {}))
    archived: bool = True


def compare(before: Export, after: Export, options: Options | None = None) -> Comparison:
    """What happened to each object; kinds that one side could not read are left out."""
    options = options or Options()
    unread = before.unread | after.unread
    comparison = _Comparison(before, after, options)
    for kind in KINDS:
        if kind.name not in unread:
            comparison.add(kind)
    return comparison.result()


class _Comparison:
    """Kind after kind: what was renamed is known to the kinds that come later, flows first."""

    def __init__(self, before: Export, after: Export, options: Options) -> None:
        self._before, self._after, self._options = before, after, options
        self._paired = {kind.name: self._pair(kind) for kind in KINDS if kind.identity}
        self._renamed = dict(_renamed(self._paired.values()))
        self._changes: list[Change] = []
        self._unchanged = 0
        self._problems = [line for found in self._paired.values() for line in found.problems]

    def _pair(self, kind: Kind) -> Pairing:
        before, after = self._options.known
        sides = (self._before.of(kind), self._after.of(kind))
        return pair(kind, sides, (before.get(kind.name, {}), after.get(kind.name, {})))

    def add(self, kind: Kind) -> None:
        """Compare the objects of a kind."""
        found = self._paired.get(kind.name) or self._pair_by_content(kind)
        changes = [self._change(kind, one, other) for one, other in found.pairs]
        differing = [change for change in changes if change]
        self._unchanged += len(changes) - len(differing)
        differing += [_alone(kind, "added", document) for document in found.added]
        differing += [_alone(kind, "removed", document) for document in found.removed]
        self._changes += sorted(differing, key=lambda change: (change.name.casefold(), change.name))

    def _pair_by_content(self, kind: Kind) -> Pairing:
        form = _FORMS.get(kind.name, _as_it_is)
        before, after = (
            [Document(kind, form(document.body)) for document in side.of(kind)]
            for side in (self._before, self._after)
        )
        return pair(kind, (before, after), ({}, self._renamed))

    def _change(self, kind: Kind, before: Document, after: Document) -> Change | None:
        found = self._compared(kind, before, after)
        edits = (*found.edits, *self._archived(kind, before, after))
        if kind.identity and before.name != after.name:
            return Change(
                kind.name, "renamed", after.name, before.name, edits, found.nodes, picture=found.picture
            )
        if not edits and not found.nodes:
            return None
        return Change(
            kind.name, "changed", after.name, before.name, edits, found.nodes, picture=found.picture
        )

    def _compared(self, kind: Kind, before: Document, after: Document) -> FlowChange:
        if kind is FLOW:
            view = View(self._options.layout, self._options.pictures, self._renamed)
            return compare_flows(before.body, after.body, view)
        found = _DIFFERENCES.get(kind.name, differences)(before.body, after.body)
        return FlowChange(tuple(self._edits(kind, found)))

    def _edits(self, kind: Kind, found: Iterable[Difference]) -> Iterator[Edit]:
        apart = _IDENTITY if kind.identity else frozenset()
        for difference in found:
            if difference.path[0] not in apart:
                path = "/".join(difference.path)
                yield from edit(path, difference.before, difference.after, self._renamed)

    def _archived(self, kind: Kind, before: Document, after: Document) -> Iterator[Edit]:
        if self._options.archived and kind.one_file_each:
            was, is_ = _is_archived(self._before, before), _is_archived(self._after, after)
            yield from edit("archived", was, is_, {})

    def result(self) -> Comparison:
        """All of it."""
        specs = self._before.spec_version, self._after.spec_version
        differ = specs[0] and specs[1] and version_key(specs[0]) != version_key(specs[1])
        return Comparison(
            tuple(self._changes),
            self._unchanged,
            (str(specs[0]), str(specs[1])) if differ else None,
            tuple(self._problems),
        )


def _renamed(found: Iterable[Pairing]) -> Iterator[tuple[str, str]]:
    for pairing in found:
        for before, after in pairing.pairs:
            if before.name != after.name and after.identity:
                yield after.identity, before.name


def _alone(kind: Kind, word: Word, document: Document) -> Change:
    nodes = document.body.get("nodes")
    size = len(nodes) if isinstance(nodes, list) else 0
    return Change(kind.name, word, document.name, document.name, size=size)


def _is_archived(export: Export, document: Document) -> bool:
    return any(
        it.get("kind") == document.kind.name and it.get("uuid") == document.identity for it in export.archived
    )


def _as_it_is(body: JsonObject) -> JsonObject:
    return body


_FORMS: Mapping[str, Callable[[JsonObject], JsonObject]] = {TRIGGER.name: trigger_form}
_DIFFERENCES: Mapping[str, Callable[[JsonObject, JsonObject], Iterable[Difference]]] = {
    CAMPAIGN.name: campaign_differences
}
