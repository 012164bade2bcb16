"""What goflow checks once everything is read: counts, unique UUIDs, and that nothing leads nowhere."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flowops.sandbox.engine import limits
from flowops.sandbox.engine.actions import ACTIONS
from flowops.sandbox.engine.decoding import Malformed, Values
from flowops.sandbox.engine.elements import Action, Exit, Flow, Node
from flowops.sandbox.engine.limits import at_most
from flowops.sandbox.engine.reading import Crashed
from flowops.sandbox.engine.routes import check_router
from flowops.sandbox.engine.translations import check_localization

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")


def check_flow(flow: Flow, release: int) -> None:
    """Refuses a flow whose parts do not fit one another."""
    at_most(limits.NODES, len(flow.nodes), release)
    at_most(limits.UI, flow.ui_size, release)
    if None in flow.nodes:
        raise Crashed
    nodes = [node for node in flow.nodes if node]
    check = _NodeCheck(flow.type, frozenset(node.uuid for node in nodes), release)
    for node in nodes:
        check.unique("node", node.uuid)
        try:
            check.node(node)
        except Malformed as error:
            raise Malformed(f"invalid node[uuid={node.uuid}]: {error}") from error
    check_localization(flow.localization, release)


@dataclass
class _NodeCheck:
    """Checks the nodes of one flow; `seen` are the UUIDs of nodes, actions and exits so far."""

    flow_type: str
    nodes: frozenset[str]
    release: int
    seen: set[str] = field(default_factory=set)

    def unique(self, kind: str, uuid: str) -> None:
        if uuid in self.seen:
            raise Malformed(f"{kind} UUID {uuid} isn't unique")
        self.seen.add(uuid)

    def node(self, node: Node) -> None:
        at_most(limits.ACTIONS, len(node.actions), self.release)
        at_most(limits.EXITS, len(node.exits), self.release)
        for action in node.actions:
            self._action(action)
        if node.router:
            try:
                check_router(node.router, node.exits, self.flow_type, self.release)
            except Malformed as error:
                raise Malformed(f"invalid router: {error}") from error
        for way in node.exits:
            self._exit(way)

    def _action(self, action: Action) -> None:
        if self.flow_type not in ACTIONS[action.type].flow_types:
            raise Malformed(
                f"action type '{action.type}' is not allowed in a flow of type '{self.flow_type}'"
            )
        self.unique("action", action.uuid)
        problem = _OWN_RULES.get(action.type, _nothing)(action.values)
        if problem:
            raise Malformed(f"invalid action[uuid={action.uuid}, type={action.type}]: {problem}")

    def _exit(self, way: Exit | None) -> None:
        if way is None:
            raise Crashed
        self.unique("exit", way.uuid)
        if way.destination and way.destination not in self.nodes:
            raise Malformed(f"destination {way.destination} of exit[uuid={way.uuid}] isn't a known node")


def _nothing(_: Values) -> str:
    return ""


def _webhook(values: Values) -> str:
    for header in values.get("headers") or {}:
        if not _TOKEN.fullmatch(header):
            return f"header '{header}' is not a valid HTTP header"
    return ""


def _remove_groups(values: Values) -> str:
    both = values.get("all_groups") and values.get("groups")
    return "can't specify specific groups when all_groups=true" if both else ""


_OWN_RULES: Mapping[str, Callable[[Values], str]] = {
    "call_webhook": _webhook,
    "remove_contact_groups": _remove_groups,
}
