"""A message, a start or a change of groups that is for nobody."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Action
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, an_action, uid

_RECIPIENTS = ("groups", "contacts", "contact_query", "urns", "legacy_vars")
# Type -> keys of which one must hold something, and what is said where none does
_NEEDS = {
    "send_broadcast": (_RECIPIENTS, "sends to nobody"),
    "start_session": ((*_RECIPIENTS, "create_contact"), "starts the flow for nobody"),
    "add_contact_groups": (("groups",), "adds to no group"),
    "remove_contact_groups": (("groups", "all_groups"), "removes from no group"),
}


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each action without anybody, or any group, to act on."""
    for _node, action in flow.doing(*_NEEDS):
        keys, message = _NEEDS[action.type]
        if not any(action.body.get(key) for key in keys):
            yield flow.complaint(message, *action.steps, text=_text(action, message))


def _text(action: Action, message: str) -> str:
    return f"{message}: {action.text('text')}"


_NURSES = {"uuid": uid("Nurses"), "name": "Nurses"}

RULE = Rule(
    id="REF011",
    title="a message, a start or a change of groups that is for nobody",
    why="RapidPro takes the action and does nothing: the health worker who should be told is not, and no error shows it.",
    advice="Choose recipients or groups, or delete the action.",
    severity="warning",
    check=check,
    bad=Example(
        (a_flow("Alert", a_node("x", an_action("send_broadcast", "x", text="Please call her.", groups=[]))),),
        shown=("nodes", 0, "actions"),
    ),
    good=Example(
        (
            a_flow(
                "Alert",
                a_node("x", an_action("send_broadcast", "x", text="Please call her.", groups=[{**_NURSES}])),
            ),
        ),
        shown=("nodes", 0, "actions"),
    ),
)
