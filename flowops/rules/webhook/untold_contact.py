"""A call whose failure the contact is not told of."""

from collections.abc import Iterator

from flowops.model.json import JsonObject
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Node
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, a_node, ask, send
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.failure import acts, branch
from flowops.rules.webhook.sample import alert, calling, post

_MESSAGES = frozenset({"send_msg", "say_msg", "play_audio"})


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each failure behind a question that leads on, and to no message."""
    for call in calls(flow, project) if flow.questions else ():
        following = branch(flow, call.node)
        if following and not acts(following, _MESSAGES, project) and _was_asked(flow, call.node):
            yield call.node.complaint("when the call fails, the contact who answered is not told", "router")


def _was_asked(flow: Flow, node: Node) -> bool:
    """Whether a question leads to this node."""
    if node.is_question:
        return True
    seen: set[str] = set()
    pending = list(flow.questions)
    while pending:
        for following in flow.following(pending.pop()):
            if following is node:
                return True
            if following.uuid not in seen:
                seen.add(following.uuid)
                pending.append(following)
    return False


def _asking(*failed: JsonObject) -> Example:
    asked = ask("How are you?", When("All", None, "Call"))
    nodes = (asked, calling(post()), a_node("Thanks", send("Thanks!")), a_node("Alert", *failed))
    return Example((a_flow("Report", *nodes),))


RULE = Rule(
    id="HOOK007",
    title="a webhook whose failure the contact is not told of",
    why="Somebody who answered questions waits for a reaction that never comes.",
    advice="Send a message behind the failure: what happened, and what to do.",
    severity="info",
    check=check,
    bad=_asking(alert()),
    good=_asking(alert(), send("We could not save it, and will call you.")),
    practice="Monitoring: notify respondents",
)
