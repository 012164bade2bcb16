"""A flow's definition as a tree in which every part has its name, and back: what can be compared and merged place by place.

A node stands there with its translations and its entry in `_ui`. Lists become the names of their items in order, and
the items under these names, which are their UUIDs.
"""

from collections.abc import Iterable, Mapping

from flowops.diff.graph import Graph, Node
from flowops.model.json import Json, JsonObject

# Part of a node -> where it stands in a node's definition
LISTS: Mapping[str, tuple[str, ...]] = {
    "actions": ("actions",),
    "exits": ("exits",),
    "categories": ("router", "categories"),
    "cases": ("router", "cases"),
}
_IN_NODE = frozenset({"actions", "exits", "router"})
_IN_ROUTER = frozenset({"categories", "cases"})


def outline(graph: Graph) -> JsonObject:
    """The tree of a flow; nothing is lost in it."""
    body = graph.body
    nodes = {node.uuid: node_outline(node, graph.translations) for node in graph.nodes}
    own = {key: value for key, value in body.items() if key not in ("nodes", "localization", "_ui")}
    tree: JsonObject = {"flow": own, "nodes": {"order": [*nodes], "items": {**nodes}}}
    if "nodes" not in body:
        tree["without"] = "nodes"
    if "localization" in body:
        tree["localization"] = _left_over(body["localization"], nodes)
    if "_ui" in body:
        tree["ui"] = _left_of_ui(body["_ui"], nodes)
    return tree


def node_outline(node: Node, translations: Mapping[str, JsonObject]) -> JsonObject:
    """The tree of a node."""
    body, router = node.body, node.router
    lists = {"actions": node.actions, "exits": node.exits, "categories": node.categories, "cases": node.cases}
    tree: JsonObject = {name: listed(items) for name, items in lists.items()}
    tree["own"] = {key: value for key, value in body.items() if key not in _IN_NODE}
    tree["router"] = {key: value for key, value in router.items() if key not in _IN_ROUTER}
    void = [name for name, place in LISTS.items() if not _is_list(body, place)]
    tree["void"] = dict.fromkeys([*void, *(() if "router" in body else ("router",))], True)
    items = [uuid for item in node.items if isinstance(uuid := item.get("uuid"), str)]
    found = {
        language: {uuid: of[uuid] for uuid in items if uuid in of} for language, of in translations.items()
    }
    tree["translations"] = {language: {**of} for language, of in found.items() if of}
    if node.ui:
        tree["ui"] = node.ui
    return tree


def listed(items: Iterable[JsonObject]) -> JsonObject:
    """A list of objects as their names in order, and the objects under these names."""
    named: dict[str, Json] = {}
    for number, item in enumerate(items):
        uuid = item.get("uuid")
        named[uuid if isinstance(uuid, str) and uuid not in named else f"#{number}"] = item
    return {"order": [*named], "items": named}


def assembled(tree: JsonObject) -> JsonObject:
    """The definition that a tree stands for."""
    body = {**_object(tree.get("flow"))}
    nodes = listed_items(tree.get("nodes"))
    if nodes or "without" not in tree:
        body["nodes"] = [_node_body(node) for node in nodes.values()]
    translated = any(_object(node.get("translations")) for node in nodes.values())
    if "localization" in tree or translated:
        body["localization"] = _localization(tree.get("localization"), nodes)
    shown = {uuid: node["ui"] for uuid, node in nodes.items() if "ui" in node}
    if "ui" in tree or shown:
        body["_ui"] = _ui(tree.get("ui"), shown)
    return body


def _node_body(tree: JsonObject) -> JsonObject:
    void = _object(tree.get("void"))
    body = {**_object(tree.get("own"))}
    lists = {name: [*listed_items(tree.get(name)).values()] for name in LISTS}
    router = {**_object(tree.get("router"))}
    for name, place in LISTS.items():
        if lists[name] or name not in void:
            (router if len(place) > 1 else body)[name] = [*lists[name]]
    if router or "router" not in void:
        body["router"] = router
    return body


def _localization(left: Json, nodes: Mapping[str, JsonObject]) -> Json:
    if left is not None and not isinstance(left, dict):
        return left
    languages: dict[str, Json] = {**(left or {})}
    for node in nodes.values():
        for language, items in _object(node.get("translations")).items():
            languages[language] = {**_object(languages.get(language)), **_object(items)}
    return languages


def _ui(left: Json, shown: Mapping[str, Json]) -> Json:
    if left is not None and not isinstance(left, dict):
        return left
    nodes = {**_object((left or {}).get("nodes")), **shown}
    return {**(left or {}), **({"nodes": nodes} if nodes or "nodes" in (left or {}) else {})}


def listed_items(value: Json) -> dict[str, JsonObject]:
    """Name -> item in the order of the list; items that it does not name come last."""
    order, items = _object(value).get("order"), _object(_object(value).get("items"))
    named = (
        [name for name in order if isinstance(name, str) and name in items] if isinstance(order, list) else []
    )
    return {
        name: _object(items[name]) for name in [*named, *(name for name in items if name not in set(named))]
    }


def _left_over(localization: Json, nodes: Mapping[str, JsonObject]) -> Json:
    if not isinstance(localization, dict):
        return localization
    with_node = {
        (language, uuid)
        for node in nodes.values()
        for language, items in _object(node["translations"]).items()
        for uuid in _object(items)
    }
    return {
        language: {uuid: of for uuid, of in items.items() if (language, uuid) not in with_node}
        if isinstance(items, dict)
        else items
        for language, items in localization.items()
    }


def _left_of_ui(ui: Json, nodes: Mapping[str, JsonObject]) -> Json:
    if not isinstance(ui, dict) or not isinstance(ui.get("nodes"), dict):
        return ui
    left = {uuid: it for uuid, it in _object(ui["nodes"]).items() if "ui" not in nodes.get(uuid, {})}
    return {**ui, "nodes": left}


def _is_list(body: JsonObject, place: tuple[str, ...]) -> bool:
    value: Json = body
    for key in place:
        value = value.get(key) if isinstance(value, dict) else None
    return isinstance(value, list)


def _object(value: Json) -> JsonObject:
    return value if isinstance(value, dict) else {}
