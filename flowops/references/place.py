"""The words by which a person recognises where something stands."""

from collections.abc import Iterator

from flowops.model.export import Document
from flowops.model.json import Json, JsonObject, objects
from flowops.references.reference import Reference

_TEXTS = ("text", "subject", "audio_url", "url", "resthook")


class Places:
    """The nodes of a document, found by what stands in them."""

    def __init__(self, document: Document) -> None:
        self._nodes = objects(document.body.get("nodes"))
        self._by_uuid = {uuid: node for node in self._nodes for uuid in _uuids(node)}

    def node(self, reference: Reference) -> JsonObject | None:
        """The node in which a reference stands, be it in a translation or in the editor's part of the flow."""
        match reference.steps:
            case ("nodes", int() as index, *_):
                return self._nodes[index] if index < len(self._nodes) else None
            case ("localization", _, str() as uuid, *_) | ("_ui", "nodes", str() as uuid, *_):
                return self._by_uuid.get(uuid)
        return None

    def label(self, reference: Reference) -> str:
        """The first text of the node in which a reference stands, else what the node does; "" outside of nodes."""
        node = self.node(reference)
        return label(node) if node else ""


def label(node: JsonObject) -> str:
    """What a node says first, else what it does."""
    actions = objects(node.get("actions"))
    for key in _TEXTS:
        for action in actions:
            if isinstance(text := action.get(key), str) and text.strip():
                return text
    router = node.get("router")
    operand = router.get("operand") if isinstance(router, dict) else None
    doing = [str(action.get("type")) for action in actions]
    return " ".join(doing) or (f"split by {operand}" if isinstance(operand, str) else "")


def _uuids(node: JsonObject) -> Iterator[str]:
    """The UUIDs of a node and of all that stands in it and can be translated."""
    pending: list[Json] = [node]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            if isinstance(uuid := value.get("uuid"), str):
                yield uuid
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
