"""Flow starts: who asks for one is told that it is pending, and nobody answers a sandbox's messages."""

from flowops.model.json import Json, JsonObject
from flowops.sandbox.parsing import new_uuid, optional, strings
from flowops.sandbox.resources.references import contact, flow, group
from flowops.sandbox.resources.resource import Resource
from flowops.sandbox.resources.values import Rule, Wrong, listed, read, refuse, string
from flowops.sandbox.workspace import Workspace


def _save(workspace: Workspace, given: JsonObject, _: JsonObject | None) -> str:
    kept = read(
        given,
        {
            "flow": Rule(flow(workspace)),
            "contacts": Rule(listed(contact(workspace)), required=False),
            "groups": Rule(listed(group(workspace)), required=False),
            "urns": Rule(listed(string), required=False),
            "params": Rule(_object, required=False),
        },
    )
    if not any(kept.get(key) for key in ("contacts", "groups", "urns")):
        raise refuse("Must specify at least one group, contact or URN")
    uuid, now, names = new_uuid(), workspace.clock.now(), workspace.names()
    contacts = workspace.assets.get("contacts", {})
    workspace.assets.setdefault("flow_starts", {})[uuid] = {
        "uuid": uuid,
        "flow": {"uuid": kept["flow"], "name": names.flows[optional(kept, "flow")]},
        "groups": [{"uuid": each, "name": names.groups[each]} for each in strings(kept.get("groups"))],
        "contacts": [
            {"uuid": each, "name": contacts[each]["name"]} for each in strings(kept.get("contacts"))
        ],
        "params": kept.get("params"),
        "created_on": now,
        "modified_on": now,
    }
    return uuid


def _object(value: Json) -> Json:
    if not isinstance(value, dict):
        raise Wrong("Must be a valid JSON object")
    return value


FLOW_STARTS = Resource("FlowStart", _save, lookup=None)
