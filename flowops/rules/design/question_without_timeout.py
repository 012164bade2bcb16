"""A question that waits until the flow expires."""

from collections.abc import Iterator

from flowops.model.json import JsonObject
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, ask, uid


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each question of a messaging flow that does nothing after a time; calls end by themselves."""
    if flow.type == "messaging":
        for node in flow.asked:
            if not node.timeout:
                yield node.complaint("no timeout: who does not reply hears nothing more", "router", "wait")


_YES = When("Yes", ("has_any_word", ["1 yes"]))
_OTHER = When("Other", None)
_NO_RESPONSE: JsonObject = {
    "seconds": 86400,
    "category_uuid": uid("category Will you go? No Response"),
}

RULE = Rule(
    id="FLOW003",
    title="a question without a timeout",
    why="Most people who do not reply at once forget it. A timeout can nudge them, or end the flow with a word.",
    advice='Turn on "Continue when there is no response" and send a reminder there.',
    severity="warning",
    check=check,
    bad=Example((a_flow("ANC", ask("Will you go?", _YES, _OTHER)),), shown=("nodes", 0, "router", "wait")),
    good=Example(
        (a_flow("ANC", ask("Will you go?", _YES, _OTHER, When("No Response", None), timeout=_NO_RESPONSE)),),
        shown=("nodes", 0, "router", "wait"),
    ),
    practice="Flow programming: timeouts",
)
