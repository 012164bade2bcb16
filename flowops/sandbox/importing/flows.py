"""Flows in an import: found or created, and then overwritten with new UUIDs inside."""

from dataclasses import dataclass, replace

from flowops.model.json import JsonObject
from flowops.sandbox.flow import Flow, inspected, stored
from flowops.sandbox.importing.failure import ImportFailed
from flowops.sandbox.importing.job import Job
from flowops.sandbox.importing.names import cleaned, unique
from flowops.sandbox.importing.references import translation
from flowops.sandbox.importing.rekeying import rekeyed
from flowops.sandbox.inspection import inspect
from flowops.sandbox.parsing import integer, new_uuid, optional, text


@dataclass(frozen=True)
class _Entry:
    """A flow of the file, the UUID that it has in the workspace, and what that flow was before."""

    definition: JsonObject
    uuid: str
    before: JsonObject | None


def import_flows(job: Job, definitions: list[JsonObject]) -> None:
    """Puts migrated flows into the workspace: first all their names, then what is in them."""
    names = {flow.name.lower(): flow.uuid for flow in job.workspace.flows.values()}
    entries = [_placed(job, definition, names) for definition in definitions]
    for entry in entries:
        _overwrite(job, entry)


def _placed(job: Job, definition: JsonObject, names: dict[str, str]) -> _Entry:
    name = cleaned(text(definition, "name", "a flow"))
    if not name:
        raise ImportFailed("nothing is left of the name of a flow")
    found = _match(job, definition, names, name)
    if found:
        names.pop(found.name.lower(), None)
    flow = found or _new(job, definition)
    name = unique(name, names)
    settings: JsonObject = {"name": name, "expire_after_minutes": _expiry(job, definition)}
    job.workspace.flows[flow.uuid] = replace(flow, definition={**flow.definition, **settings}, archived=False)
    names[name.lower()] = flow.uuid
    job.own[text(definition, "uuid", name)] = flow.uuid
    return _Entry(definition, flow.uuid, found.definition if found else None)


def _match(job: Job, definition: JsonObject, names: dict[str, str], name: str) -> Flow | None:
    """The flow of the workspace that the file means."""
    flows = job.workspace.flows
    if job.same_site and (same := flows.get(optional(definition, "uuid"))):
        return same
    found = flows.get(names.get(name.lower(), ""))
    if found and job.rules.by_type and found.created_type != optional(definition, "type"):
        return None
    return found


def _expiry(job: Job, definition: JsonObject) -> int:
    written = integer(definition, "expire_after_minutes")
    allowed, default = job.rules.expiries.get(optional(definition, "type"), ((written,), written))
    return written if written in allowed else default


def _overwrite(job: Job, entry: _Entry) -> None:
    """Gives the flow what the file has: the references of this workspace, and new UUIDs for all the rest."""
    known = translation(job, inspect(entry.definition))
    fresh, flow = rekeyed(entry.definition, known), job.workspace.flows[entry.uuid]
    settings: JsonObject = {"uuid": flow.uuid, "name": flow.name, "expire_after_minutes": flow.expires}
    body = stored({**fresh, **settings}, job.workspace.dialect.spec_version, "the flow")
    if body == entry.before and not job.rules.unchanged:
        job.workspace.flows[flow.uuid] = replace(flow, definition=body, modified_on=job.now())
    else:
        job.workspace.revise(body)


def _new(job: Job, definition: JsonObject) -> Flow:
    """A flow of which nothing is known yet but its type."""
    return inspected({"uuid": new_uuid(), "type": optional(definition, "type", "messaging")}, 0, job.now())
