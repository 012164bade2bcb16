"""Campaigns: a name and a group. Neither archiving nor deleting is for the API."""

from flowops.model.json import JsonObject
from flowops.sandbox.campaign import Campaign
from flowops.sandbox.parsing import new_uuid, optional
from flowops.sandbox.resources.names import name, others
from flowops.sandbox.resources.references import group
from flowops.sandbox.resources.resource import Resource
from flowops.sandbox.resources.values import Rule, read
from flowops.sandbox.workspace import Workspace


def _save(workspace: Workspace, given: JsonObject, row: JsonObject | None) -> str:
    names = {each.uuid: each.name for each in workspace.campaigns.values()}
    taken = others(names, row)
    kept = read(given, {"name": Rule(name(taken, exact=True)), "group": Rule(group(workspace))})
    called, members = optional(kept, "name"), optional(kept, "group")
    if row:
        campaign = workspace.campaigns[optional(row, "uuid")]
        campaign.name, campaign.group = called, members
        return campaign.uuid
    campaign = Campaign(new_uuid(), called, members, workspace.clock.now())
    workspace.campaigns[campaign.uuid] = campaign
    return campaign.uuid


CAMPAIGNS = Resource("Campaign", _save, count=lambda workspace: len(workspace.campaigns))
