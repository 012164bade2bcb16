"""A flow that enters a flow of another type."""

from collections.abc import Iterator

from flowops.model.json import an_object
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, an_action, uid

_BACKGROUND = "messaging_background"  # any flow may enter one
_WORDS = {
    "messaging": "a messaging flow",
    _BACKGROUND: "a background flow",
    "messaging_offline": "a survey",
    "voice": "a voice flow",
}


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each "enter flow" whose target is known to be of another type."""
    for _node, action in flow.doing("enter_flow"):
        target = project.flow(an_object(action.body.get("flow")))
        if target and target.type not in (flow.type, _BACKGROUND):
            ours, theirs = (_WORDS.get(it, f"a flow of type {it}") for it in (flow.type, target.type))
            yield flow.complaint(f'{ours} cannot enter {theirs}: "{target.name}"', *action.steps, "flow")


def _enters(flow_type: str) -> Example:
    call = {"uuid": uid("flow Call"), "name": "Call"}
    return Example(
        (
            a_flow("ANC", a_node("x", an_action("enter_flow", "x", flow={**call}, terminal=False))),
            a_flow("Call", type=flow_type),
        ),
        shown=("nodes", 0, "actions") if flow_type == "voice" else (),
    )


RULE = Rule(
    id="REF006",
    title="a flow that enters a flow of another type",
    why="The engine accepts such a flow and lets the run fail at this node; only background flows can be entered from"
    " any other.",
    advice="Start it for the contact (start somebody else in a flow), or make the flow of the same type.",
    severity="error",
    check=check,
    bad=_enters("voice"),
    good=_enters("messaging"),
)
