"""Flows in an order in which nothing points to what is not there yet."""

from collections.abc import Iterable

from flowops import references
from flowops.model.export import Document
from flowops.model.kind import FLOW
from flowops.model.plan import Action


def callees_first(actions: Iterable[Action]) -> list[Action]:
    """Those that are entered before those that enter them; where they enter each other in a circle, as they come."""
    left = {str(action.uuid): action for action in actions}
    enters = {uuid: _entered(action) & left.keys() - {uuid} for uuid, action in left.items()}
    ordered: list[Action] = []
    while left:
        free = [uuid for uuid in left if not enters[uuid] & left.keys()] or [next(iter(left))]
        ordered += [left.pop(uuid) for uuid in free]
    return ordered


def _entered(action: Action) -> set[str]:
    document = Document(FLOW, action.body or {})
    return {it.uuid for it in references.of(document) if it.kind == "flow" and it.uuid and not it.definition}
