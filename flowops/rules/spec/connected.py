"""Do the elements of a flow fit together? The quick way; `structure` is the careful one."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from flowops.rules.spec.elements import ELEMENTS
from flowops.rules.spec.patterns import PATTERNS, TESTS


class Timeout(TypedDict):
    """These types say what `compiled` has seen already; other keys may be there."""

    category_uuid: str


class Wait(TypedDict):
    type: str
    timeout: NotRequired[Timeout | None]


class Category(TypedDict):
    uuid: str
    exit_uuid: str


class Case(TypedDict):
    type: str
    category_uuid: str


class Router(TypedDict):
    type: str
    categories: list[Category]
    cases: NotRequired[list[Case] | None]
    default_category_uuid: NotRequired[str | None]
    wait: NotRequired[Wait]


class Action(TypedDict):
    type: str
    uuid: str
    headers: NotRequired[dict[str, str] | None]
    all_groups: NotRequired[bool | None]
    groups: NotRequired[list[object] | None]


class Exit(TypedDict):
    uuid: str
    destination_uuid: NotRequired[str | None]


class Node(TypedDict):
    uuid: str
    actions: NotRequired[list[Action] | None]
    exits: list[Exit]
    router: NotRequired[Router]


class Flow(TypedDict):
    type: str
    nodes: NotRequired[list[Node] | None]


_HEADER = PATTERNS["header"].check
_ALLOWED: Mapping[str, Mapping[str, frozenset[str]]] = {
    name: {kind: shape.flows for kind, shape in ELEMENTS[name].variants.items()}
    for name in ("action", "wait")
}


def connected(flow: Flow) -> bool:
    """Do the elements fit together? `compiled` has seen that they are what they should be."""
    kind, nodes = flow["type"], flow.get("nodes") or []
    seen: list[str] = []
    leads: set[str | None] = set()
    for node in nodes:
        seen.append(node["uuid"])
        for action in node.get("actions") or ():
            seen.append(action["uuid"])
            if kind not in _ALLOWED["action"][action["type"]] or not _own(action):
                return False
        exits = [exit_["uuid"] for exit_ in node["exits"]]
        seen += exits
        leads.update(exit_.get("destination_uuid") for exit_ in node["exits"])
        if "router" in node and not _routed(node["router"], kind, exits):
            return False
    leads -= {None, ""}
    return len(set(seen)) == len(seen) and leads <= {node["uuid"] for node in nodes}


def _own(action: Action) -> bool:
    headers = action.get("headers")
    if headers and action["type"] == "call_webhook" and not all(map(_HEADER, headers)):
        return False
    return not (action.get("all_groups") and action.get("groups"))


def _routed(router: Router, kind: str, exits: list[str]) -> bool:
    categories = {category["uuid"] for category in router["categories"]}
    for category in router["categories"]:
        if category["exit_uuid"] not in exits:
            return False
    if router["type"] == "switch":
        default = router.get("default_category_uuid")
        if default and default not in categories:
            return False
        for case in router.get("cases") or ():
            if case["category_uuid"] not in categories or case["type"] not in TESTS:
                return False
    return "wait" not in router or _awaited(router["wait"], kind, categories)


def _awaited(wait: Wait, kind: str, categories: set[str]) -> bool:
    timeout = wait.get("timeout")
    return kind in _ALLOWED["wait"][wait["type"]] and (not timeout or timeout["category_uuid"] in categories)
