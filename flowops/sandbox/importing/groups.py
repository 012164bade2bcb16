"""Groups in an import: those that exist are used as they are, the others are created."""

from flowops.model.json import JsonObject
from flowops.sandbox.importing.fields import need_field
from flowops.sandbox.importing.job import Job
from flowops.sandbox.importing.names import named
from flowops.sandbox.importing.query import fields_of
from flowops.sandbox.objects import Group
from flowops.sandbox.parsing import items, new_uuid, optional, text


def import_groups(job: Job) -> None:
    """Finds or creates the groups of the file; a changed query is never applied."""
    for place, entry in items(job.export, "groups", "the file"):
        uuid, name = text(entry, "uuid", place), text(entry, "name", place)
        query = optional(entry, "query") or None
        for key in fields_of(query or ""):
            need_field(job, key)
        job.own[uuid] = need_group(job, uuid, name, query)


def need_group(job: Job, uuid: str, name: str, query: str | None = None) -> str:
    """The UUID of the group that has the UUID or, in any letter case, the name, created where there is none."""
    if uuid in job.workspace.groups:
        return uuid
    found = named(job.workspace.groups.values(), name, lambda group: group.name)
    return (found or _create(job, name, query)).uuid


def group_of(job: Job, reference: JsonObject, where: str) -> str:
    """The UUID of the group that a campaign or trigger refers to: only the file of a same site counts by UUID."""
    uuid = optional(reference, "uuid") if job.same_site else ""
    return need_group(job, uuid, text(reference, "name", where))


def _create(job: Job, name: str, query: str | None) -> Group:
    group = Group(new_uuid(), name, query, job.now())
    job.workspace.groups[group.uuid] = group
    if query:
        job.workspace.fill_group(group.uuid)
    return group
