"""Filling a workspace from an export: an initial state, so every UUID stays what the file says."""

from collections.abc import Iterable, Iterator

from flowops.errors import FormatError
from flowops.model.json import JsonObject
from flowops.sandbox import campaign as campaigns
from flowops.sandbox import trigger as triggers
from flowops.sandbox.campaign import SYSTEM_FIELDS, Campaign
from flowops.sandbox.clock import Clock
from flowops.sandbox.flow import Flow, inspected, stored
from flowops.sandbox.objects import VALUE_TYPES, Field, Group
from flowops.sandbox.parsing import integer, items, name_of, objects, optional, strings, text
from flowops.sandbox.workspace import Workspace


def load(workspace: Workspace, export: JsonObject, where: str) -> None:
    """Adds what an export holds; what is there already under the same UUID or key is replaced."""
    with workspace.lock:
        for place, entry in items(export, "fields", where):
            _field(workspace, entry, place)
        for place, entry in items(export, "groups", where):
            _group(workspace, entry, place)
        flows = [_flow(workspace, entry, place) for place, entry in items(export, "flows", where)]
        for flow in flows:
            _needs(workspace, flow)
        _add_campaigns(workspace, items(export, "campaigns", where))
        _add_triggers(workspace, items(export, "triggers", where))
        for uuid in strings(export.get("archived")):
            _archive(workspace, uuid, where)
        workspace.note("")
        workspace.changed()


def _add_campaigns(workspace: Workspace, entries: Iterable[tuple[str, JsonObject]]) -> None:
    """Adds or replaces campaigns; an event whose flow does not exist is dropped, as by an import."""
    for place, entry in entries:
        row = campaigns.parsed(entry, place, _moments(workspace.clock))
        _ensure_groups(workspace, objects([entry.get("group")]))
        for item in objects(entry.get("events")):
            _ensure_dates(workspace, objects([item.get("relative_to")]))
        _drop_dead_events(workspace, row)
        workspace.campaigns[row.uuid] = row


def _add_triggers(workspace: Workspace, entries: Iterable[tuple[str, JsonObject]]) -> None:
    """Adds triggers, except those that are there already."""
    known = dict.fromkeys(workspace.triggers)
    for place, entry in entries:
        row = triggers.parsed(entry, place)
        if row.flow not in workspace.flows:
            raise FormatError(f"{place} starts a flow that is neither in the file nor in the workspace")
        _ensure_groups(workspace, objects(entry.get("groups")) + objects(entry.get("exclude_groups")))
        columns = workspace.dialect.triggers.get(row.trigger_type, ())
        known |= dict.fromkeys(triggers.kept(row, columns))
    workspace.triggers = list(known)


def _moments(clock: Clock) -> Iterator[str]:
    while True:
        yield clock.now()


def _drop_dead_events(workspace: Workspace, row: Campaign) -> None:
    row.events = [event for event in row.events if event.flow is None or event.flow in workspace.flows]


def _field(workspace: Workspace, entry: JsonObject, place: str) -> None:
    key = text(entry, "key", place)
    written = optional(entry, "type", "text")
    before = workspace.fields.get(key)
    created_on = before.created_on if before else workspace.clock.now()
    name = optional(entry, "name") or name_of(key)
    workspace.fields[key] = Field(key, name, VALUE_TYPES.get(written, written), created_on)


def _group(workspace: Workspace, entry: JsonObject, place: str) -> None:
    uuid = text(entry, "uuid", place)
    name = text(entry, "name", place)
    before = workspace.groups.get(uuid)
    created_on = before.created_on if before else workspace.clock.now()
    workspace.groups[uuid] = Group(uuid, name, optional(entry, "query") or None, created_on)
    for known in list(workspace.groups.values()):
        if known.system and known.uuid != uuid and known.name.lower() == name.lower():
            del workspace.groups[known.uuid]  # the file's "Open Tickets" is this workspace's "Open Tickets"
            workspace.groups[uuid].system = True


def _flow(workspace: Workspace, entry: JsonObject, place: str) -> Flow:
    body = stored(entry, workspace.dialect.spec_version, place)
    flow = inspected(body, integer(entry, "revision", 1), workspace.clock.now())
    if before := workspace.flows.get(flow.uuid):
        flow.created_on = before.created_on
    workspace.flows[flow.uuid] = flow
    return flow


def _needs(workspace: Workspace, flow: Flow) -> None:
    """Creates what a flow refers to and the file did not bring, as an import would."""
    for key, name in flow.inspection.of("field").items():
        if key not in workspace.fields:
            workspace.fields[key] = Field(key, name or name_of(key), "text", workspace.clock.now())
    _ensure_groups(workspace, _references(flow, "group"))
    for kind, plural in (("label", "labels"), ("topic", "topics")):
        for reference in _references(flow, kind):
            _ensure_asset(workspace, plural, reference)
    workspace.declare_globals(flow)


def _references(flow: Flow, kind: str) -> list[JsonObject]:
    return [{"uuid": uuid, "name": name} for uuid, name in flow.inspection.of(kind).items()]


def _ensure_groups(workspace: Workspace, references: list[JsonObject]) -> None:
    for reference in references:
        uuid, name = optional(reference, "uuid"), optional(reference, "name")
        if uuid and uuid not in workspace.groups:
            workspace.groups[uuid] = Group(uuid, name or uuid, None, workspace.clock.now())


def _ensure_dates(workspace: Workspace, references: list[JsonObject]) -> None:
    for reference in references:
        key = optional(reference, "key")
        if key and key not in workspace.fields and key not in SYSTEM_FIELDS:
            name = optional(reference, "label") or name_of(key)
            workspace.fields[key] = Field(key, name, "datetime", workspace.clock.now())


def _ensure_asset(workspace: Workspace, kind: str, reference: JsonObject) -> None:
    rows = workspace.assets.setdefault(kind, {})
    uuid, name = optional(reference, "uuid"), optional(reference, "name")
    if uuid in rows:
        return
    for known in list(rows.values()):
        if known.get("system") is True and optional(known, "name").lower() == name.lower():
            del rows[optional(known, "uuid")]
            rows[uuid] = {**known, "uuid": uuid}  # the file's "General" is this workspace's "General"
            return
    rows[uuid] = {"uuid": uuid, "name": name, "created_on": workspace.clock.now()}


def _archive(workspace: Workspace, uuid: str, where: str) -> None:
    if uuid in workspace.flows:
        workspace.archive_flow(uuid)
    elif uuid in workspace.campaigns:
        workspace.archive_campaign(uuid)
    else:
        raise FormatError(f"{where}: archived names {uuid}, which is neither a flow nor a campaign")
