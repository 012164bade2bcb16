"""A survey that nobody can leave."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.leaving import can_leave, ways_out
from flowops.rules.node import Node
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import When, a_flow, ask
from flowops.rules.totals import questions, sub_flows, total

_FIRST = 2  # questions by which people should have been told


def check(project: Project) -> Iterator[Complaint]:
    """Each flow that contacts begin with and that asks more than once, where neither it nor a keyword lets them go."""
    if not project.whole or can_leave(project):
        return
    totals = questions(project)
    for flow in project.flows:
        if flow.uuid in project.entries and total(flow, totals) >= _FIRST:
            asked = list(_first(flow, project, {flow.uuid}))
            if not any(_lets_go(of, node, project) for of, node in asked):
                message = f"none of the first {_FIRST} questions lets people leave, and no keyword does"
                first = next((node for of, node in asked if of is flow), flow.nodes[0])
                yield first.complaint(message, text="no way to leave")


def _first(flow: Flow, project: Project, known: set[str]) -> Iterator[tuple[Flow, Node]]:
    """The first questions of a flow, and those of the flows that it enters before."""
    left = _FIRST
    for uuid in flow.forward:
        node = flow.by_uuid[uuid]
        for entered in sub_flows(node, project):
            if entered.uuid not in known:
                known.add(entered.uuid)
                yield from ((entered, it) for it in entered.asked[:_FIRST])
        if node.is_question:
            yield flow, node
            left -= 1
        if not left:
            return


def _lets_go(flow: Flow, node: Node, project: Project) -> bool:
    settings = project.settings
    return any(ways_out(flow, node, settings)) or _may_refuse(flow, node, settings.no_names)


def _may_refuse(flow: Flow, node: Node, no: tuple[str, ...]) -> bool:
    """Whether no question follows a "No": then it asked whether people want to take part."""
    refusals = [it for it in node.categories if it.name.lower() in no]
    return any(not any(it.is_question for it in flow.behind(no.destination).values()) for no in refusals)


def _survey(*whens: When) -> Example:
    nodes = (
        ask("Age", *whens, When("All Responses", None, "Village"), result="Age"),
        ask("Village", When("All Responses", None), result="Village"),
    )
    return Example((a_flow("Survey", *nodes),), shown=("nodes", 0, "router", "categories"))


RULE = Rule(
    id="FLOW009",
    title="no way to leave a survey",
    why="People must be able to refuse. Who cannot leave stops answering, or complains to the operator.",
    advice="Let a reply such as STOP end the flow, or give the workspace a keyword for it.",
    severity="warning",
    check=check,
    bad=_survey(),
    good=_survey(When("Stop", ("has_any_word", ["stop"]))),
    practice="Flow design: opt-in or out",
)
