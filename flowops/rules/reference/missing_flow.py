"""A flow that is entered or started and is nowhere."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.presence import where_it_is_not
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow, a_node, an_action, send, uid

_SURVEY = {"uuid": uid("flow Survey"), "name": "Survey"}
_ENTER = an_action("enter_flow", "survey", flow={**_SURVEY}, terminal=False)


def check(project: Project) -> Iterator[Complaint]:
    """Each use of such a flow in a flow, as far as that goes to the environment."""
    for user, reference in project.uses("flow"):
        if not isinstance(user, Flow) or reference.dynamic or reference.span:
            continue
        if project.environment and not project.environment.selects(user.name):
            continue
        if where := where_it_is_not(project, reference):
            name = reference.name or "without a name"
            yield user.complaint(f'flow "{name}" is {where}', *reference.steps, text=name)


RULE = Rule(
    id="REF001",
    title="a flow that is entered or started and is nowhere",
    why="At this node the run fails, and the person who was in the middle of a conversation gets no answer any more.",
    advice="Export the flow too, bind it to the flow of another name in the environment, or remove the node.",
    severity="error",
    check=check,
    bad=Example((a_flow("ANC", a_node("Survey", _ENTER)),), shown=("nodes", 0, "actions")),
    good=Example(
        (a_flow("ANC", a_node("Survey", _ENTER)), a_flow("Survey", a_node("Thanks", send("Thanks!")))),
        shown=("nodes",),
    ),
)
