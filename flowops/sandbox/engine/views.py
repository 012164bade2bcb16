"""A definition as a migration sees it: whatever has the wrong type is passed over."""

from dataclasses import dataclass
from typing import cast

from flowops.model.json import Json, JsonObject
from flowops.sandbox.parsing import objects, optional


def nodes(flow: JsonObject) -> list[JsonObject]:
    """The nodes."""
    return objects(flow.get("nodes"))


def actions(node: JsonObject) -> list[JsonObject]:
    """The actions of a node."""
    return objects(node.get("actions"))


def router(node: JsonObject) -> list[JsonObject]:
    """The router of a node, if it has one."""
    return objects([node.get("router")])


def actions_of(flow: JsonObject, *types: str) -> list[JsonObject]:
    """The actions of some types in all nodes."""
    return [action for node in nodes(flow) for action in actions(node) if optional(action, "type") in types]


def routers_of(flow: JsonObject) -> list[JsonObject]:
    """The routers of all nodes."""
    return [found for node in nodes(flow) for found in router(node)]


def switches(flow: JsonObject) -> list[JsonObject]:
    """The routers of all nodes that choose by cases."""
    return [found for found in routers_of(flow) if optional(found, "type") == "switch"]


def splits(flow: JsonObject, *types: str) -> list[tuple[JsonObject, JsonObject]]:
    """The only action of a node, if it is of one of the types, with the switch that splits on it."""
    found = []
    for node in nodes(flow):
        alone = actions(node)
        switch = [each for each in router(node) if optional(each, "type") == "switch"]
        if len(alone) == 1 and switch and optional(alone[0], "type") in types:
            found.append((alone[0], switch[0]))
    return found


def first_case(switch: JsonObject) -> JsonObject | None:
    """The first case of a switch, if there is one."""
    cases = switch.get("cases")
    return cases[0] if isinstance(cases, list) and cases and isinstance(cases[0], dict) else None


def localization(flow: JsonObject) -> JsonObject:
    """The localization; an empty one if there is none."""
    found = flow.get("localization")
    return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Translation:
    """One language of a localization: items by UUID, their properties, lists of texts."""

    language: str
    items: JsonObject

    def get(self, uuid: str, key: str) -> list[str] | None:
        """The texts of a property; what is no text counts as an empty one."""
        item = self.items.get(uuid)
        texts = item.get(key) if isinstance(item, dict) else None
        if not isinstance(texts, list):
            return None
        return [text if isinstance(text, str) else "" for text in texts]

    def set(self, uuid: str, key: str, texts: list[str]) -> None:
        """Puts a property's texts."""
        item = self.items.get(uuid)
        if not isinstance(item, dict):
            item = {}
            self.items[uuid] = item
        item[key] = cast(list[Json], texts)

    def delete(self, uuid: str, key: str) -> None:
        """Takes a property away, and the item if it had no other."""
        item = self.items.get(uuid)
        if isinstance(item, dict):
            item.pop(key, None)
            if not item:
                del self.items[uuid]


def translations(flow: JsonObject) -> list[Translation]:
    """The languages of a localization."""
    return [
        Translation(language, items)
        for language, items in localization(flow).items()
        if isinstance(items, dict)
    ]
