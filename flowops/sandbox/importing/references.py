"""What flows refer to: created where it is missing, or found, or left dangling."""

from collections.abc import Callable, Mapping
from functools import partial

from flowops.model.json import JsonObject
from flowops.sandbox.assets import counted
from flowops.sandbox.importing.failure import ImportFailed
from flowops.sandbox.importing.fields import need_field
from flowops.sandbox.importing.groups import need_group
from flowops.sandbox.importing.job import Job
from flowops.sandbox.importing.names import named
from flowops.sandbox.importing.rules import Rules
from flowops.sandbox.inspection import Inspection
from flowops.sandbox.parsing import new_uuid, optional

Resolver = Callable[[Job, str, str], str]


def translation(job: Job, found: Inspection) -> dict[str, str]:
    """The own UUIDs of everything that a flow depends on; a UUID that dangles stays what it is."""
    for key, name in found.of("field").items():
        need_field(job, key, name)
    known = {**job.own}
    for kind, resolve in _resolvers(job.rules).items():
        for uuid, name in found.of(kind).items():
            if uuid not in known:
                known[uuid] = resolve(job, uuid, name)
    return known


def _resolvers(rules: Rules) -> Mapping[str, Resolver]:
    return {
        "group": lambda job, uuid, name: need_group(job, uuid, name or uuid),
        "flow": _flow,
        **{kind: partial(_needed, plural) for kind, plural in rules.created.items()},
        **{kind: partial(_found, plural) for kind, plural in rules.resolved.items()},
    }


def _flow(job: Job, uuid: str, name: str) -> str:
    if uuid in job.workspace.flows:
        return uuid
    same = (flow.uuid for flow in job.workspace.flows.values() if flow.name == name)
    return next(same, uuid)


def _found(plural: str, job: Job, uuid: str, name: str) -> str:
    rows = job.workspace.assets.get(plural, {})
    if uuid in rows:
        return uuid
    same = (known for known, row in rows.items() if optional(row, "name") == name)
    return next(same, uuid)


def _needed(plural: str, job: Job, uuid: str, name: str) -> str:
    """The asset with the UUID or, in any letter case, the name; it takes on the file's name."""
    rows = job.workspace.assets.setdefault(plural, {})
    by_name = named(rows.values(), name, lambda row: optional(row, "name"))
    found = rows.get(uuid) or by_name
    if found is None:
        return _create(job, rows, plural, name or uuid)
    known = optional(found, "uuid")
    if name and not found.get("system"):
        if by_name is not None and by_name is not found:
            raise ImportFailed(f"two {plural} would be called {name}")
        rows[known] = {**found, "name": name}
    return known


def _create(job: Job, rows: dict[str, JsonObject], plural: str, name: str) -> str:
    if counted(job.workspace, plural) >= job.workspace.limit:
        raise ImportFailed(f"the workspace has reached its limit of {job.workspace.limit} {plural}")
    uuid, now = new_uuid(), job.now()
    rows[uuid] = {"uuid": uuid, "name": name, "created_on": now, "modified_on": now}
    return uuid
