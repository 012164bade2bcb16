"""One import from its beginning to its end: what is looked at first, and what is put where in which order."""

import re

from flowops.errors import FormatError
from flowops.model.json import Json, JsonObject
from flowops.sandbox.importing.campaigns import import_campaigns
from flowops.sandbox.importing.failure import ImportFailed
from flowops.sandbox.importing.fields import import_fields
from flowops.sandbox.importing.flows import import_flows
from flowops.sandbox.importing.groups import import_groups
from flowops.sandbox.importing.job import Job
from flowops.sandbox.importing.rules import RULES
from flowops.sandbox.importing.transaction import transaction
from flowops.sandbox.importing.triggers import candidates, import_triggers
from flowops.sandbox.importing.upgrade import upgraded
from flowops.sandbox.parsing import items
from flowops.sandbox.workspace import Workspace

_VERSION = re.compile(r"\d+(?:\.\d+)*")
_OLDEST, _NEWEST = (3,), (13,)


def run(workspace: Workspace, export: JsonObject, same_site: bool) -> None:
    """Imports an export; where that fails, the workspace stays what it was and the reason is in the exception."""
    with workspace.lock:
        try:
            _run(Job(workspace, RULES[workspace.dialect.name], export, same_site))
        except (FormatError, RecursionError, UnicodeError) as error:
            raise ImportFailed(str(error)) from error


def _run(job: Job) -> None:
    _check_version(job.export.get("version"))
    if "flows" not in job.export:
        raise ImportFailed("the file has no flows")
    entries = items(job.export, "flows", "the file")
    flows = [upgraded(entry, job.workspace.dialect, where) for where, entry in entries]
    triggers = candidates(job)
    with transaction(job.workspace):
        import_fields(job)
        import_groups(job)
        import_flows(job, flows)
        import_campaigns(job)
        import_triggers(job, triggers)
        job.workspace.changed()


def _check_version(written: Json) -> None:
    """An export's version is a number of up to 13, written as text or as a number."""
    version = str(written)
    if not _VERSION.fullmatch(version):
        raise ImportFailed(f"{version} is no version of an export")
    parts = tuple(int(part) for part in re.sub(r"(\.0+)+$", "", version).split("."))
    if not _OLDEST <= parts <= _NEWEST:
        raise ImportFailed(f"version {version} of exports cannot be imported")
