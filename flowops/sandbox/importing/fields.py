"""Fields in an import: created, renamed, and given another type without a word."""

import re
from dataclasses import replace

from flowops.sandbox.campaign import SYSTEM_FIELDS
from flowops.sandbox.importing.failure import ImportFailed
from flowops.sandbox.importing.job import Job
from flowops.sandbox.importing.names import unique
from flowops.sandbox.objects import VALUE_TYPES, Field
from flowops.sandbox.parsing import items, name_of, optional, text
from flowops.sandbox.workspace import Workspace

_KEY = re.compile(r"[a-z][a-z0-9_]{0,35}")


def import_fields(job: Job) -> None:
    """Creates or overwrites the fields of the file."""
    for place, entry in items(job.export, "fields", "the file"):
        written = optional(entry, "type", "text")
        put_field(job, text(entry, "key", place), optional(entry, "name"), VALUE_TYPES.get(written, written))


def put_field(job: Job, key: str, name: str, value_type: str) -> None:
    """Gives a field a name and a type, and creates it where there is none."""
    if key in SYSTEM_FIELDS:
        return
    before = job.workspace.fields.get(key)
    if before is None:
        _create(job, key, name, value_type)
        return
    if before.value_type == "datetime" != value_type and _counted_from(job.workspace, key):
        raise ImportFailed(f"the type of field {key} cannot change while campaign events use it")
    called = _free(job, key, name) if name else before.name
    job.workspace.fields[key] = replace(before, name=called, value_type=value_type)


def need_field(job: Job, key: str, name: str = "") -> None:
    """Creates a field that something refers to, as text, unless it is there."""
    if key not in job.workspace.fields and key not in SYSTEM_FIELDS:
        _create(job, key, name, "text")


def _create(job: Job, key: str, name: str, value_type: str) -> None:
    if not _KEY.fullmatch(key):
        raise ImportFailed(f"{key} cannot be the key of a field")
    called = _free(job, key, name or name_of(key))
    job.workspace.fields[key] = Field(key, called, value_type, job.now())


def _free(job: Job, key: str, name: str) -> str:
    return unique(name, {field.name.lower() for field in job.workspace.fields.values() if field.key != key})


def _counted_from(workspace: Workspace, key: str) -> bool:
    events = (event for campaign in workspace.campaigns.values() for event in campaign.events)
    return any(event.relative_to == key for event in events)
