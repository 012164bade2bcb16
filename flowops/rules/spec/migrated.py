"""An older flow on its way through the migrations: plain JSON, and where its parts stood before.

Migrations work before anything is checked, so keys count in exactly their case, and what is not of the expected type is
left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flowops.model.json import Json, JsonObject
from flowops.rules.spec.refusal import Steps

_LEVELS = 9  # a flow's nodes' actions' templating's components' params lie that deep


@dataclass(slots=True)
class Migrated:
    """A flow at the engine's spec, and from where things came that lie elsewhere now: (now, before)."""

    flow: JsonObject
    moved: list[tuple[Steps, Steps]] = field(default_factory=list)

    def before(self, steps: Steps) -> Steps:
        """Where that stands in the flow as it was given."""
        for now, then in reversed(self.moved):
            if steps[: len(now)] == now:
                return then + steps[len(now) :]
        return steps

    def nodes(
        self,
    ) -> "Iterator[tuple[Steps, JsonObject, list[tuple[Steps, JsonObject]], JsonObject | None]]":
        """Of each node: where it is, itself, its actions and where they are, its router."""
        for index, node in objects_of(self.flow.get("nodes")):
            at: Steps = ("nodes", index)
            actions: list[tuple[Steps, JsonObject]] = [
                ((*at, "actions", position), action) for position, action in objects_of(node.get("actions"))
            ]
            yield at, node, actions, object_of(node.get("router"))

    def actions(self, kind: str) -> Iterator[tuple[Steps, JsonObject]]:
        for _, _, actions, _ in self.nodes():
            yield from (pair for pair in actions if pair[1].get("type") == kind)

    def routers(self) -> Iterator[JsonObject]:
        for _, _, _, router in self.nodes():
            if router is not None:
                yield router

    def splits(self, kinds: frozenset[str]) -> Iterator[tuple[Steps, JsonObject, Steps, JsonObject]]:
        """Nodes of one action of these kinds that a switch follows: the action and the router, and where they are."""
        for at, _, actions, router in self.nodes():
            if len(actions) != 1 or text_of(actions[0][1].get("type")) not in kinds:
                continue
            if router is not None and router.get("type") == "switch":
                yield *actions[0], (*at, "router"), router

    def translations(self) -> Iterator[tuple[str, JsonObject]]:
        localization = object_of(self.flow.get("localization")) or {}
        for language, items in localization.items():
            if isinstance(items, dict):
                yield language, items


def copied(flow: JsonObject) -> Migrated:
    """A copy to work on; what lies deeper than any migration reaches is shared with the flow as it was given."""
    return Migrated(object_of(_sorted(flow, _LEVELS)) or {})


def _sorted(value: Json, levels: int) -> Json:
    """A copy with sorted keys, as the engine writes it between two migrations; deeper than `levels` the same value."""
    if levels and isinstance(value, dict):
        return {key: _sorted(value[key], levels - 1) for key in sorted(value)}
    if levels and isinstance(value, list):
        return [_sorted(item, levels - 1) for item in value]
    return value


def object_of(value: Json) -> JsonObject | None:
    return value if isinstance(value, dict) else None


def objects_of(value: Json) -> list[tuple[int, JsonObject]]:
    items = value if isinstance(value, list) else []
    return [(index, item) for index, item in enumerate(items) if isinstance(item, dict)]


def text_of(value: Json) -> str:
    return value if isinstance(value, str) else ""


def list_of(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
