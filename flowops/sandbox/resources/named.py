"""Labels and topics: objects that are hardly more than a name."""

from flowops.model.json import JsonObject
from flowops.sandbox.assets import counted
from flowops.sandbox.parsing import new_uuid, optional
from flowops.sandbox.resources.names import name, others
from flowops.sandbox.resources.resource import Count, Remove, Resource, Save
from flowops.sandbox.resources.values import Rule, read
from flowops.sandbox.workspace import Workspace


def _saving(kind: str) -> Save:
    def save(workspace: Workspace, given: JsonObject, row: JsonObject | None) -> str:
        rows = workspace.assets.setdefault(kind, {})
        names = {uuid: optional(each, "name") for uuid, each in rows.items()}
        kept = read(given, {"name": Rule(name(others(names, row)))})
        uuid = optional(row, "uuid") if row else new_uuid()
        rows[uuid] = {**rows.get(uuid, {"uuid": uuid, "created_on": workspace.clock.now()}), **kept}
        return uuid

    return save


def removing(kind: str) -> Remove:
    """What deletes an object that is kept as an asset."""

    def remove(workspace: Workspace, uuid: str) -> None:
        del workspace.assets[kind][uuid]

    return remove


def _counting(kind: str) -> Count:
    def count(workspace: Workspace) -> int:
        return counted(workspace, kind)

    return count


LABELS = Resource("Label", _saving("labels"), removing("labels"), _counting("labels"))
TOPICS = Resource("Topic", _saving("topics"), count=_counting("topics"))
OPTINS = Resource("OptIn", _saving("optins"), lookup=None)
