"""What git holds, in the names and UUIDs of one workspace: everything is resolved before anything is sent."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from flowops import canon, references
from flowops.diff.rekey import object_rekeyed, uuids_in
from flowops.diff.stabilise import stabilised
from flowops.model.export import Document, Export
from flowops.model.kind import FIELD, GLOBAL, GROUP
from flowops.model.target import Target
from flowops.plan.partners import OBJECTS, own_names, partners
from flowops.plan.resolution import Problem, Resolved, Resolver, is_resolvable
from flowops.plan.whereabouts import Whereabouts
from flowops.references import Reference, Replacement

# Made by name where they are missing, from a reference alone
_BY_NAME = ("label", "topic")
_EVERYBODYS = frozenset({"created_on", "last_seen_on"})  # fields that no workspace lists


@dataclass(frozen=True, slots=True)
class Unresolved:
    """What git names and the workspace has not, or has more than once.

    places     where it stands, in words by which a person finds it: the flow's name and what its node says; nothing for
               an object of git that cannot be told from another one there
    documents  kind and UUID, in the workspace, of the objects that name it; triggers have no UUID
    """

    kind: str
    name: str
    problem: Problem
    places: tuple[str, ...] = ()
    documents: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """What is to be in the workspace, as it is to be there.

    export      flows, campaigns, triggers, and the groups, fields and globals that they use
    partners    UUID in git -> UUID of the object in the workspace, of flows, campaigns and groups that are there
    missing     kind -> names of labels and topics to make
    unresolved  what cannot be bound
    globals     key -> names of the objects that use it
    """

    export: Export
    partners: Mapping[str, str]
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unresolved: tuple[Unresolved, ...] = ()
    globals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def bind(export: Export, target: Target, resolver: Resolver) -> Bound:
    """The export of git in the names and UUIDs of a workspace, and with its UUIDs for every node that lives on there."""
    return _Binding(canon.normalize(export), target, resolver).bound()


class _Binding:
    def __init__(self, export: Export, target: Target, resolver: Resolver) -> None:
        self._export = export
        self._target = target
        self._resolver = resolver
        self._partners = partners(export, resolver)
        self._uuids = self._partners.uuids()
        self._moved = {ours: theirs for ours, theirs in self._uuids.items() if ours != theirs}
        self._own = {it.identity for kind in OBJECTS for it in export.of(kind)}
        self._own_names = own_names(export)
        self._fields = {it.identity.lower() for it in export.of(FIELD)} | _EVERYBODYS
        self._fields |= {str(row.get("key")).lower() for row in target.rows.get("field", ())}
        self._unresolved: dict[tuple[str, str], tuple[Problem, Whereabouts]] = {}
        self._missing: dict[str, dict[str, str]] = defaultdict(dict)
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
            self._uuids,
            {kind: tuple(sorted(names.values())) for kind, names in sorted(self._missing.items())},
            tuple(self._all_unresolved()),
            {key: tuple(users) for key, users in sorted(self._globals.items())},
        )

    def _all_unresolved(self) -> Iterator[Unresolved]:
        for document, problem in self._partners.problems:
            yield Unresolved(
                document.kind.name, document.name, problem, (), ((document.kind.name, document.identity),)
            )
        for (kind, name), (problem, where) in self._unresolved.items():
            yield Unresolved(kind, name, problem, where.places(), where.documents(self._uuids))

    def _groups(self) -> Iterator[Document]:
        """The groups in use; a smart group's query may use more."""
        left = list(self._export.of(GROUP))
        while using := [it for it in left if self._is_used(it)]:
            left = [it for it in left if not self._is_used(it)]
            yield from map(self._document, using)

    def _is_used(self, group: Document) -> bool:
        return ("group", group.name.casefold()) in self._used or ("group", group.identity) in self._used

    def _document(self, document: Document) -> Document:
        bound = references.rewrite(document, lambda reference: self._replacement(reference, document))
        identity = self._moved.get(document.identity)
        body = bound.body | {"uuid": identity} if identity else bound.body
        # Where flowops knows no reference: rare, and to walk every flow for it would double the cost of a plan
        left = self._moved.keys() & set(uuids_in(body)) if self._moved else set()
        return Document(bound.kind, object_rekeyed(body, self._moved) if left else body)

    def _replacement(self, reference: Reference, document: Document) -> Replacement | None:
        self._note(reference, document)
        if not is_resolvable(reference):
            return None
        found = self._resolved(reference)
        if isinstance(found, Problem):
            self._complain(reference, document, found)
            return None
        name = found.name if found.name != reference.name else None
        return Replacement(uuid=found.uuid if reference.uuid else None, name=name)

    def _note(self, reference: Reference, document: Document) -> None:
        if reference.kind == "global":
            self._globals[reference.name.lower()][reference.document] = None
        if _is_strange_field(reference, self._fields):
            self._complain(
                reference, document, Problem("missing", references.closest(reference.name, self._fields))
            )
        self._used.add((reference.kind, reference.name.casefold()))
        if reference.uuid:
            self._used.add((reference.kind, reference.uuid))

    def _resolved(self, reference: Reference) -> Resolved | Problem:
        if partner := self._partners.found.get(reference.uuid or ""):
            return partner
        if reference.uuid in self._own:
            return Resolved(reference.uuid, reference.name)
        found = self._resolver.find(reference.kind, reference.name, reference.uuid)
        if isinstance(found, Problem) and found.why == "missing":
            return self._to_be_made(reference) or found
        return found

    def _to_be_made(self, reference: Reference) -> Resolved | None:
        """What the deploy makes: an object of git that only its name tells, a label or topic of this name."""
        key = references.normal_name(reference.kind, reference.name)
        if uuid := self._own_names.get((reference.kind, key)):
            return self._partners.found.get(uuid) or Resolved(uuid, reference.name)
        if reference.kind in _BY_NAME and reference.name:
            self._missing[reference.kind].setdefault(key, reference.name)
            return Resolved(reference.uuid, reference.name)
        return None

    def _complain(self, reference: Reference, document: Document, problem: Problem) -> None:
        key = reference.kind, reference.name or reference.uuid or ""
        _, where = self._unresolved.setdefault(key, (problem, Whereabouts()))
        where.add(reference, document)


def _is_strange_field(reference: Reference, known: set[str]) -> bool:
    """Whether an action or event names a field that nobody has; expressions are lint's matter."""
    is_object = reference.spelling == "object" and not reference.definition
    return reference.kind == "field" and is_object and reference.name not in known
