"""What comes of a run before the contact hears anything."""

from collections.abc import Iterator
from typing import NamedTuple

from flowops.rules.flow import Flow
from flowops.rules.node import Action, Node
from flowops.rules.project import Project

_CALLS = ("call_webhook", "call_resthook")


class Silence(NamedTuple):
    """What a run can come to without a message on the way.

    questions  that it comes to
    ends       nodes after which the flow ends
    """

    questions: tuple[Node, ...]
    ends: tuple[Node, ...]


def silence(flow: Flow, project: Project, start: str) -> Silence:
    """From the node of this UUID on, that node included; failed webhooks are not followed."""
    questions: list[Node] = []
    ends: list[Node] = []
    seen: set[str] = set()
    pending = [start]
    while pending:
        node = flow.by_uuid.get(pending.pop())
        if node is None or node.uuid in seen:
            continue
        seen.add(node.uuid)
        if _speaks(node, project):
            continue
        if node.wait:
            questions += [node] if node.is_question else []
            continue
        ways = tuple(_ways(node))
        ends += [node] if "" in ways else []
        pending += reversed(ways)
    return Silence(tuple(questions), tuple(ends))


def _ways(node: Node) -> Iterator[str]:
    """UUIDs of the nodes that it can lead to, "" for the end."""
    if not node.router:
        yield next(iter(node.destinations.values()), "")
        return
    good = {case.category for case in node.cases} if any(it.type in _CALLS for it in node.actions) else None
    yield from (it.destination for it in node.categories if not good or it.uuid in good)


def _speaks(node: Node, project: Project) -> bool:
    """Whether the contact hears something there, or may do in a flow that is not known."""
    return bool(node.messages) or any(
        it.type == "enter_flow" and _may_speak(it, project) for it in node.actions
    )


def _may_speak(action: Action, project: Project) -> bool:
    target = action.body.get("flow")
    entered = project.flow(target) if isinstance(target, dict) else None
    if entered is None or action.body.get("terminal"):
        return True
    return any(node.messages or node.wait or _enters(node) for node in entered.reachable)


def _enters(node: Node) -> bool:
    return any(it.type == "enter_flow" for it in node.actions)
