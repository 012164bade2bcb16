"""What a flow does when a call fails."""

from collections.abc import Iterator

from flowops.rules.flow import Flow
from flowops.rules.node import Category, Node
from flowops.rules.project import Project
from flowops.rules.webhook.call import Call

_BY_CATEGORY = ("has_only_text", "has_category")
_BY_STATUS = ("@webhook.status", "@(default(webhook.status,0))")


def failures(node: Node) -> tuple[Category, ...]:
    """The outcomes of a call's node other than success; none where it does not split by success."""
    won = {case.category for case in node.cases if _is_success(node, case.type, case.arguments)}
    return tuple(it for it in node.categories if it.uuid not in won) if won else ()


def _is_success(node: Node, test: str, arguments: list[str]) -> bool:
    operand = node.operand.lower().replace(" ", "")
    if operand in _BY_STATUS:
        return test == "has_number_between" and arguments == ["200", "299"]
    named = operand.startswith("@results.") and operand.endswith(".category")
    return named and test in _BY_CATEGORY and "Success" in arguments


def dead_ends(node: Node) -> tuple[Category, ...]:
    """The failures that lead nowhere."""
    return tuple(it for it in failures(node) if not it.destination)


def branch(flow: Flow, node: Node) -> tuple[Node, ...]:
    """The nodes that follow a failure, without those behind another try."""
    starts = [flow.by_uuid[it.destination] for it in failures(node) if it.destination in flow.by_uuid]
    seen = {node.uuid}
    found: list[Node] = []
    while starts:
        following = starts.pop()
        if following.uuid not in seen:
            seen.add(following.uuid)
            found.append(following)
            starts.extend(flow.following(following))
    return tuple(found)


def acts(nodes: tuple[Node, ...], types: frozenset[str], project: Project) -> bool:
    """Whether any of these nodes has an action of these types, or enters a flow that has one, however deep."""
    entered: set[str] = set()
    pending = list(nodes)
    while pending:
        for action in pending.pop().actions:
            if action.type in types:
                return True
            target = project.means(action) if action.type == "enter_flow" else None
            if target and target.uuid not in entered:
                entered.add(target.uuid)
                pending.extend(target.reachable)
    return False


def is_left_to_parents(call: Call) -> bool:
    """Whether the flows that enter this one look at the result of the call."""
    parents = call.project.entered_by.get(call.flow.uuid, ())
    return bool(call.key and parents) and all(call.key in set(_of_child(it)) for it in parents)


def _of_child(flow: Flow) -> Iterator[str]:
    return (it.name for it in flow.references if it.kind == "result" and it.scope == "child")
