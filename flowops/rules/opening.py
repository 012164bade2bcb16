"""The first messages of a flow."""

from collections.abc import Iterator
from typing import NamedTuple

from flowops.model.json import an_object
from flowops.model.kind import FLOW
from flowops.rules.fact import fact
from flowops.rules.flow import Flow
from flowops.rules.node import Action, Node
from flowops.rules.project import Project


@fact
def pushed(project: Project) -> frozenset[str]:
    """UUIDs of the flows that reach people who have not written before: campaigns, other flows or the CHT start them."""
    campaigns = {
        flow.uuid
        for campaign in project.campaigns
        for it in campaign.references
        if it.kind == FLOW.name and (flow := project.flow({"uuid": it.uuid, "name": it.name}))
    }
    return project.entries - project.started | campaigns


class First(NamedTuple):
    """A message that is the first one on some path, and the flow that it stands in."""

    flow: Flow
    node: Node
    action: Action


def first_messages(flow: Flow, project: Project) -> Iterator[First]:
    """The first message on each path from the entry, be it in a flow that is entered before any message."""
    seen: set[str] = set()
    pending = [(flow, node) for node in flow.nodes[:1]]
    while pending:
        here, node = pending.pop()
        if node.uuid in seen:
            continue
        seen.add(node.uuid)
        entered = _entered(node, project)
        if node.messages:
            yield First(here, node, node.messages[0])
        elif entered:
            pending += [(it, it.nodes[0]) for it in entered if it.nodes]
        else:
            pending += [(here, it) for it in reversed(here.following(node))]


def _entered(node: Node, project: Project) -> list[Flow]:
    actions = (action for action in node.actions if action.type == "enter_flow")
    flows = (project.flow(an_object(action.body.get("flow"))) for action in actions)
    return [flow for flow in flows if flow]
