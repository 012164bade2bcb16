"""Which object of a workspace a reference in git means."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flowops import references
from flowops.environment import Environment, Lock
from flowops.model.json import JsonObject
from flowops.model.kind import CAMPAIGN, GROUP
from flowops.model.target import Target
from flowops.references import Reference

# Kind -> what the API and the lock file call a list of it, and `bindings` too. No release lists language models, nor
# flowops contacts: of these, what the workspace's own flows name is what is there
PLURALS: Mapping[str, str] = {
    "flow": "flows",
    "group": "groups",
    "campaign": "campaigns",
    "label": "labels",
    "topic": "topics",
    "channel": "channels",
    "template": "templates",
    "classifier": "classifiers",
    "ticketer": "ticketers",
    "llm": "llms",
    "optin": "optins",
    "user": "users",
    "contact": "contacts",
}
PAIRS = "pairs"  # in the lock file: UUID in git -> UUID in the workspace, which renames do not touch

# flows.json has its own words for what definitions call a type
TYPES: Mapping[str, str] = {
    "message": "messaging",
    "background": "messaging_background",
    "survey": "messaging_offline",
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """An object of the workspace: its UUID, None for users of old releases, and what it is called there.

    type      of a flow, as definitions say it
    archived  whether it is
    """

    uuid: str | None
    name: str
    type: str = ""
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a reference means nothing in a workspace.

    why   "missing"; "ambiguous" where several are called so; "taken" where another object of git is that object there;
          "untold" where the workspace does not list the kind, and none of its own flows names it
    near  names that may have been meant; of those that are called so; of the other object in git
    """

    why: str
    near: tuple[str, ...] = ()


class Resolver:
    """Looks names up in one workspace: by binding, lock file, UUID and name, in this order of trust.

    A binding was written by a person for this very case, so it comes before what flowops remembers. `others` are the lock
    files of other environments: they tell the name of a UUID that stands in git alone, as channels do in triggers of
    RapidPro up to 8.2.
    """

    def __init__(
        self, environment: Environment, target: Target, lock: Lock | None = None, others: Iterable[Lock] = ()
    ) -> None:
        self._bindings = {
            kind: _folded(kind, environment.bindings.get(plural, {})) for kind, plural in PLURALS.items()
        }
        self._target = target
        ours = lock is not None and lock.workspace == target.workspace.uuid.lower()
        self._lock = lock.names if lock and ours else {}
        self._others = tuple(others)
        self._by_name: dict[str, dict[str, list[Resolved]]] = {}
        self._by_uuid: dict[str, dict[str, Resolved]] = {}
        self._told: dict[str, list[Resolved]] | None = None

    def find(self, kind: str, name: str, uuid: str | None = None, type_: str = "") -> Resolved | Problem:
        """The object that is called so in git, where it has this UUID, and a flow this type."""
        name = name or self._name_elsewhere(kind, uuid)
        bound = self._bindings[kind].get(_normal(kind, name))
        if bound is None and (known := self.sure(kind, uuid) or self._locked(kind, name)):
            return known
        found = self._find_named(kind, bound or name, type_)
        if uuid and isinstance(found, Resolved):  # users are found by e-mail, and are called something else
            return self.with_uuid(kind, found.uuid) or found
        return found

    def is_bound(self, kind: str, name: str) -> bool:
        """Whether the environment says what this is there."""
        return _normal(kind, name) in self._bindings[kind]

    def sure(self, kind: str, uuid: str | None) -> Resolved | None:
        """The object that the lock file pairs with this UUID in git, or that has this very UUID."""
        paired = self._lock.get(PAIRS, {}).get(uuid or "")
        return self.with_uuid(kind, paired if isinstance(paired, str) else None) or self.with_uuid(kind, uuid)

    def with_uuid(self, kind: str, uuid: str | None) -> Resolved | None:
        """The object of this UUID in the workspace."""
        self._named(kind)
        return self._by_uuid[kind].get((uuid or "").lower())

    def _locked(self, kind: str, name: str) -> Resolved | None:
        """By name, unless the lock file pairs that object with one that git calls otherwise by now."""
        uuid = self._lock.get(PLURALS[kind], {}).get(name)
        paired = self._lock.get(PAIRS, {}).values()
        return self.with_uuid(kind, uuid) if isinstance(uuid, str) and uuid not in paired else None

    def _find_named(self, kind: str, name: str, type_: str) -> Resolved | Problem:
        found = self._named(kind).get(_normal(kind, name), [])
        for fits in _preferences(name, type_):
            found = [it for it in found if fits(it)] or found
        if len(found) == 1:
            return found[0]
        if found:
            return Problem("ambiguous", tuple(it.name for it in found))
        names = [it.name for of in self._named(kind).values() for it in of]
        if kind not in self._target.rows:
            return Problem("untold", references.closest(name, names))
        return Problem("missing", references.closest(name, names))

    def _name_elsewhere(self, kind: str, uuid: str | None) -> str:
        found = (lock.by_uuid(PLURALS[kind]).get((uuid or "").lower()) for lock in self._others)
        return next(filter(None, found), "")

    def _named(self, kind: str) -> dict[str, list[Resolved]]:
        """Name as RapidPro compares names of the kind -> the objects called so."""
        if kind not in self._by_name:
            rows = self._target.rows.get(kind)
            read = _ROWS.get(kind, _row)
            found = [it for row in rows or () for it in read(row)]
            if rows is None:
                found += self._told_by_flows().get(kind, [])
            if kind == GROUP.name:  # a smart group that is being filled is not listed
                found += [Resolved(it.identity, it.name) for it in self._target.export.of(GROUP)]
            known: dict[str, list[Resolved]] = {}
            uuids: dict[str, Resolved] = {}
            for it in found:
                if it.uuid is None or uuids.setdefault(it.uuid.lower(), it) is it or kind == "user":
                    known.setdefault(_normal(kind, it.name), []).append(it)
            self._by_name[kind], self._by_uuid[kind] = known, uuids
        return self._by_name[kind]

    def _told_by_flows(self) -> dict[str, list[Resolved]]:
        """Of kinds that the server does not list: what its own objects name."""
        if self._told is None:
            self._told = defaultdict(list)
            for it in references.of(self._target.export):
                if it.kind not in self._target.rows and it.uuid:
                    self._told[it.kind].append(Resolved(it.uuid, it.written or it.name))
        return self._told


