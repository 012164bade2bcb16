"""A workspace: the objects in it, and what its users do to them in the browser."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from threading import RLock
from time import monotonic
from typing import TypeVar, cast

from flowops.model.json import JsonObject
from flowops.sandbox.campaign import SYSTEM_FIELDS, Campaign
from flowops.sandbox.clock import Clock
from flowops.sandbox.dialects import Dialect
from flowops.sandbox.flow import Flow, inspected, stored
from flowops.sandbox.objects import Field, Global, Group
from flowops.sandbox.parsing import name_of, new_uuid
from flowops.sandbox.revision import COLLEAGUE, Revisions, keep
from flowops.sandbox.trigger import Names, Trigger

Place = tuple[str, str]
"""Where contacts wait: the UUIDs of a flow and of a node in it."""

_T = TypeVar("_T")


@dataclass
class Workspace:
    """One workspace; what users do in the browser is one step each, all else is for who holds the lock."""

    id: int
    name: str
    token: str
    dialect: Dialect
    clock: Clock
    lock: RLock
    uuid: str = field(default_factory=new_uuid)
    country: str = "RW"
    languages: list[str] = field(default_factory=lambda: ["eng"])
    timezone: str = "Africa/Kigali"
    flows: dict[str, Flow] = field(default_factory=dict)
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    triggers: list[Trigger] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    globals: dict[str, Global] = field(default_factory=dict)
    assets: dict[str, dict[str, JsonObject]] = field(default_factory=dict)
    revisions: Revisions = field(default_factory=dict)
    limit: int = 250  # objects of a kind, beyond which the API creates no more
    suspended: bool = False
    flagged: bool = False
    scheduling: bool = False  # campaign events are being scheduled: 26.2 does not change them meanwhile
    waiting: dict[Place, int] = field(default_factory=dict)
    filling_seconds: float = 0.5  # how long a new smart group is hidden; infinity: until somebody ends it
    state: int = 0
    _filled: dict[str, float] = field(default_factory=dict)
    _derived: dict[object, object] = field(default_factory=dict)

    def changed(self) -> None:
        """Says that the workspace is no longer what it was: whatever was worked out from it is void."""
        self.state += 1
        self._derived.clear()

    def derived(self, make: Callable[["Workspace"], _T]) -> _T:
        """What `make` works out from this workspace, worked out once for each of its states."""
        self._settle()
        if make not in self._derived:
            self._derived[make] = make(self)
        return cast(_T, self._derived[make])

    def note(self, author: str) -> None:
        """Keeps the revisions that came about since the last time, as this author's work."""
        keep(self.revisions, self.flows.values(), author)

    def save_flow(self, definition: JsonObject) -> Flow:
        """A colleague saves in the editor: a new revision of the flow, or a new flow where the UUID is unknown."""
        with self.lock:
            flow = self.revise(stored(definition, self.dialect.spec_version, "the flow"))
            keep(self.revisions, [flow], COLLEAGUE)
            self.changed()
            return flow

    def revise(self, body: JsonObject) -> Flow:
        """Makes what is stored the newest revision of its flow, and creates the globals that it needs."""
        flow = inspected(body, 1, self.clock.now())
        if before := self.flows.get(flow.uuid):
            flow.revision = before.revision + 1
            flow.created_on, flow.created_type = before.created_on, before.created_type
            flow.archived = before.archived
        self.flows[flow.uuid] = flow
        self.declare_globals(flow)
        return flow

    def delete_flow(self, uuid: str) -> None:
        """A colleague deletes a flow: its triggers and the campaign events that start it go with it."""
        with self.lock:
            del self.flows[uuid]
            self.triggers = [trigger for trigger in self.triggers if trigger.flow != uuid]
            for campaign in self.campaigns.values():
                campaign.events = [event for event in campaign.events if event.flow != uuid]
            self.changed()

    def archive_flow(self, uuid: str, archived: bool = True) -> None:
        """A colleague archives a flow, and its triggers with it, or restores it, without them."""
        with self.lock:
            flow = self.flows[uuid]
            flow.archived = archived
            flow.modified_on = self.clock.now()
            if archived:
                self.triggers = [
                    _archived(trigger) if trigger.flow == uuid else trigger for trigger in self.triggers
                ]
            self.changed()

    def archive_campaign(self, uuid: str, archived: bool = True) -> None:
        """A colleague archives a campaign, or restores it."""
        with self.lock:
            self.campaigns[uuid].archived = archived
            self.changed()

    def set_global(self, key: str, value: str, name: str = "") -> None:
        """Gives a global a value, and creates it where there is none."""
        with self.lock:
            before = self.globals.get(key)
            called = name or (before.name if before else name_of(key))
            self.globals[key] = Global(key, called, value, self.clock.now())
            self.changed()

    def hide_group(self, uuid: str, hidden: bool = True) -> None:
        """Puts a smart group back into the state in which the API does not show it, or ends that state."""
        with self.lock:
            self.groups[uuid].status = "initializing" if hidden else "ready"
            self.changed()

    def fill_group(self, uuid: str) -> None:
        """Begins to fill a new smart group, which hides it for as long as that takes."""
        self.hide_group(uuid)
        self._filled[uuid] = monotonic() + self.filling_seconds

    def _settle(self) -> None:
        """Ends what the server did in the background meanwhile: groups that are full show themselves."""
        now = monotonic()
        for uuid in [uuid for uuid, end in self._filled.items() if end <= now]:
            del self._filled[uuid]
            if uuid in self.groups:
                self.hide_group(uuid, hidden=False)

    def declare_globals(self, flow: Flow) -> None:
        """Creates the globals that a flow looks up and that are missing, blank."""
        for key, name in sorted(flow.inspection.of("global").items()):
            if key not in self.globals:
                self.globals[key] = Global(key, name, "", self.clock.now())

    def names(self) -> Names:
        """What everything is called that a trigger refers to."""
        return self.derived(_names)

    def field_names(self) -> Mapping[str, str]:
        """What the fields are called, by key, those that contacts have by nature among them."""
        return {**SYSTEM_FIELDS, **{key: field.name for key, field in self.fields.items()}}


def _names(workspace: Workspace) -> Names:
    return Names(
        flows={uuid: flow.name for uuid, flow in workspace.flows.items()},
        groups={
            **{each.group: f"deleted-{each.group}" for each in workspace.campaigns.values()},
            **{uuid: group.name for uuid, group in workspace.groups.items()},
        },
        channels={
            uuid: str(channel["name"]) for uuid, channel in workspace.assets.get("channels", {}).items()
        },
    )


def _archived(trigger: Trigger) -> Trigger:
    return replace(trigger, archived=True)
