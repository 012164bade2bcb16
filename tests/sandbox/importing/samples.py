"""Small exports, and workspaces of every version to import them into."""

from typing import Any

from flowops.sandbox import Sandbox, Workspace
from flowops.sandbox.flow import Flow
from flowops.sandbox.importing import run
from flowops.sandbox.parsing import new_uuid
from tests.sandbox.client import JsonDict


def flow(name: str, *actions: JsonDict, flow_type: str = "messaging", **more: Any) -> JsonDict:
    """The definition of a flow with one node, or with none where there are no actions."""
    node: JsonDict = {
        "uuid": new_uuid(),
        "actions": [{"uuid": new_uuid(), **action} for action in actions],
        "exits": [{"uuid": new_uuid(), "destination_uuid": None}],
    }
    return {
        "uuid": new_uuid(),
        "name": name,
        "spec_version": "13.1.0",
        "language": "eng",
        "type": flow_type,
        "expire_after_minutes": 10080 if flow_type == "messaging" else 5,
        "localization": {},
        "nodes": [node] if actions else [],
        **more,
    }


def text(words: str) -> JsonDict:
    """An action that sends a message."""
    return {"type": "send_msg", "text": words}


def export(*flows: JsonDict, **more: Any) -> JsonDict:
    """A file with these flows."""
    return {"version": "13", "site": "https://rapidpro.example.org", "flows": [*flows], **more}


def put(workspace: Workspace, *flows: JsonDict, same_site: bool = False, **more: Any) -> None:
    """Imports a file with these flows."""
    run(workspace, export(*flows, **more), same_site=same_site)


def only(workspace: Workspace, name: str) -> Flow:
    """The one flow of that name."""
    [found] = [flow for flow in workspace.flows.values() if flow.name == name]
    return found


def names(workspace: Workspace) -> list[str]:
    """The names of all flows, sorted."""
    return sorted(flow.name for flow in workspace.flows.values())


def empty(dialect: str) -> Workspace:
    """A workspace of a server of that version."""
    return Sandbox(dialect).workspace("Staging")


A, B, C = (f"{letter * 8}-0000-4000-8000-000000000000" for letter in "abc")


def event(date: str, flow: JsonDict | None = None, **more: Any) -> JsonDict:
    """An event that starts a flow or, where there is none, sends a message."""
    what: JsonDict = {"event_type": "M", "message": {"eng": "Hi"}, "base_language": "eng"}
    if flow:
        what = {"event_type": "F", "flow": {"uuid": flow["uuid"], "name": flow["name"]}}
    timing = {"offset": 1, "unit": "D", "delivery_hour": -1, "start_mode": "I"}
    label = date.replace("_", " ").title()
    return {"uuid": new_uuid(), **timing, "relative_to": {"key": date, "label": label}, **what, **more}


def campaign(name: str, *events: JsonDict, group: str = "Mothers", uuid: str = C) -> JsonDict:
    """A campaign for a group."""
    return {"uuid": uuid, "name": name, "group": {"uuid": A, "name": group}, "events": [*events]}


def trigger(trigger_type: str, flow: JsonDict, *keywords: str, **more: Any) -> JsonDict:
    """A trigger in the form of 9.0, of one keyword in the older one."""
    what: JsonDict = {"keyword": keywords[0]} if len(keywords) == 1 else {"keywords": [*keywords]}
    reference = {"uuid": flow["uuid"], "name": flow["name"]}
    return {
        "trigger_type": trigger_type,
        "flow": reference,
        "groups": [],
        "exclude_groups": [],
        **what,
        **more,
    }
