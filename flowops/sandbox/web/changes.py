"""What 26.2 says about a revision: which parts of the flow are not what they were."""

from flowops.model.json import Json, JsonObject
from flowops.sandbox.parsing import objects, optional


def changes(before: JsonObject | None, after: JsonObject) -> JsonObject:
    """The tags of the parts that differ; of the first revision nothing is said."""
    if before is None:
        return {}
    tags = sorted({*_nodes(before, after), *_translations(before, after)})
    return {"tags": [*tags]} if tags else {}


def _nodes(before: JsonObject, after: JsonObject) -> list[str]:
    one, other = _by_uuid(before), _by_uuid(after)
    if one.keys() != other.keys():
        return ["nodes"]
    parts = {"actions": "actions", "router": "routers", "exits": "nodes"}
    return [
        tag
        for part, tag in parts.items()
        if any(one[uuid].get(part) != other[uuid].get(part) for uuid in one)
    ]


def _by_uuid(definition: JsonObject) -> dict[str, JsonObject]:
    return {optional(node, "uuid"): node for node in objects(definition.get("nodes"))}


def _translations(before: JsonObject, after: JsonObject) -> list[str]:
    one, other = _languages(before), _languages(after)
    return [f"localization:{key}" for key in one.keys() | other.keys() if one.get(key) != other.get(key)]


def _languages(definition: JsonObject) -> dict[str, Json]:
    found = definition.get("localization")
    return found if isinstance(found, dict) else {}
