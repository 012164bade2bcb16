"""Actions that stand after one that leaves the flow for good."""

from collections.abc import Iterator

from flowops.model.json import JsonObject, a_text, an_object
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, an_action, send, uid


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each `enter_flow` with `terminal` that is not the last action of its node.

    goflow (0.21 to 0.285, session.visitNode) does all actions of a node and then enters the flow that was pushed last.
    """
    for node, action in flow.doing("enter_flow"):
        index = node.actions.index(action)
        after = len(node.actions) - index - 1
        if after and action.body.get("terminal") is True:
            name = a_text(an_object(action.body.get("flow")).get("name"))
            count = "1 action runs" if after == 1 else f"{after} actions run"
            yield node.complaint(
                f'{count} before the flow "{name}" is entered, not after', *node.actions[index + 1].steps[2:]
            )


_ENTER = an_action("enter_flow", "menu", flow={"uuid": uid("flow Menu"), "name": "Main menu"}, terminal=True)
_BYE = send("You are back in the main menu.")


def _example(*actions: JsonObject) -> Example:
    return Example((a_flow("ANC", a_node("Done", *actions)),), shown=("nodes", 0, "actions"))


RULE = Rule(
    id="GRAPH009",
    title="actions after a flow that is entered for good",
    why="RapidPro does all actions of a node first, and enters the other flow then; if a second one is entered after it, the"
    " first never is.",
    advice="Put the actions before it or into that flow, and enter one flow only.",
    severity="warning",
    check=check,
    bad=_example(_ENTER, _BYE),
    good=_example(_BYE, _ENTER),
)
