"""Records that are sent before the flow is done."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Node
from flowops.rules.paths import longest
from flowops.rules.project import Project
from flowops.rules.record import records
from flowops.rules.rule import Rule
from flowops.rules.sketch import When, a_flow, a_node, an_action, ask
from flowops.rules.totals import Totals, most, sub_flows, total


def check(project: Project) -> Iterator[Complaint]:
    """Each flow that sends several records on one way, and each record between two of a flow's own questions.

    A record between the questions of two flows stands at a milestone.
    """
    posting = {id(node) for flow in project.flows for node, _ in records(flow, project)}
    if not posting:
        return
    sent = most(project, lambda node: int(id(node) in posting))
    for flow in project.flows:
        if number := total(flow, sent):
            yield from _of_flow(flow, project, number, sent)


def _of_flow(flow: Flow, project: Project, number: int, sent: Totals) -> Iterator[Complaint]:
    saving = [it for it in flow.reachable if _saves(flow, it, sent)]
    inside = max((total(it, sent) for node in saving for it in sub_flows(node, project)), default=0)
    if number > max(1, inside):
        message = f"{number} records are sent on one path"
        yield saving[0].complaint(message, text="several records on one path")
    after = _after_questions(flow)
    asked = longest(flow.forward, {node.uuid: 1 for node in flow.asked})
    for node in saving:
        if node.uuid in after and any(asked[it] for it in flow.forward[node.uuid]):
            yield node.complaint("a record is sent between two questions")


def _saves(flow: Flow, node: Node, sent: Totals) -> bool:
    """Whether a record is sent at this very node, or in a flow that it enters."""
    behind = max((sent[flow.uuid][it] for it in flow.forward[node.uuid]), default=0)
    return sent[flow.uuid][node.uuid] > behind


def _after_questions(flow: Flow) -> set[str]:
    """UUIDs of the nodes to which a question leads."""
    found: set[str] = set()
    for uuid, following in flow.forward.items():  # each before those that it leads to
        if uuid in found or flow.by_uuid[uuid].is_question:
            found.update(following)
    return found


def _survey(*order: str) -> Example:
    then = dict(zip(order, (*order[1:], None), strict=True))
    action = an_action(
        "call_webhook", "save", method="POST", url="@globals.cht_url/api/v2/records", headers={}, body="{}"
    )
    nodes = [
        a_node(it, action, then=then[it])
        if it == "Save"
        else ask(it, When("All Responses", None, then[it]), result=it)
        for it in order
    ]
    return Example((a_flow("Survey", *nodes),), shown=("nodes", order.index("Save")))


RULE = Rule(
    id="FLOW019",
    title="records sent before the flow is done",
    why="Half of the answers stay in the CHT as a record of their own when people stop, and reports count twice.",
    advice="Collect the answers and send one record at the end, or at a milestone.",
    severity="info",
    check=check,
    bad=_survey("Age", "Save", "Village"),
    good=_survey("Age", "Village", "Save"),
    practice="Configuration: when to save",
)
