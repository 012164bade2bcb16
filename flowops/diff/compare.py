"""Export, Export -> the changes between them, object by object."""

from collections.abc import Iterator

from flowops import canon
from flowops.model.change import Change, Word
from flowops.model.export import Document, Export
from flowops.model.kind import KINDS, Kind


def compare(before: Export, after: Export) -> tuple[Change, ...]:
    """What happened to each object between two canonical exports of one workspace, in the order of kinds."""
    return tuple(
        change
        for kind in KINDS
        if kind.name not in before.unread | after.unread
        for change in (_objects if kind.identity else _whole)(kind, before, after)
    )


def _objects(kind: Kind, before: Export, after: Export) -> Iterator[Change]:
    old = {document.identity: document for document in before.of(kind)}
    new = {document.identity: document for document in after.of(kind)}
    moved = _archived(before) ^ _archived(after)
    for identity, document in new.items():
        if identity not in old:
            yield Change(kind.name, "added", document.name, document.name)
        elif document.body != old[identity].body or (kind.name, identity) in moved:
            yield _changed(kind, old[identity], document)
    for identity, document in old.items():
        if identity not in new:
            yield Change(kind.name, "removed", document.name, document.name)


def _archived(export: Export) -> set[tuple[str, str]]:
    return {(str(reference.get("kind")), str(reference.get("uuid"))) for reference in export.archived}


def _changed(kind: Kind, old: Document, new: Document) -> Change:
    word: Word = "changed" if old.name == new.name else "renamed"
    return Change(kind.name, word, new.name, old.name)


def _whole(kind: Kind, before: Export, after: Export) -> Iterator[Change]:
    """Objects without identity: added and removed only, under the name of the flow they belong to."""
    old = {canon.dumps(document.body): document.name for document in before.of(kind)}
    new = {canon.dumps(document.body): document.name for document in after.of(kind)}
    for content, name in new.items():
        if content not in old:
            yield Change(kind.name, "added", name, name)
    for content, name in old.items():
        if content not in new:
            yield Change(kind.name, "removed", name, name)
