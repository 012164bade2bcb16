"""Reading a whole definition: its header, then the flow."""

from flowops.model.json import Json
from flowops.sandbox.engine.decoding import Malformed
from flowops.sandbox.engine.elements import Flow
from flowops.sandbox.engine.limits import bytes_of
from flowops.sandbox.engine.nodes import read_node
from flowops.sandbox.engine.reading import items, read, text
from flowops.sandbox.engine.references import ID
from flowops.sandbox.engine.release import parse_version
from flowops.sandbox.engine.schema import (
    NUMBER,
    TEXT,
    Field,
    Listed,
    Mapped,
    Own,
    Raw,
    Scalar,
    Struct,
    named,
)

_HEADER = (
    Field("uuid", named("assets.FlowUUID"), ID, "Header13"),
    Field("name", TEXT, "required@237 max=64@237", "Header13"),
    Field("spec_version", TEXT, "required", "Header13"),
)
_HEADER_ALONE = Struct("migrations.Header13", tuple(Field(row.name, row.kind, row.rules) for row in _HEADER))
_ITEM = Mapped(Raw("interface {}"), "definition.itemTranslation")
_ITEM_OF_TEXTS = Mapped(Listed(TEXT), "definition.itemTranslation")


def _localization(item: Mapped) -> Mapped:
    return Mapped(Mapped(item, "definition.languageTranslation"), "definition.localization")


_FLOW = Struct(
    "definition.flowEnvelope",
    (
        *_HEADER,
        Field(
            "language", Scalar("string", "string", at_once=True), "required three_letters@198 language@240"
        ),
        Field("type", named("flows.FlowType"), "required flow_type"),
        Field("revision", NUMBER),
        Field("expire_after_minutes", NUMBER),
        Field("localization", _localization(_ITEM_OF_TEXTS), until=240),
        Field("localization", _localization(_ITEM), since=240),
        Field("nodes", Listed(Own("definition.node")), "dive@198 required@198"),
        Field("_ui", Raw()),
    ),
)


def read_header(definition: Json, release: int) -> str:
    """The spec version, if the definition has the three things without which it is none."""
    version = text(read(_HEADER_ALONE, definition, release), "spec_version")
    if parse_version(version) is None:
        raise Malformed("Invalid Semantic Version")
    return version


def read_flow(definition: Json, release: int) -> Flow:
    """The flow, or the engine's reason for refusing it."""
    values = read(_FLOW, definition, release, {"definition.node": lambda node: read_node(node, release)})
    size = bytes_of(values.get("_ui")) if release >= 285 else 0
    return Flow(text(values, "type"), tuple(items(values, "nodes")), values.get("localization") or {}, size)
