"""Messages that nobody can ask for again."""

from collections.abc import Iterator

from flowops.model.json import JsonObject, a_text, an_object
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.opening import pushed
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_campaign, a_flow, a_node, send, uid


def check(project: Project) -> Iterator[Complaint]:
    """Each flow that reaches people unasked, but that no keyword starts, be it through another flow."""
    asked_for = _asked_for(project)
    for flow in project.flows:
        sends = any(node.messages for node in flow.reachable)
        if sends and flow.uuid in pushed(project) and flow.uuid not in asked_for:
            yield flow.complaint("no keyword starts it again", "name")


def _asked_for(project: Project) -> set[str]:
    """UUIDs of the flows that a keyword leads to."""
    keywords = (it for it in project.triggers if a_text(it.body.get("trigger_type")) == "K")
    flows = (project.flow(an_object(it.body.get("flow"))) for it in keywords)
    found: set[str] = set()
    pending: list[Flow] = [flow for flow in flows if flow]
    while pending:
        flow = pending.pop()
        if flow.uuid not in found:
            found.add(flow.uuid)
            pending += project.entered.get(flow.uuid, ())
    return found


_KEYWORD: JsonObject = {
    "trigger_type": "K",
    "keywords": ["visit"],
    "flow": {"uuid": uid("flow ANC"), "name": "ANC"},
    "groups": [],
}


def _example(*triggers: JsonObject) -> Example:
    return Example(
        (a_flow("ANC", a_node("Visit", send("Your visit is on Monday."))),),
        {**a_campaign("ANC"), "triggers": [*triggers]},
    )


RULE = Rule(
    id="TEXT004",
    title="messages that nobody can ask for again",
    why="Messages get lost and deleted; who can send a word to get them again need not ask a health worker.",
    advice="Let a keyword start the flow, and say so in a message: text VISIT to read this again.",
    severity="info",
    check=check,
    bad=_example(),
    good=_example(_KEYWORD),
    practice="Messages: option to revisit",
    default=False,
)
