"""Reading a node: its exits first, then its router, then its actions."""

from collections.abc import Mapping
from functools import cache

from flowops.model.json import Json
from flowops.sandbox.engine import actions
from flowops.sandbox.engine.decoding import Malformed
from flowops.sandbox.engine.elements import Action, Exit, Node, Router
from flowops.sandbox.engine.reading import items, read, read_type, text
from flowops.sandbox.engine.references import ID
from flowops.sandbox.engine.routers import read_router
from flowops.sandbox.engine.schema import Field, Listed, Own, Raw, Struct, named

_NODE_UUID = named("flows.NodeUUID")
_EXIT = Struct(
    "definition.exitEnvelope",
    (
        Field("uuid", named("flows.ExitUUID"), ID),
        Field("destination_uuid", _NODE_UUID, "omitempty uuid4@-243 uuid@243"),
    ),
)
_NODE = Struct(
    "definition.nodeEnvelope",
    (
        Field("uuid", _NODE_UUID, ID),
        Field("actions", Listed(Raw())),
        Field("router", Raw()),
        Field("exits", Listed(Own("definition.exit")), "required min=1 dive@198 required@198"),
    ),
)


def read_node(value: Json, release: int) -> Node:
    """A node, or the engine's reason for refusing it."""
    try:
        values = read(_NODE, value, release, {"definition.exit": lambda item: _exit(item, release)})
    except Malformed as error:
        raise Malformed(f"unable to read node: {error}") from error
    router = _router(values["router"], release) if "router" in values else None
    does = [_action(item, index, release) for index, item in enumerate(items(values, "actions"))]
    return Node(text(values, "uuid"), tuple(does), router, tuple(items(values, "exits")))


def _exit(value: Json, release: int) -> Exit:
    try:
        values = read(_EXIT, value, release)
    except Malformed as error:
        raise Malformed(f"unable to read exit: {error}") from error
    return Exit(text(values, "uuid"), text(values, "destination_uuid"))


def _router(value: Json, release: int) -> Router:
    try:
        return read_router(value, release)
    except Malformed as error:
        raise Malformed(f"unable to read router: {error}") from error


@cache
def _known(release: int) -> Mapping[str, actions.Action]:
    return {
        name: action for name, action in actions.ACTIONS.items() if action.since <= release < action.until
    }


def _action(value: Json, index: int, release: int) -> Action:
    try:
        name, action = read_type(value, _known(release), release)
        values = read(action.struct, value, release)
    except Malformed as error:
        place = f"[{index}]" if release >= 277 else ""  # seen in 0.277, absent in 0.250
        raise Malformed(f"unable to read action{place}: {error}") from error
    return Action(name, text(values, "uuid"), values)
