"""An action that RapidPro is giving up."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, an_action, uid

_DEPRECATED = ("call_classifier", "request_optin")


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each of them."""
    for _node, action in flow.doing(*_DEPRECATED):
        yield flow.complaint(f"{action.type} is deprecated", *action.steps, "type")


RULE = Rule(
    id="REF014",
    title="an action that RapidPro is giving up",
    why="Classifiers and opt-ins are no longer tracked by RapidPro 26.2 and newer: an import gives the reference a random"
    " UUID, and the next release may not know the action at all.",
    advice="Plan how the flow goes on without it: for classifiers, call_llm or a webhook.",
    severity="info",
    check=check,
    bad=Example(
        (
            a_flow(
                "ANC",
                a_node(
                    "x",
                    an_action(
                        "call_classifier",
                        "x",
                        classifier={"uuid": uid("Intents"), "name": "Intents"},
                        input="@input.text",
                        result_name="Intent",
                    ),
                ),
            ),
        ),
        shown=("nodes", 0, "actions"),
    ),
    good=Example(
        (
            a_flow(
                "ANC",
                a_node(
                    "x",
                    an_action(
                        "call_webhook", "x", method="POST", url="@globals.intents_url", body="@input.text"
                    ),
                ),
            ),
        ),
        shown=("nodes", 0, "actions"),
    ),
)
