"""A first question that is answered by the message that starts the flow."""

from collections.abc import Iterator, Mapping

from flowops.model.json import JsonObject, a_text, an_object
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import When, a_flow, a_node, ask, send, uid

# Triggers that a message sets off, as exports name them
_MESSAGES = {"K": "a keyword", "C": "a message that nothing else expects"}


def check(project: Project) -> Iterator[Complaint]:
    """Each flow whose first node is a question, and that a message starts."""
    started: dict[str, str] = {}
    for trigger in project.triggers:
        words = _MESSAGES.get(a_text(trigger.body.get("trigger_type")))
        flow = project.flow(an_object(trigger.body.get("flow")))
        if words and flow:
            started.setdefault(flow.uuid, words)
    for flow in project.flows:
        if flow.uuid in started and flow.entry and flow.entry.is_question:
            yield flow.entry.complaint(
                f"the first wait is skipped when {started[flow.uuid]} starts the flow", "router", "wait"
            )


_TRIGGERS: Mapping[str, list[JsonObject]] = {
    "triggers": [
        {
            "trigger_type": "K",
            "keywords": ["anc"],
            "flow": {"uuid": uid("flow ANC"), "name": "ANC"},
            "groups": [],
        }
    ]
}
_ASK = ask("Weeks?", When("Weeks", ("has_number", [])), When("Other", None))


def _example(*nodes: JsonObject) -> Example:
    return Example((a_flow("ANC", *nodes),), lists=_TRIGGERS, shown=("nodes", 0))


RULE = Rule(
    id="GRAPH013",
    title="a first question that a keyword answers",
    why="RapidPro takes the message that starts a flow for the reply to a question that is the very first node.",
    advice="Send a message first, unless the keyword is meant as the reply.",
    severity="info",
    check=check,
    bad=_example(_ASK),
    good=_example(a_node("Ask weeks", send("How many weeks?"), then="Weeks?"), _ASK),
)
