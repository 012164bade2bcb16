"""Small flows to change and to break."""

import copy
from typing import Any

from flowops.sandbox.engine import ENGINES, Engine

Flow = dict[str, Any]

FLOW = "f0000000-0000-4000-8000-000000000001"
NODE = "a0000000-0000-4000-8000-000000000001"
SECOND = "a0000000-0000-4000-8000-000000000002"
ACTION = "b0000000-0000-4000-8000-000000000001"
EXIT = "c0000000-0000-4000-8000-000000000001"
CATEGORY = "d0000000-0000-4000-8000-000000000001"
OTHER = "d0000000-0000-4000-8000-000000000002"
CASE = "e0000000-0000-4000-8000-000000000001"
ASSET = "90000000-0000-4000-8000-000000000001"
NOWHERE = "00000000-0000-4000-8000-000000000000"

REF = {"uuid": ASSET, "name": "An Asset"}
WAIT = {
    "type": "msg",
    "timeout": {"seconds": 60, "category_uuid": OTHER},
    "hint": {"type": "digits", "count": 1},
}

V7_4, V8_0, V9_0, V10_0, V26_2 = ENGINES.values()
V0_293 = Engine(293, "14.4.2")
"""The release that came after 26.2; no server of the sandbox has it."""


def flow(*nodes: Flow | None, **changes: Any) -> Flow:
    """A flow of the newest spec that the newest engine takes without migrating it."""
    return {
        "uuid": FLOW,
        "name": "Registration",
        "spec_version": "14.4.1",
        "language": "eng",
        "type": "messaging",
        "revision": 1,
        "expire_after_minutes": 60,
        "localization": {},
        "nodes": list(nodes),
        "_ui": {},
        **changes,
    }


def node(*actions: Flow, **changes: Any) -> Flow:
    """A node that ends the flow."""
    return {"uuid": NODE, "actions": list(actions), "exits": [{"uuid": EXIT}], **changes}


def action(kind: str, **fields: Any) -> Flow:
    return {"type": kind, "uuid": ACTION, **fields}


def acting(kind: str, **fields: Any) -> Flow:
    """A flow whose only node does one thing."""
    return flow(node(action(kind, **fields)))


def switch(**changes: Any) -> Flow:
    categories = [
        {"uuid": CATEGORY, "name": "Yes", "exit_uuid": EXIT},
        {"uuid": OTHER, "name": "Other", "exit_uuid": EXIT},
    ]
    case = {"uuid": CASE, "type": "has_any_word", "arguments": ["yes"], "category_uuid": CATEGORY}
    return {
        "type": "switch",
        "operand": "@input.text",
        "wait": copy.deepcopy(WAIT),
        "result_name": "Answer",
        "categories": categories,
        "cases": [case],
        "default_category_uuid": OTHER,
        **changes,
    }


def asking(**changes: Any) -> Flow:
    """A flow whose only node waits for an answer."""
    return flow(node(router=switch(**changes)))


def at(spec_version: str, definition: Flow, flow_type: str = "") -> Flow:
    """The flow as another spec has it, or of another type."""
    return {**definition, "spec_version": spec_version, "type": flow_type or definition["type"]}
