"""A flow as rules look at it."""

from collections.abc import Iterator
from functools import cached_property
from typing import Unpack

from flowops.model.export import Document
from flowops.model.json import JsonObject, a_text, an_object
from flowops.model.kind import FLOW
from flowops.references import Reference
from flowops.references.find import within
from flowops.references.tables import EVALUATED_QUERY, TEMPLATE
from flowops.references.walk import Spot, spots
from flowops.rules.complaint import Complaint, Home, More
from flowops.rules.file import File
from flowops.rules.lines import Steps
from flowops.rules.node import Action, Node
from flowops.rules.paths import forward


class Flow:
    """One flow in one file; `steps` lead to it from the root of the file."""

    def __init__(self, file: File, body: JsonObject, steps: Steps = ()) -> None:
        self.body = body
        self.name = a_text(body.get("name"))
        self.uuid = a_text(body.get("uuid"))
        self.type = a_text(body.get("type"))
        self.language = a_text(body.get("language"))
        self.home = Home(file, steps, self.name, self.uuid)
        listed = body.get("nodes")
        self.nodes: tuple[Node, ...] = tuple(
            Node(index, node, self.home)
            for index, node in enumerate(listed if isinstance(listed, list) else ())
            if isinstance(node, dict)
        )

    @property
    def entry(self) -> Node | None:
        """Where a run begins."""
        return self.nodes[0] if self.nodes else None

    @cached_property
    def by_uuid(self) -> dict[str, Node]:
        """UUID -> node."""
        return {node.uuid: node for node in self.nodes}

    def following(self, node: Node) -> tuple[Node, ...]:
        """The nodes to which a node can lead."""
        return tuple(self.by_uuid[uuid] for uuid in node.next if uuid in self.by_uuid)

    @cached_property
    def reachable(self) -> tuple[Node, ...]:
        """The nodes that a run can come to, the entry first."""
        return tuple(self.behind(self.nodes[0].uuid).values()) if self.nodes else ()

    def behind(self, start: str) -> dict[str, Node]:
        """The nodes that a run can come to from the node of this UUID on, that first."""
        found: dict[str, Node] = {}
        by_uuid = self.by_uuid
        pending = [start]
        while pending:
            uuid = pending.pop()
            if uuid not in found and (node := by_uuid.get(uuid)):
                found[uuid] = node
                pending += node.next[::-1]
        return found

    @cached_property
    def forward(self) -> dict[str, tuple[str, ...]]:
        """UUIDs of the reachable nodes, each before those that it leads to, without the steps that ask again."""
        steps = {node.uuid: tuple([it for it in node.next if it in self.by_uuid]) for node in self.nodes}
        return forward([self.nodes[0].uuid] if self.nodes else [], steps)

    @cached_property
    def preceding(self) -> dict[str, tuple[Node, ...]]:
        """UUID of a node -> the reachable nodes that can lead to it."""
        found: dict[str, list[Node]] = {}
        for node in self.reachable:
            for uuid in node.next:
                found.setdefault(uuid, []).append(node)
        return {uuid: tuple(nodes) for uuid, nodes in found.items()}

    @property
    def actions(self) -> Iterator[tuple[Node, Action]]:
        """Every action with its node."""
        return ((node, action) for node in self.nodes for action in node.actions)

    def doing(self, *types: str) -> Iterator[tuple[Node, Action]]:
        """The actions of these types."""
        for action_type in types:
            yield from self._by_type.get(action_type, ())

    @cached_property
    def _by_type(self) -> dict[str, list[tuple[Node, Action]]]:
        found: dict[str, list[tuple[Node, Action]]] = {}
        for node, action in self.actions:
            found.setdefault(action.type, []).append((node, action))
        return found

    @cached_property
    def questions(self) -> tuple[Node, ...]:
        """The nodes that wait for a reply."""
        return tuple(node for node in self.nodes if node.is_question)

    @cached_property
    def asked(self) -> tuple[Node, ...]:
        """The questions that a run can come to."""
        return tuple(node for node in self.reachable if node.is_question)

    @cached_property
    def localization(self) -> dict[str, JsonObject]:
        """Language -> UUID of an item -> its translated texts."""
        found = an_object(self.body.get("localization"))
        return {language: an_object(items) for language, items in found.items()}

    @cached_property
    def owners(self) -> dict[str, Node]:
        """UUID of an action, category or case -> its node."""
        found: dict[str, Node] = {}
        for node in self.nodes:
            for uuid in node.uuids:
                found[uuid] = node
        return found

    @cached_property
    def document(self) -> Document:
        """The flow as the rooms below know it."""
        return Document(FLOW, self.body)

    @cached_property
    def templates(self) -> tuple[Spot, ...]:
        """Every text and translation that is evaluated and holds an `@`."""
        return tuple([spot for spot in self._spots if spot.role is TEMPLATE or self._is_evaluated(spot)])

    @cached_property
    def _spots(self) -> list[Spot]:
        return spots(self.document, mark="@")

    @staticmethod
    def _is_evaluated(spot: Spot) -> bool:
        return spot.role is EVALUATED_QUERY and isinstance(spot.value, str) and "@" in spot.value

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """What it uses and defines."""
        return tuple(within(self.document, self._spots))

    @cached_property
    def results(self) -> frozenset[str]:
        """Keys of the results that it saves."""
        return frozenset(it.name for it in self.references if it.definition and it.kind == "result")

    def node_at(self, steps: Steps) -> Node | None:
        """The node in which a place is, be it in a translation or in the editor's part of the flow."""
        match steps:
            case ("nodes", int() as index, *_):
                return next((node for node in self.nodes if node.index == index), None)
            case ("localization", _, str() as uuid, *_):
                return self.owners.get(uuid)
            case ("_ui", "nodes", str() as uuid, *_):
                return self.by_uuid.get(uuid)
        return None

    def complaint(self, message: str, *steps: str | int, **more: Unpack[More]) -> Complaint:
        """A complaint about what stands at `steps` from the flow's root; `more` as in `More`."""
        node = self.node_at(steps)
        return self.home.complaint(message, steps, node=node.label if node else None, **more)
