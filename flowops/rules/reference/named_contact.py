"""A contact who is named in a flow."""

from collections.abc import Iterator

from flowops.model.json import a_text, objects
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, an_action, uid


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each contact among the recipients of an action."""
    for _node, action in flow.doing("send_broadcast", "start_session"):
        for index, contact in enumerate(objects(action.body.get("contacts"))):
            who = a_text(contact.get("name")) or "without a name"
            message = f'contact "{who}" is another one, or nobody, in every other workspace'
            yield flow.complaint(message, *action.steps, "contacts", index, text=who)


_TEXT = "A mother asks for help."

RULE = Rule(
    id="REF004",
    title="a contact who is named in a flow",
    why="Contacts differ between workspaces, and an import gives every contact in a flow a random UUID: the message goes"
    " to nobody, and nobody is told.",
    advice="Send to a group that holds the contact, or to a contact query.",
    severity="error",
    check=check,
    bad=Example(
        (
            a_flow(
                "Alert",
                a_node(
                    "x",
                    an_action(
                        "send_broadcast", "x", text=_TEXT, contacts=[{"uuid": uid("Jane"), "name": "Jane"}]
                    ),
                ),
            ),
        ),
        shown=("nodes", 0, "actions"),
    ),
    good=Example(
        (
            a_flow(
                "Alert",
                a_node(
                    "x",
                    an_action(
                        "send_broadcast", "x", text=_TEXT, groups=[{"uuid": uid("Nurses"), "name": "Nurses"}]
                    ),
                ),
            ),
        ),
        shown=("nodes", 0, "actions"),
    ),
)
