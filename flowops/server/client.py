"""A connection to one workspace, and the reading of all it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flowops import canon, references, wire
from flowops.environment import Environment
from flowops.errors import ServerError
from flowops.model.export import Document, Export
from flowops.model.json import JsonObject
from flowops.model.kind import FLOW, TRIGGER, flow_of
from flowops.model.target import Target
from flowops.model.workspace import Workspace
from flowops.server import era as eras
from flowops.server.api import Api
from flowops.server.closure import Known, close
from flowops.server.collector import without_collector
from flowops.server.definitions import Definitions
from flowops.server.notices import Notices
from flowops.server.patience import Patience
from flowops.server.rereading import Written, reread
from flowops.server.transport import Transport

# What a deploy binds to by UUID, though RapidPro exports none of it: endpoint -> kind, and the key under which a flow or
# trigger holds a reference to it. Asked only where one of them holds such a reference, or a deploy brings one; the lock
# file names only what has a key here. Templates, classifiers and optins exist in some releases only.
_ON_DEMAND = {
    "channels": ("channel", "channel"),
    "labels": ("label", "labels"),
    "topics": ("topic", "topic"),
    "templates": ("template", "template"),
    "classifiers": ("classifier", None),
    "optins": ("optin", None),
    "users": ("user", None),
    "resthooks": ("resthook", None),
}

Names = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one reading of a workspace found.

    export    its canonical export
    names     kind -> name -> UUIDs, several where several objects have one name, as channels may
    excluded  how many flows the environment leaves out
    """

    export: Export
    names: Names
    excluded: int


class Server:
    """One workspace on a server; `workspace` says which."""

    def __init__(
        self, environment: Environment, notices: Notices | None = None, patience: Patience | None = None
    ):
        """Connect and ask whose token it is. Raises ServerError, UnsetVariable."""
        self._environment = environment
        self._notices = notices or Notices()
        self.transport = Transport(environment.host, environment.token, self._notices, patience)
        self.api = Api(self.transport)
        self.workspace: Workspace = self.api.workspace()

    def read(self) -> Snapshot:
        """The whole workspace as far as the environment includes it. Raises ServerError."""
        return self._read(frozenset())[0]

    def _read(self, kinds: frozenset[str]) -> tuple[Snapshot, dict[str, tuple[JsonObject, ...]]]:
        """With every object that was listed on the way, by kind, also of `kinds`; those of globals have their values."""
        with without_collector():
            listed = _identified(self.api.all("flows"), "flows")
            flows = {
                uuid: body for uuid, body in listed.items() if self._environment.selects(str(body["name"]))
            }
            campaigns = _identified(self.api.all("campaigns"), "campaigns")
            groups, fields, values = (tuple(self.api.all(name)) for name in ("groups", "fields", "globals"))
            definitions = Definitions(self.api, self._notices)
            answer = definitions.read(_names(flows), _names(campaigns))
            export, dropped = self._selected(answer)
            thorough = dropped or bool(export.unread)
            export = close(export, Known(groups, fields, values), thorough=thorough)
            wire.check_unique(export, self.transport.host)
            archived = (uuid for uuid, body in (flows | campaigns).items() if body.get("archived"))
            export = wire.archive(export, archived)
            found = eras.detect(self.transport.headers, export.spec_version)
            export = replace(export, server=found.release if found else None)
            known = {"flows": flows.values(), "campaigns": campaigns.values(), "groups": groups}
            keys = _keys_used(export)
            asked = self._on_demand(export, keys, kinds)
            rows = {
                "flow": tuple(listed.values()),
                "campaign": tuple(campaigns.values()),
                "group": groups,
                "field": fields,
                "global": values,
                **{_ON_DEMAND[name][0]: found for name, found in asked.items() if found is not None},
            }
            known |= {name: found or () for name, found in asked.items() if _ON_DEMAND[name][1] in keys}
            left_out = len(listed) - len(flows)
            names = {kind: _by_name(bodies) for kind, bodies in known.items()}
            return Snapshot(canon.normalize(export), names, left_out), rows

    def target(self, kinds: Iterable[str]) -> Target:
        """The same as a deploy wants it, with all objects of these kinds. Raises ServerError."""
        snapshot, rows = self._read(frozenset(kinds))
        export = snapshot.export
        return Target(self.workspace, export, rows, export.server, export.spec_version, snapshot.names)

    def again(self, target: Target, written: Written) -> Target:
        """The workspace that was `target` before a deploy wrote this, in as few requests as prove it. Raises ServerError."""
        return reread(self.api, self._notices, target, written) or self.target(target.rows)

    def _selected(self, answer: Export) -> tuple[Export, bool]:
        """Without the flows that the environment leaves out but connected ones brought along, and their triggers."""
        kept = tuple(document for document in answer.documents if self._keeps(document))
        return replace(answer, documents=kept), len(kept) < len(answer.documents)

    def _keeps(self, document: Document) -> bool:
        if document.kind is TRIGGER:
            return self._environment.selects(flow_of(document.body))
        return document.kind is not FLOW or self._environment.selects(document.name)

    def _on_demand(
        self, export: Export, keys: frozenset[str], kinds: frozenset[str]
    ) -> dict[str, tuple[JsonObject, ...] | None]:
        """Endpoint -> what it lists, for what these keys or kinds want; None where the server has no such endpoint."""
        era = eras.detect(self.transport.headers, export.spec_version)
        gone = era.without if era else frozenset()
        return {
            name: self.api.if_there(name)
            for name, (kind, key) in _ON_DEMAND.items()
            if name not in gone and (key in keys or kind in kinds)
        }


def _keys_used(export: Export) -> frozenset[str]:
    keys = [key for _, key in _ON_DEMAND.values() if key]
    return references.keys_used(export.of(FLOW) + export.of(TRIGGER), keys)


def _identified(bodies: Iterable[JsonObject], what: str) -> dict[str, JsonObject]:
    found = {}
    for body in bodies:
        if not isinstance(body.get("uuid"), str) or not isinstance(body.get("name"), str):
            raise ServerError(
                f"the server lists {what} without UUID or name", "Check the `host` of the environment"
            )
        found[str(body["uuid"])] = body
    return found


def _names(bodies: Mapping[str, JsonObject]) -> dict[str, str]:
    return {uuid: str(body["name"]) for uuid, body in bodies.items()}


def _by_name(bodies: Iterable[JsonObject]) -> dict[str, tuple[str, ...]]:
    uuids: dict[str, tuple[str, ...]] = {}
    for body in bodies:
        name, uuid = body.get("name"), body.get("uuid")
        if isinstance(name, str) and isinstance(uuid, str):
            uuids[name] = (*uuids.get(name, ()), uuid)
    return uuids
