"""A new export in the UUIDs that git already has: an import by hand changes a thousand UUIDs and no line in git."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from flowops import canon
from flowops.diff.blind import blind
from flowops.diff.campaign import paired_events
from flowops.diff.correspondence import correspond
from flowops.diff.graph import graph
from flowops.diff.pairing import Known, pair
from flowops.diff.rekey import injective, object_rekeyed, uuids_in
from flowops.diff.tree import is_reference
from flowops.model.export import Document, Export
from flowops.model.json import Json, JsonObject
from flowops.model.kind import CAMPAIGN, FLOW, GROUP, TRIGGER


def stabilised(git: Export, export: Export, known: Mapping[str, Known]) -> Export:
    """The export with git's UUIDs for all that git has, everywhere they stand; nothing else changes.

    `known` is what the lock file of the workspace tells: kind -> UUID -> the name in git. An object of another workspace
    has git's UUIDs too, for it is the same object; the lock file says which UUIDs it has there.
    """
    pairs = [
        each
        for kind in (FLOW, CAMPAIGN, GROUP)
        for each in pair(kind, (git.of(kind), export.of(kind)), ({}, known.get(kind.name, {}))).pairs
    ]
    own = {new.identity: old.identity for old, new in pairs}
    changed = [(old, new) for old, new in pairs if old.body != new.body]
    inner = {id(new): dict(_PARTS[new.kind.name](old.body, new.body)) for old, new in changed}
    paired = {id(new) for _, new in pairs}
    there = [old for old, _ in changed] + [*git.of(TRIGGER)]
    here = [new for _, new in changed] + [it for it in export.documents if id(it) not in paired]
    shared = dict(_referred_to(there, here)) | own
    documents = tuple(_renamed(it, shared | inner.get(id(it), {})) for it in export.documents)
    archived = tuple(object_rekeyed(reference, own) for reference in export.archived)
    return canon.normalize(replace(export, documents=documents, archived=archived))


def _of_flow(old: JsonObject, new: JsonObject) -> Iterator[tuple[str, str]]:
    before, after = graph(old), graph(new)
    if before is None or after is None:
        return
    blinds = blind(old.get("nodes")), blind(new.get("nodes"))
    yield from injective(correspond(before, after, blinds).names, uuids_in(new)).items()


def _of_campaign(old: JsonObject, new: JsonObject) -> Iterator[tuple[str, str]]:
    for before, after in paired_events(old, new):
        one, other = before.get("uuid"), after.get("uuid")
        if isinstance(one, str) and isinstance(other, str):
            yield other, one


_PARTS: Mapping[str, Callable[[JsonObject, JsonObject], Iterator[tuple[str, str]]]] = {
    FLOW.name: _of_flow,
    CAMPAIGN.name: _of_campaign,
    GROUP.name: lambda old, new: iter(()),
}


def _renamed(document: Document, names: Mapping[str, str]) -> Document:
    changing = {old: new for old, new in names.items() if old != new}
    return Document(document.kind, object_rekeyed(document.body, changing)) if changing else document


def _referred_to(there: Iterable[Document], here: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """UUIDs of what is referred to but in no export: channels, labels, topics and the like, by key and name."""
    ours, theirs = _names(there), _names(here)
    for key, uuids in theirs.items():
        known = ours.get(key, set())
        if len(uuids) == len(known) == 1:
            yield min(uuids), min(known)


def _names(documents: Iterable[Document]) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for document in documents:
        for key, value in _references("", document.body):
            found[key.rstrip("s"), str(value.get("name")).casefold()].add(str(value["uuid"]))
    return found


def _references(key: str, value: Json) -> Iterator[tuple[str, JsonObject]]:
    pending: list[tuple[str, Json]] = [(key, value)]
    while pending:
        key, item = pending.pop()
        if isinstance(item, dict):
            if is_reference(item) and isinstance(item.get("uuid"), str) and item.get("name"):
                yield key, item
            pending.extend(item.items())
        elif isinstance(item, list):
            pending.extend((key, inner) for inner in item)
