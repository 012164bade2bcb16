"""Which object of one export is which of another: by UUID in one workspace, else by the lock file's names, else by name.

Two candidates for one name are a problem that names both, never a guess.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from flowops.diff.plain import of_key, plain
from flowops.model.export import Document
from flowops.model.json import JsonObject
from flowops.model.kind import CAMPAIGN, FIELD, FLOW, GLOBAL, GROUP, TRIGGER, Kind

# UUID -> the name that git knows an object by, in the workspace of either side
Known = Mapping[str, str]
Key = Callable[[Document, Known], Hashable]


@dataclass
class Pairing:
    """The objects of one kind: pairs of before and after, and what is on one side only."""

    pairs: list[tuple[Document, Document]] = field(default_factory=list)
    removed: list[Document] = field(default_factory=list)
    added: list[Document] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def pair(
    kind: Kind, sides: tuple[Iterable[Document], Iterable[Document]], known: tuple[Known, Known]
) -> Pairing:
    """Pair what is the same on both sides."""
    found = Pairing(removed=list(sides[0]), added=list(sides[1]))
    for key in KEYS[kind.name]:
        if found.removed and found.added:
            _rung(kind, found, key, known)
    return found


def _rung(kind: Kind, found: Pairing, key: Key, known: tuple[Known, Known]) -> None:
    before, after = (
        _grouped(side, key, names) for side, names in ((found.removed, known[0]), (found.added, known[1]))
    )
    pairs: list[tuple[Document, Document]] = []
    for it, ours in before.items():
        if theirs := after.get(it):
            decided = _decided(kind, ours, theirs)
            pairs += decided
            if not decided and (problem := _ambiguous(kind, ours, theirs)) not in found.problems:
                found.problems.append(problem)
    done = {id(document) for each in pairs for document in each}
    found.pairs += pairs
    found.removed = [document for document in found.removed if id(document) not in done]
    found.added = [document for document in found.added if id(document) not in done]


def _grouped(documents: list[Document], key: Key, names: Known) -> dict[Hashable, list[Document]]:
    groups: dict[Hashable, list[Document]] = defaultdict(list)
    for document in documents:
        if (it := key(document, names)) is not None:
            groups[it].append(document)
    return groups


def _decided(kind: Kind, ours: list[Document], theirs: list[Document]) -> list[tuple[Document, Document]]:
    """Those of one name that are the same; none where several could be."""
    if not kind.identity:
        return list(zip(ours, theirs, strict=False))
    if len(ours) > 1 or len(theirs) > 1:
        ours, theirs = _spelt_alike(ours, theirs)
    if len(ours) == len(theirs) == 1 or _bodies(ours) == _bodies(theirs):
        return list(zip(ours, theirs, strict=True))
    return []


def _bodies(documents: list[Document]) -> list[JsonObject]:
    return [document.body for document in documents]


def _spelt_alike(ours: list[Document], theirs: list[Document]) -> tuple[list[Document], list[Document]]:
    """Of several whose names differ in case only, those that are spelt alike."""
    names = {document.name for document in ours} & {document.name for document in theirs}
    if len(names) != 1:
        return ours, theirs
    return [it for it in ours if it.name in names], [it for it in theirs if it.name in names]


def _ambiguous(kind: Kind, ours: list[Document], theirs: list[Document]) -> str:
    several = ours if len(ours) > 1 else theirs
    both = " and ".join(f"{it.name!r} ({it.identity})" for it in several[:2])
    return f"{len(several)} {kind.name}s could be {(theirs if several is ours else ours)[0].name!r}: {both}"


def _uuid(document: Document, _: Known) -> Hashable:
    return document.identity.lower() or None


def _locked(document: Document, names: Known) -> Hashable:
    return _named(names.get(document.identity, document.name), document.body)


def _name(document: Document, _: Known) -> Hashable:
    return _named(document.name, document.body)


def _named(name: str, body: JsonObject) -> Hashable:
    return name.casefold(), repr(body.get("type"))  # RapidPro may hold a message and a voice flow of one name


def _content(*keys: str) -> Key:
    """Of triggers, which are exported without UUID; flows that were renamed count under their earlier names."""

    def key(document: Document, names: Known) -> Hashable:
        return repr([of_key(it, document.body.get(it), names) for it in keys])

    return key


_BY_NAME: tuple[Key, ...] = (_uuid, _locked, _name)
_STARTS = ("trigger_type", "flow", "channel", "groups")
KEYS: Mapping[str, tuple[Key, ...]] = {
    FLOW.name: _BY_NAME,
    CAMPAIGN.name: _BY_NAME,
    GROUP.name: _BY_NAME,
    FIELD.name: (_uuid,),
    GLOBAL.name: (_uuid,),
    TRIGGER.name: (
        lambda document, names: repr(plain(document.body, names)),
        _content(*_STARTS, "keywords"),
        _content(*_STARTS),
        _content("trigger_type", "flow", "keywords"),
    ),
}
