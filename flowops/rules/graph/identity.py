"""Everything in a flow that has a UUID, by the words people know it by."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from flowops.model.json import a_text
from flowops.rules.fact import fact
from flowops.rules.flow import Flow
from flowops.rules.lines import Steps
from flowops.rules.node import Node

# What may be a key of `localization`: lower case, version 1 to 7 (goflow since 0.243; before, version 4)
WELL_FORMED = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-7][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


class Owner(NamedTuple):
    """Something with a UUID: steps lead to it from its node."""

    uuid: str
    kind: str
    called: str
    node: Node
    steps: Steps = ()


def owners(flow: Flow) -> Iterator[Owner]:
    """The nodes first, then actions and exits, then categories, then cases."""
    for node in flow.nodes:
        yield Owner(node.uuid, "node", f'node "{node.label}"', node)
    for node in flow.nodes:
        for action in node.actions:
            yield Owner(action.uuid, "action", f'an action of "{node.label}"', node)
        for it in node.exits:
            yield Owner(a_text(it.get("uuid")), "exit", f'an exit of "{node.label}"', node)
    for node in flow.nodes:
        for category in node.categories:
            steps = ("router", "categories", category.index, "uuid")
            yield Owner(category.uuid, "category", f'category "{category.name}"', node, steps)
    for node in flow.nodes:
        for case in node.cases:
            called = f"case {case.index + 1} ({case.type})"
            yield Owner(case.uuid, "case", called, node, ("router", "cases", case.index))


def shared(flow: Flow, kind: str) -> Iterator[tuple[Owner, Owner]]:
    """Each category or case whose UUID something before it has, with that."""
    if not flow.nodes or not _repeats(flow):
        return
    first = {flow.uuid: Owner(flow.uuid, "flow", "the flow itself", flow.nodes[0])}
    for it in owners(flow):
        if it.uuid in first and it.kind == kind and it.uuid:
            yield it, first[it.uuid]
        first.setdefault(it.uuid, it)


@fact
def _repeats(flow: Flow) -> bool:
    """Whether any UUID stands twice; nearly always none does, and words for everything are dear."""
    found = [flow.uuid]
    for node in flow.nodes:
        found.append(node.uuid)
        found += node.uuids
        found += [a_text(it.get("uuid")) for it in node.exits]
    return len(found) > len(set(found))
