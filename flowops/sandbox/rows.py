"""The objects of a workspace as the list endpoints show them."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

from flowops.model.json import Json, JsonObject
from flowops.sandbox import waiting
from flowops.sandbox.campaign import Campaign, Event
from flowops.sandbox.flow import Flow
from flowops.sandbox.objects import Field
from flowops.sandbox.parsing import optional
from flowops.sandbox.workspace import Workspace

_FLOW_TYPES: Mapping[str, str] = {
    "messaging": "message",
    "messaging_background": "background",
    "messaging_offline": "survey",
    "voice": "voice",
}
_UNITS: Mapping[str, str] = {"M": "minutes", "H": "hours", "D": "days", "W": "weeks"}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Row:
    """One object of a list, and the moment that lists go by, newest first."""

    moment: str
    body: JsonObject


def flows(workspace: Workspace) -> list[Row]:
    """The rows of flows.json."""
    return [Row(flow.created_on, _flow(workspace, flow)) for flow in workspace.flows.values()]


def _flow(workspace: Workspace, flow: Flow) -> JsonObject:
    results: list[Json] = []
    for result in flow.inspection.results.values():
        everything = {**vars(result)}
        results.append({column: everything[column] for column in workspace.dialect.results})
    return {
        "uuid": flow.uuid,
        "name": flow.name,
        "type": _FLOW_TYPES.get(flow.created_type, flow.created_type),
        "archived": flow.archived,
        "labels": [],
        "expires": flow.expires,
        "runs": _runs(workspace, flow.uuid),
        "results": results,
        "parent_refs": list[Json](flow.inspection.of("parent")),
        "created_on": flow.created_on,
        "modified_on": flow.modified_on,
    }


def _runs(workspace: Workspace, flow: str) -> JsonObject:
    counts: JsonObject = dict.fromkeys(workspace.dialect.runs, 0)
    counts["waiting" if "waiting" in counts else "active"] = workspace.derived(waiting.by_flow)[flow]
    return counts


def globals_(workspace: Workspace) -> list[Row]:
    """The rows of globals.json; the values are in clear text."""
    return [
        Row(
            row.modified_on,
            {"key": row.key, "name": row.name, "value": row.value, "modified_on": row.modified_on},
        )
        for row in workspace.globals.values()
    ]


def groups(workspace: Workspace) -> list[Row]:
    """The rows of groups.json; groups that are initializing are not among them."""
    shown = [group for group in workspace.groups.values() if group.status != "initializing"]
    return [
        Row(
            group.created_on,
            {
                "uuid": group.uuid,
                "name": group.name,
                "query": group.query,
                "status": group.status,
                "system": group.system,
                "count": 0,
            },
        )
        for group in shown
    ]


def fields(workspace: Workspace) -> list[Row]:
    """The rows of fields.json."""
    usages = _usages(workspace)
    columns = workspace.dialect.fields
    return [Row(field.created_on, _field(field, usages, columns)) for field in workspace.fields.values()]


def _field(field: Field, usages: Mapping[str, Counter[str]], columns: tuple[str, ...]) -> JsonObject:
    everything: JsonObject = {
        "key": field.key,
        "name": field.name,
        "type": field.value_type,
        "featured": False,
        "pinned": False,
        "priority": 0,
        "usages": {kind: count[field.key] for kind, count in usages.items()},
        "agent_access": "view",
        "label": field.name,
        "value_type": "numeric" if field.value_type == "number" else field.value_type,
    }
    return {column: everything[column] for column in columns}


def _usages(workspace: Workspace) -> dict[str, Counter[str]]:
    counts = {
        "flows": Counter(key for flow in workspace.flows.values() for key in flow.inspection.of("field")),
        "groups": Counter(
            word
            for group in workspace.groups.values()
            for word in set(_WORD.findall((group.query or "").lower()))
        ),
        "campaign_events": Counter(
            event.relative_to for campaign in workspace.campaigns.values() for event in campaign.events
        ),
    }
    if not workspace.dialect.count_by_join:
        return counts
    return {
        kind: Counter({key: prod(max(each[key], 1) for each in counts.values()) for key in count})
        for kind, count in counts.items()
    }


def campaigns(workspace: Workspace) -> list[Row]:
    """The rows of campaigns.json."""
    names = workspace.names().groups
    return [
        Row(
            campaign.created_on,
            {
                "uuid": campaign.uuid,
                "name": campaign.name,
                "archived": campaign.archived,
                "group": {"uuid": campaign.group, "name": names[campaign.group]},
                "created_on": campaign.created_on,
            },
        )
        for campaign in workspace.campaigns.values()
    ]


def campaign_events(workspace: Workspace) -> list[Row]:
    """The rows of campaign_events.json."""
    return [
        Row(event.created_on, _event(workspace, campaign, event))
        for campaign in workspace.campaigns.values()
        for event in campaign.events
    ]


def _event(workspace: Workspace, campaign: Campaign, event: Event) -> JsonObject:
    label = workspace.field_names()[event.relative_to]
    date = {"key": event.relative_to, "name": label, "label": label}
    flow: JsonObject | None = None
    if event.flow:
        flow = {"uuid": event.flow, "name": workspace.names().flows[event.flow]}
    return {
        "uuid": event.uuid,
        "campaign": {"uuid": campaign.uuid, "name": campaign.name},
        "relative_to": {column: date[column] for column in workspace.dialect.date},
        "offset": event.offset,
        "unit": _UNITS.get(event.unit, event.unit),
        "delivery_hour": event.delivery_hour,
        "flow": flow,
        "message": event.message,
        "created_on": event.created_on,
    }


def assets(workspace: Workspace, kind: str, moment: str = "created_on") -> list[Row]:
    """The rows of a list that shows assets as they are, with the dialect's keys, ordered by a moment of theirs."""
    columns = workspace.dialect.assets.get(kind) or workspace.dialect.internal[kind]
    return [
        Row(optional(asset, moment), {key: asset.get(key, default) for key, default in columns.items()})
        for asset in workspace.assets.get(kind, {}).values()
    ]


def none(_: Workspace) -> list[Row]:
    """The rows of a list that is always empty here: nobody ever contacted a sandbox."""
    return []
