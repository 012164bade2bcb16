"""Which object of a workspace a reference in git means."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from flowops import references
from flowops.environment import Environment, Lock
from flowops.model.export import Export
from flowops.model.json import JsonObject
from flowops.model.target import Target
from flowops.references import Reference

# Kind -> what the API and the lock file call a list of it, and `bindings` too
PLURALS: Mapping[str, str] = {
    "flow": "flows",
    "group": "groups",
    "campaign": "campaigns",
    "label": "labels",
    "topic": "topics",
    "channel": "channels",
    "template": "templates",
    "classifier": "classifiers",
    "llm": "llms",
    "optin": "optins",
    "user": "users",
}
PAIRS = "pairs"  # in the lock file: UUID in git -> UUID in the workspace, which renames do not touch


@dataclass(frozen=True, slots=True)
class Resolved:
    """An object of the workspace: its UUID, None for users of old releases, and what it is called there."""

    uuid: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a reference means nothing in a workspace: "missing", "ambiguous", or "untold" where it does not list the kind.

    near  names that may have been meant
    """

    why: str
    near: tuple[str, ...] = ()


class Resolver:
    """Looks names up in one workspace: by the lock file, by UUID, by the bindings of the environment, by name."""

    def __init__(self, environment: Environment, target: Target, lock: Lock | None = None) -> None:
        self._environment = environment
        self._target = target
        ours = lock is not None and lock.workspace == target.workspace.uuid.lower()
        self._lock = lock.names if lock and ours else {}
        self._by_name: dict[str, dict[str, list[Resolved]]] = {}
        self._by_uuid: dict[str, dict[str, Resolved]] = {}

    def find(self, kind: str, name: str, uuid: str | None = None) -> Resolved | Problem:
        """The object that is called so in git, where it has this UUID."""
        wanted = self._environment.bindings.get(PLURALS[kind], {}).get(name, name)
        if wanted == name and (locked := self._locked(kind, name, uuid)):
            return locked
        found = self._named(kind).get(references.normal_name(kind, wanted), [])
        exact = [it for it in found if it.name == wanted] or found
        if len(exact) == 1:
            return exact[0]
        if exact:
            return self.with_uuid(kind, uuid) or Problem("ambiguous", tuple(it.name for it in exact))
        if kind not in self._target.rows:
            return Problem("untold")
        names = [it.name for of in self._named(kind).values() for it in of]
        return Problem("missing", references.closest(wanted, names))

    def with_uuid(self, kind: str, uuid: str | None) -> Resolved | None:
        """The object of this UUID in the workspace."""
        self._named(kind)
        return self._by_uuid[kind].get((uuid or "").lower())

    def _locked(self, kind: str, name: str, uuid: str | None) -> Resolved | None:
        pairs, names = self._lock.get(PAIRS, {}), self._lock.get(PLURALS[kind], {})
        found = [pairs.get(uuid or ""), names.get(name), uuid]
        here = [self.with_uuid(kind, it) for it in found if isinstance(it, str)]
        return next((it for it in here if it), None)

    def _named(self, kind: str) -> dict[str, list[Resolved]]:
        """Name as RapidPro compares names of the kind -> the objects called so."""
        if kind not in self._by_name:
            rows = self._target.rows.get(kind)
            found = (
                [_row(kind, it) for it in rows] if rows is not None else _named_in(self._target.export, kind)
            )
            known: dict[str, list[Resolved]] = defaultdict(list)
            for it in dict.fromkeys(found):
                known[references.normal_name(kind, it.name)].append(it)
            self._by_name[kind] = known
            self._by_uuid[kind] = {it.uuid.lower(): it for it in found if it.uuid}
        return self._by_name[kind]


def _row(kind: str, row: JsonObject) -> Resolved:
    uuid = row.get("uuid")
    name = row.get("email") if kind == "user" else row.get("name")
    return Resolved(uuid if isinstance(uuid, str) else None, str(name or ""))


def _named_in(export: Export, kind: str) -> list[Resolved]:
    """Of a kind that the server does not list: what its own flows name."""
    found = (it for document in export.documents for it in references.of(document))
    return [Resolved(it.uuid, it.written or it.name) for it in found if it.kind == kind and it.uuid]


def is_resolvable(reference: Reference) -> bool:
    """Whether a reference names an object that has another UUID in each workspace."""
    return reference.kind in PLURALS and not reference.definition and not reference.dynamic
