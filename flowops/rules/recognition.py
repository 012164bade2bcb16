"""What a file holds: a flow, an export, a campaign, a list, or something that is none of flowops' business."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from flowops.model.json import JsonObject, a_text
from flowops.model.kind import CAMPAIGN, KINDS
from flowops.rules.complaint import Home
from flowops.rules.file import File
from flowops.rules.project import Definition, Part, parts_of

# A flow has some of these even where it is broken; what has none, in a folder of mixed files, is something else
_OF_FLOWS = frozenset(
    {"nodes", "spec_version", "localization", "expire_after_minutes", "action_sets", "rule_sets"}
)
_LISTS = {PurePosixPath(kind.place).name: kind for kind in KINDS if not kind.one_file_each}
_WORKSPACE = "workspace.json"


Found = Definition | Part


def recognise(file: File, *, asked: bool) -> Iterator[Found]:
    """The flows and other objects of a file; nothing of a file that is none of ours.

    asked  whether the user named this very file: then it should be a flow
    """
    value = file.value
    if file.problem:
        return
    if isinstance(value, dict):
        yield from _object(file, value, asked)
    elif isinstance(value, list) and (kind := _LISTS.get(PurePosixPath(file.path).name)):
        yield from parts_of(kind, value, file, ())
    else:
        yield Definition(file, value)


def _object(file: File, value: JsonObject, asked: bool) -> Iterator[Found]:
    if isinstance(value.get("flows"), list) and "nodes" not in value:
        yield from _export(file, value)
    elif isinstance(value.get("events"), list) and "group" in value:
        yield Part(CAMPAIGN, value, Home(file))
    elif _is_known(file, value):
        return
    elif asked or _OF_FLOWS & value.keys() or {"uuid", "name"} <= value.keys():
        yield Definition(file, value)


def _is_known(file: File, value: JsonObject) -> bool:
    """Whether it is flowops' own: the description of the workspace, a lock file."""
    return a_text(value.get("format")).startswith("flowops/") or file.path.endswith(".lock.json")


def _export(file: File, value: JsonObject) -> Iterator[Found]:
    for kind in KINDS:
        listed = value.get(kind.key) if kind.key else None
        if not isinstance(listed, list):
            continue
        if kind.key == "flows":
            yield from (Definition(file, flow, ("flows", index)) for index, flow in enumerate(listed))
        else:
            yield from parts_of(kind, listed, file, (kind.key,) if kind.key else ())