def _normal(kind: str, name: str) -> str:
    """As RapidPro compares names; campaigns without letter case, for the API renames the one that is there."""
    return name.casefold() if kind == CAMPAIGN.name else references.normal_name(kind, name)


def _folded(kind: str, names: Mapping[str, str]) -> dict[str, str]:
    return {_normal(kind, name): wanted for name, wanted in names.items()}


def _preferences(name: str, type_: str) -> tuple[Callable[[Resolved], bool], ...]:
    """Of several: flows of the type, live ones, those that are spelt alike."""
    return (lambda it: it.type == type_, lambda it: not it.archived, lambda it: it.name == name)


def _row(row: JsonObject) -> Iterator[Resolved]:
    uuid, called = row.get("uuid"), str(row.get("type") or "")
    yield Resolved(
        uuid if isinstance(uuid, str) else None,
        str(row.get("name") or ""),
        TYPES.get(called, called),
        row.get("archived") is True,
    )


def _user(row: JsonObject) -> Iterator[Resolved]:
    """By name, as flows refer to users since RapidPro 10.2, and by e-mail address, as before."""
    uuid = row.get("uuid")
    known = uuid if isinstance(uuid, str) else None
    names = (row.get("first_name"), row.get("last_name"))
    name = " ".join(str(part) for part in names if part)
    if known and name:
        yield Resolved(known, name)
    yield Resolved(known, str(row.get("email") or ""))


_ROWS: Mapping[str, Callable[[JsonObject], Iterator[Resolved]]] = {"user": _user}


def is_resolvable(reference: Reference) -> bool:
    """Whether a reference names an object that has another UUID in each workspace."""
    return reference.kind in PLURALS and not reference.definition and not reference.dynamic
