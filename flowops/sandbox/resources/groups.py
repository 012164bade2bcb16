"""Groups: manual ones are created, any can be renamed, and those that nothing uses be deleted."""

from dataclasses import replace

from flowops.model.json import JsonObject
from flowops.sandbox.answers import Refusal
from flowops.sandbox.objects import Group
from flowops.sandbox.parsing import new_uuid, optional
from flowops.sandbox.resources.names import name, others
from flowops.sandbox.resources.resource import Resource
from flowops.sandbox.resources.values import Rule, read
from flowops.sandbox.workspace import Workspace


def _save(workspace: Workspace, given: JsonObject, row: JsonObject | None) -> str:
    names = {group.uuid: group.name for group in workspace.groups.values()}
    kept = optional(read(given, {"name": Rule(name(others(names, row)))}), "name")
    if row:
        workspace.groups[optional(row, "uuid")].name = kept
        return optional(row, "uuid")
    group = Group(new_uuid(), kept, None, workspace.clock.now())
    workspace.groups[group.uuid] = group
    return group.uuid


def _remove(workspace: Workspace, uuid: str) -> None:
    if any(uuid in trigger.groups for trigger in workspace.triggers if not trigger.archived):
        raise Refusal(400, "Group is being used by triggers which must be archived first.")
    if any(campaign.group == uuid for campaign in workspace.campaigns.values() if not campaign.archived):
        raise Refusal(400, "Group is being used by campaigns which must be archived first.")
    del workspace.groups[uuid]
    workspace.triggers = [
        replace(
            trigger,
            groups=_without(uuid, trigger.groups),
            exclude_groups=_without(uuid, trigger.exclude_groups),
        )
        for trigger in workspace.triggers
    ]


def _without(uuid: str, uuids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in uuids if each != uuid)


def _count(workspace: Workspace) -> int:
    return sum(not group.system for group in workspace.groups.values())


GROUPS = Resource("ContactGroup", _save, _remove, _count)
