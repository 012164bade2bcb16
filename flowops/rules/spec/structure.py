"""What has to hold between the elements of a flow, in the engine's order and words."""

from dataclasses import dataclass, field

from flowops.rules.spec.element import Element
from flowops.rules.spec.patterns import PATTERNS, TESTS
from flowops.rules.spec.refusal import Refusal, Steps


@dataclass(slots=True)
class _Judged:
    """A flow meanwhile: the UUIDs that were seen so far, and those of all its nodes."""

    kind: str
    nodes: frozenset[str]
    seen: set[str] = field(default_factory=set)
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, rule: str, message: str, at: Steps) -> None:
        self.refusals.append(Refusal(rule, message, at))

    def unique(self, rule: str, what: str, element: Element) -> None:
        uuid = element.text("uuid")
        if uuid and uuid in self.seen:
            self.refuse(rule, f"{what} UUID {uuid} isn't unique", element.step("uuid"))
        self.seen.add(uuid)


def refusals(flow: Element) -> list[Refusal]:
    """Of the flow as a whole; what cannot be understood is skipped, `reading` has refused it."""
    nodes = flow.parts("nodes")
    judged = _Judged(flow.text("type"), frozenset(node.text("uuid") for node in nodes))
    for node in nodes:
        judged.unique("SPEC018", "node", node)
        _actions(judged, node)
        router = node.part("router")
        if router:
            _router(judged, router, frozenset(exit_.text("uuid") for exit_ in node.parts("exits")))
        _exits(judged, node)
    return judged.refusals


def _actions(judged: _Judged, node: Element) -> None:
    for action in node.parts("actions"):
        if judged.kind in _FLOW_TYPES and judged.kind not in action.shape.flows:
            words = f"action type '{action.kind}' is not allowed in a flow of type '{judged.kind}'"
            judged.refuse("SPEC022", words, action.step("type"))
        judged.unique("SPEC019", "action", action)
        _own(judged, action)


def _own(judged: _Judged, action: Element) -> None:
    """The rules that an action has for itself."""
    headers = action.values.get("headers")
    if isinstance(headers, dict):
        for name in headers:
            if not _HEADER.check(name):
                judged.refuse("SPEC035", _HEADER.message % name, (*action.step("headers"), name))
    if action.values.get("all_groups") is True and action.values.get("groups"):
        words = "can't specify specific groups when all_groups=true"
        judged.refuse("SPEC036", words, action.step("all_groups"))


def _router(judged: _Judged, router: Element, exits: frozenset[str]) -> None:
    categories = frozenset(category.text("uuid") for category in router.parts("categories"))
    default = router.text("default_category_uuid")
    if default and default not in categories:
        words = f"default category {default} is not a valid category"
        judged.refuse("SPEC026", words, router.step("default_category_uuid"))
    for case in router.parts("cases"):
        _case(judged, case, categories)
    wait = router.part("wait")
    if wait:
        _wait(judged, wait, categories)
    for category in router.parts("categories"):
        leads = category.text("exit_uuid")
        if leads and leads not in exits:
            judged.refuse("SPEC025", f"category exit {leads} is not a valid exit", category.step("exit_uuid"))


def _case(judged: _Judged, case: Element, categories: frozenset[str]) -> None:
    within = f"invalid case[uuid={case.text('uuid')}]: "
    category, test = case.text("category_uuid"), case.text("type")
    if category not in categories:
        words = f"{within}category {category} is not a valid category"
        judged.refuse("SPEC027", words, case.step("category_uuid"))
    if test not in TESTS:
        judged.refuse("SPEC028", f"{within}{test} is not a registered test function", case.step("type"))


def _wait(judged: _Judged, wait: Element, categories: frozenset[str]) -> None:
    timeout = wait.part("timeout")
    if timeout:
        category = timeout.text("category_uuid")
        if category and category not in categories:
            words = f"timeout category {category} is not a valid category"
            judged.refuse("SPEC030", words, timeout.step("category_uuid"))
    if judged.kind in _FLOW_TYPES and judged.kind not in wait.shape.flows:
        words = f"wait type '{wait.kind}' is not allowed in a flow of type '{judged.kind}'"
        judged.refuse("SPEC023", words, wait.step("type"))


def _exits(judged: _Judged, node: Element) -> None:
    for exit_ in node.parts("exits"):
        judged.unique("SPEC020", "exit", exit_)
        leads = exit_.text("destination_uuid")
        if leads and leads not in judged.nodes:
            words = f"destination {leads} of exit[uuid={exit_.text('uuid')}] isn't a known node"
            judged.refuse("SPEC021", words, exit_.step("destination_uuid"))


_FLOW_TYPES = frozenset({"messaging", "messaging_background", "messaging_offline", "voice"})
_HEADER = PATTERNS["header"]
