"""A flow's definition as a graph of nodes, for those who compare two of them."""

from collections.abc import Iterator
from functools import cached_property
from typing import cast

from flowops.diff.blind import Blind, BlindKey, blind
from flowops.model.json import Json, JsonObject

_NOT_CONTENT = frozenset({"uuid", "exits"})  # where a node leads is its place in the graph
_EXIT = frozenset({"uuid", "destination_uuid"})


class Node:
    """One node: its parts, its entry in `_ui`, and where it stands in the list of nodes."""

    def __init__(self, index: int, body: JsonObject, uuid: str, ui: Json) -> None:
        self.index = index
        self.body = body
        self.uuid = uuid
        self.ui: JsonObject = ui if isinstance(ui, dict) else {}

    @property
    def actions(self) -> list[JsonObject]:
        """What it does, in order."""
        return _listed(self.body, "actions")

    @property
    def exits(self) -> list[JsonObject]:
        """Its ways out."""
        return _listed(self.body, "exits")

    @property
    def besides(self) -> list[JsonObject]:
        """What its exits hold besides where they lead: nothing that RapidPro writes; one entry each."""
        return [{key: value for key, value in it.items() if key not in _EXIT} for it in self.exits]

    @property
    def router(self) -> JsonObject:
        """What chooses among its ways out; {} where it has none."""
        router = self.body.get("router")
        return router if isinstance(router, dict) else {}

    @property
    def categories(self) -> list[JsonObject]:
        """What its router tells apart."""
        return _listed(self.router, "categories")

    @property
    def cases(self) -> list[JsonObject]:
        """The tests of its router, in order."""
        return _listed(self.router, "cases")

    @property
    def items(self) -> Iterator[JsonObject]:
        """The parts that can have translations."""
        yield from self.actions
        yield from self.categories
        yield from self.cases

    @cached_property
    def content(self) -> Blind:
        """All that it does, wherever it leads."""
        return blind({key: value for key, value in self.body.items() if key not in _NOT_CONTENT})

    @cached_property
    def key(self) -> BlindKey:
        """Equal for two nodes that do the same, under any UUIDs."""
        return self.content.key

    @cached_property
    def kind(self) -> tuple[str, ...]:
        """What sort of node it is, as far as an edit of its texts leaves it alone."""
        wait = self.router.get("wait")
        types = [action.get("type") for action in self.actions]
        return (
            *map(str, types),
            str(self.router.get("type")),
            str(isinstance(wait, dict) and wait.get("type")),
        )

    @property
    def place(self) -> tuple[Json, Json] | None:
        """Left and top in the editor; None where it has none."""
        position = self.ui.get("position")
        if not isinstance(position, dict):
            return None
        left, top = position.get("left"), position.get("top")
        return (left, top) if isinstance(left, int | float) and isinstance(top, int | float) else None

    @cached_property
    def ways(self) -> list[tuple[str, str | None]]:
        """Category and where it leads; a node without a router leaves by its first exit, under no name.

        The engine takes none of the exits that are left, but a person may have drawn them.
        """
        targets = {str(exit_.get("uuid")): _target(exit_) for exit_ in self.exits}
        if not self.router:
            found = [("", target) for target in list(targets.values())[:1]]
            used = set(list(targets)[:1])
        else:
            categories = self.categories
            leaves = [str(category.get("exit_uuid")) for category in categories]
            names = [str(category.get("name") or "") for category in categories]
            found = [(name, targets.get(uuid)) for name, uuid in zip(names, leaves, strict=True)]
            used = set(leaves)
        if len(used) < len(targets):
            numbered = enumerate(targets.items(), 1)
            found += [(f"exit {number}", target) for number, (uuid, target) in numbered if uuid not in used]
        return found


class Graph:
    """All nodes of a flow in the order of its definition; the first one is the entry."""

    def __init__(self, body: JsonObject, nodes: list[Node]) -> None:
        self.body = body
        self.nodes = nodes
        self.index = {node.uuid: node.index for node in nodes}

    @cached_property
    def targets(self) -> list[dict[str, int]]:
        """Of each node, where it leads by the names of categories that it has once."""
        return [self._targets(node) for node in self.nodes]

    def _targets(self, node: Node) -> dict[str, int]:
        index = self.index
        found = {label: index[target] for label, target in node.ways if target in index}
        labels = [label for label, _ in node.ways]
        if len(set(labels)) < len(labels):
            return {label: at for label, at in found.items() if labels.count(label) == 1}
        return found

    @cached_property
    def translations(self) -> dict[str, JsonObject]:
        """Language -> UUID of an item -> its translated properties."""
        found = self.body.get("localization")
        languages = found if isinstance(found, dict) else {}
        return {language: items for language, items in languages.items() if isinstance(items, dict)}


def graph(body: JsonObject) -> Graph | None:
    """The graph of a definition; None where it is too broken to have one."""
    bodies = body.get("nodes") or []
    if not isinstance(bodies, list):
        return None
    ui = body.get("_ui")
    shown = ui.get("nodes") if isinstance(ui, dict) else None
    known = shown if isinstance(shown, dict) else {}
    nodes = []
    for index, node in enumerate(bodies):
        if not isinstance(node, dict) or not isinstance(uuid := node.get("uuid"), str) or not _is_sound(node):
            return None
        nodes.append(Node(index, node, uuid, known.get(uuid)))
    found = Graph(body, nodes)
    return found if len(found.index) == len(nodes) else None


def _is_sound(node: JsonObject) -> bool:
    router = node.get("router") or {}
    if not isinstance(router, dict):
        return False
    return (
        _holds_objects(node.get("actions"))
        and _holds_objects(node.get("exits"))
        and _holds_objects(router.get("categories"))
        and _holds_objects(router.get("cases"))
    )


def _holds_objects(value: Json) -> bool:
    if value is None:
        return True
    if not isinstance(value, list):
        return False
    return not value or {*map(type, value)} == {dict}  # five times as fast as all(isinstance(…))


def _listed(sound: JsonObject, key: str) -> list[JsonObject]:
    return cast("list[JsonObject] | None", sound.get(key)) or []


def _target(exit_: JsonObject) -> str | None:
    target = exit_.get("destination_uuid")
    return target if isinstance(target, str) and target else None
