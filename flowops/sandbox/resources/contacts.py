"""Contacts: name, language, URNs, groups and fields, as far as a test needs somebody."""

from flowops.model.json import Json, JsonObject
from flowops.sandbox.parsing import new_uuid, optional, strings
from flowops.sandbox.resources.named import removing
from flowops.sandbox.resources.references import group
from flowops.sandbox.resources.resource import Resource
from flowops.sandbox.resources.values import Read, Rule, Wrong, listed, read, string, within
from flowops.sandbox.workspace import Workspace


def _save(workspace: Workspace, given: JsonObject, row: JsonObject | None) -> str:
    rows = workspace.assets.setdefault("contacts", {})
    uuid = optional(row, "uuid") if row else new_uuid()
    rules = {
        "name": Rule(within(64), required=False, nullable=True),
        "language": Rule(within(3), required=False, nullable=True),
        "urns": Rule(_urns(rows, uuid), required=False),
        "groups": Rule(listed(group(workspace, manual=True)), required=False),
        "fields": Rule(_fields(workspace), required=False),
    }
    kept, now = read(given, rules), workspace.clock.now()
    if "groups" in kept:
        names = workspace.names().groups
        kept["groups"] = [{"uuid": each, "name": names[each]} for each in strings(kept["groups"])]
    blank: JsonObject = {"uuid": uuid, "name": None, "fields": {}, "created_on": now}
    before = rows.get(uuid, blank)
    values = {**_object(before["fields"]), **_object(kept.get("fields"))}
    rows[uuid] = {**before, **kept, "fields": values, "modified_on": now}
    return uuid


def _urns(rows: dict[str, JsonObject], own: str) -> Read:
    taken = {urn for uuid, row in rows.items() if uuid != own for urn in strings(row.get("urns"))}
    read_all = listed(string)

    def check(value: Json) -> Json:
        kept = read_all(value)
        for urn in strings(kept):
            if urn in taken:
                raise Wrong(f"URN belongs to another contact: {urn}")
        return kept

    return check


def _fields(workspace: Workspace) -> Read:
    def check(value: Json) -> Json:
        if not isinstance(value, dict):
            raise Wrong(f'Expected a dictionary of items but got type "{type(value).__name__}".')
        for key in value:
            if key not in workspace.fields:
                raise Wrong(f"Invalid contact field key: {key}")
        return value

    return check


def _object(value: Json) -> JsonObject:
    return value if isinstance(value, dict) else {}


CONTACTS = Resource("Contact", _save, removing("contacts"))
