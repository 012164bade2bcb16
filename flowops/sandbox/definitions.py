"""The export: what `definitions.json` answers."""

from collections.abc import Callable, Iterable, Mapping, Set
from random import Random

from flowops.model.json import Json, JsonObject
from flowops.sandbox import trigger as triggers
from flowops.sandbox.campaign import SYSTEM_FIELDS, exported_event
from flowops.sandbox.graph import Graph, Node, closure, flow_graph, full_graph
from flowops.sandbox.upgrade import upgrade
from flowops.sandbox.workspace import Workspace

_GRAPHS: Mapping[str, Callable[[Workspace], Graph]] = {
    "none": lambda _: {},
    "flows": flow_graph,
    "all": full_graph,
}
DEPENDENCIES = tuple(_GRAPHS)


def export(workspace: Workspace, site: str, asked: Iterable[Node], dependencies: str) -> JsonObject:
    """The export of what was asked for and belongs to it; what does not exist is passed over in silence."""
    chosen = closure(workspace.derived(_GRAPHS[dependencies]), _existing(workspace, asked))
    upgrade(workspace, sorted(identity for kind, identity in chosen if kind == "flow"))
    needed = _needed(workspace, chosen) if dependencies == "all" else set()
    order = Random(workspace.state)  # RapidPro takes them from an unordered set: any change may reorder all
    answer: JsonObject = {
        "version": "13",
        "site": site,
        "flows": [workspace.flows[uuid].exported() for uuid in _shuffled(chosen, "flow", order)],
        "campaigns": [_campaign(workspace, uuid, order) for uuid in _shuffled(chosen, "campaign", order)],
        "triggers": _triggers(workspace, _shuffled(chosen, "trigger", order)),
        "fields": _fields(workspace, needed),
        "groups": _groups(workspace, needed),
    }
    keys = order.choice((list(answer), sorted(answer)))  # seen in both orders, depending on the version
    return {key: answer[key] for key in keys}


def _existing(workspace: Workspace, asked: Iterable[Node]) -> set[Node]:
    known = {"flow": workspace.flows.keys(), "campaign": workspace.campaigns.keys()}
    return {(kind, uuid) for kind, uuid in asked if uuid in known[kind]}


def _shuffled(chosen: Set[Node], kind: str, order: Random) -> list[str]:
    identities = sorted(identity for node_kind, identity in chosen if node_kind == kind)
    order.shuffle(identities)
    return identities


def _needed(workspace: Workspace, chosen: Set[Node]) -> set[Node]:
    """The fields and groups that the chosen objects refer to themselves: a query's and the excluded ones are not."""
    needed: set[Node] = set()
    for kind, identity in chosen:
        if kind == "flow":
            found = workspace.flows[identity].inspection
            needed |= {(kind, key) for kind in ("field", "group") for key in found.of(kind)}
        elif kind == "campaign":
            campaign = workspace.campaigns[identity]
            needed |= {
                ("group", campaign.group),
                *(("field", event.relative_to) for event in campaign.events),
            }
        else:
            needed |= {("group", uuid) for uuid in workspace.triggers[int(identity)].groups}
    return needed


def _campaign(workspace: Workspace, uuid: str, order: Random) -> JsonObject:
    campaign = workspace.campaigns[uuid]
    names, fields = workspace.names(), workspace.field_names()
    events: list[Json] = [
        exported_event(event, workspace.dialect.events[event.event_type], names.flows, fields)
        for event in campaign.events
    ]
    order.shuffle(events)
    group: JsonObject = {"uuid": campaign.group, "name": names.groups[campaign.group]}
    return {"uuid": uuid, "name": campaign.name, "group": group, "events": events}


def _triggers(workspace: Workspace, numbers: Iterable[str]) -> list[Json]:
    dialect = workspace.dialect
    columns = dialect.triggers
    rows = [workspace.triggers[int(number)] for number in numbers]
    return [
        triggers.exported(row, columns[row.trigger_type], workspace.names(), dialect.channel_by_uuid)
        for row in rows
        if row.trigger_type in columns
    ]


def _fields(workspace: Workspace, needed: Set[Node]) -> list[Json]:
    rows = [row for key, row in sorted(workspace.fields.items()) if ("field", key) in needed]
    return [
        {"key": row.key, "name": row.name, "type": row.value_type}
        for row in rows
        if row.key not in SYSTEM_FIELDS
    ]


def _groups(workspace: Workspace, needed: Set[Node]) -> list[Json]:
    rows = sorted(workspace.groups.values(), key=lambda group: group.name)
    return [
        {"uuid": row.uuid, "name": row.name, "query": row.query}
        for row in rows
        if ("group", row.uuid) in needed and not row.system
    ]
