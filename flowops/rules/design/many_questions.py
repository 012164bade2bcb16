"""More questions on one way through a flow than people answer."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Node
from flowops.rules.paths import along
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.settings import Settings
from flowops.rules.sketch import When, a_flow, ask
from flowops.rules.totals import Totals, questions, sub_flows, total


def check(project: Project) -> Iterator[Complaint]:
    """Each flow with too many, at the question that is one too many; not those that only enter such a flow."""
    limit = project.settings.max_questions
    totals = questions(project)
    for flow in project.flows:
        asked = total(flow, totals)
        if asked > limit and not any(total(it, totals) > limit for it in _entered(flow, project)):
            message = f"{asked} questions on the longest path (limit {limit})"
            yield _at(flow, project, totals, limit).complaint(message, text="questions on the longest path")


def _entered(flow: Flow, project: Project) -> Iterator[Flow]:
    return (it for node, _ in flow.doing("enter_flow") for it in sub_flows(node, project))


def _at(flow: Flow, project: Project, totals: Totals, limit: int) -> Node:
    """Where on its longest path a flow has asked more than `limit` questions."""
    asked = 0
    node = flow.nodes[0]
    for uuid in along(node.uuid, flow.forward, totals[flow.uuid]):
        node = flow.by_uuid[uuid]
        asked += int(node.is_question) + sum(total(it, totals) for it in sub_flows(node, project))
        if asked > limit:
            break
    return node


def _survey(*names: str) -> Example:
    pairs = zip(names, (*names[1:], None), strict=True)
    nodes = [ask(name, When("All Responses", None, then), result=name) for name, then in pairs]
    return Example(
        (a_flow("Survey", *nodes),), shown=("nodes", 0, "router"), settings=Settings(max_questions=2)
    )


RULE = Rule(
    id="FLOW001",
    title="too many questions on one path",
    why="Long surveys are not finished, and what is answered is answered in a hurry.",
    advice="Ask less, split the flow, or skip what need not be asked of everybody.",
    severity="warning",
    check=check,
    bad=_survey("Age", "Village", "Children"),
    good=_survey("Village", "Children"),
    practice="Flow design: less than 10 questions",
)
