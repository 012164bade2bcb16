"""What git holds, in the names and UUIDs of one workspace: everything is resolved before anything is sent."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from flowops import canon, references
from flowops.diff.rekey import object_rekeyed
from flowops.diff.stabilise import stabilised
from flowops.model.export import Document, Export
from flowops.model.json import JsonObject
from flowops.model.kind import CAMPAIGN, FIELD, FLOW, GLOBAL, GROUP
from flowops.model.target import Target
from flowops.plan.resolution import Problem, Resolved, Resolver, is_resolvable
from flowops.references import Reference, Replacement

# Made by name where they are missing, from a reference alone
_BY_NAME = ("label", "topic")
# Of these every workspace has its own UUIDs, and git holds the objects themselves
_OBJECTS = (FLOW, CAMPAIGN, GROUP)


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A reference that means nothing in the workspace: what is missing, why, what may have been meant, where it stands."""

    kind: str
    name: str
    problem: Problem
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """What is to be in the workspace, as it is to be there.

    export      flows, campaigns, triggers, and the groups, fields and globals that they use
    partners    UUID in git -> UUID of the object in the workspace, of flows, campaigns and groups that are there
    missing     kind -> names of labels and topics to make
    unresolved  what cannot be bound
    globals     key -> names of the flows that use it
    """

    export: Export
    partners: Mapping[str, str]
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unresolved: tuple[Unresolved, ...] = ()
    globals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def bind(export: Export, target: Target, resolver: Resolver) -> Bound:
    """The export of git in the names and UUIDs of a workspace, and with its UUIDs for every node that lives on there."""
    return _Binding(export, target, resolver).bound()


class _Binding:
    def __init__(self, export: Export, target: Target, resolver: Resolver) -> None:
        self._export = export
        self._target = target
        self._resolver = resolver
        self._partners = dict(_partners(export, resolver))
        self._own = {it.identity for kind in _OBJECTS for it in export.of(kind)}
        self._unresolved: dict[tuple[str, str], tuple[Problem, list[str]]] = {}
        self._missing: dict[str, dict[str, None]] = defaultdict(dict)
        self._globals: dict[str, dict[str, None]] = defaultdict(dict)
        self._used: set[tuple[str, str]] = set()

    def bound(self) -> Bound:
        users = [it for it in self._export.documents if it.kind not in (GROUP, FIELD, GLOBAL)]
        documents = [self._document(it) for it in users]
        documents += self._groups()
        documents += [it for it in self._export.of(FIELD) if ("field", it.identity.lower()) in self._used]
        documents += [it for it in self._export.of(GLOBAL) if it.identity.lower() in self._globals]
        export = canon.normalize(replace(self._export, documents=tuple(documents)))
        return Bound(
            stabilised(self._target.export, export, {}),
            self._partners,
            {kind: tuple(names) for kind, names in self._missing.items()},
            tuple(
                Unresolved(kind, name, problem, tuple(dict.fromkeys(places)))
                for (kind, name), (problem, places) in self._unresolved.items()
            ),
            {key: tuple(flows) for key, flows in self._globals.items()},
        )

    def _groups(self) -> Iterator[Document]:
        """The groups in use; a smart group's query may use more."""
        left = list(self._export.of(GROUP))
        while using := [it for it in left if self._is_used(it)]:
            left = [it for it in left if not self._is_used(it)]
            yield from map(self._document, using)

    def _is_used(self, group: Document) -> bool:
        return ("group", group.name.casefold()) in self._used or ("group", group.identity) in self._used

    def _document(self, document: Document) -> Document:
        bound = references.rewrite(document, self._replacement)
        return Document(bound.kind, object_rekeyed(bound.body, self._partners))

    def _replacement(self, reference: Reference) -> Replacement | None:
        self._note(reference)
        if not is_resolvable(reference):
            return None
        found = self._resolved(reference)
        if isinstance(found, Problem):
            self._complain(reference, found)
            return None
        name = found.name if found.name != reference.name else None
        return Replacement(uuid=found.uuid if reference.uuid else None, name=name)

    def _note(self, reference: Reference) -> None:
        if reference.kind == "global" and not reference.dynamic:
            self._globals[reference.name.lower()][reference.document] = None
        self._used.add((reference.kind, reference.name.casefold()))
        if reference.uuid:
            self._used.add((reference.kind, reference.uuid))

    def _resolved(self, reference: Reference) -> Resolved | Problem:
        partner = self._partners.get(reference.uuid or "")
        there = self._resolver.with_uuid(reference.kind, partner) if partner else None
        found = there or self._resolver.find(reference.kind, reference.name, reference.uuid)
        if isinstance(found, Problem) and found.why == "missing" and self._will_be_there(reference):
            return Resolved(reference.uuid, reference.name)
        return found

    def _will_be_there(self, reference: Reference) -> bool:
        """Whether the deploy makes it: an object of git, a label or topic by its name, a group that only a flow names."""
        if reference.uuid in self._own:
            return True
        names = {
            it.name.casefold()
            for kind in _OBJECTS
            for it in self._export.of(kind)
            if kind.name == reference.kind
        }
        if reference.name.casefold() in names:
            return True
        if reference.kind in _BY_NAME:
            self._missing[reference.kind][reference.name] = None
            return True
        return False

    def _complain(self, reference: Reference, problem: Problem) -> None:
        known = self._unresolved.setdefault((reference.kind, reference.name), (problem, []))
        known[1].append(f"{reference.document} ({reference.path})")


def _partners(export: Export, resolver: Resolver) -> Iterable[tuple[str, str]]:
    for kind in _OBJECTS:
        for document in export.of(kind):
            found = resolver.find(kind.name, document.name, document.identity)
            if isinstance(found, Resolved) and found.uuid:
                yield document.identity, found.uuid


def definition_of(export: Export, uuid: str) -> JsonObject | None:
    """The flow of this UUID in an export."""
    return next((it.body for it in export.of(FLOW) if it.identity == uuid), None)
