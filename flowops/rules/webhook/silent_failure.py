"""A call whose failure nobody of the team is told of."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import send
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.failure import acts, branch, is_left_to_parents
from flowops.rules.webhook.sample import post, reporting

# Another call may be that of a chat; a started session may be that of a health worker
_ALERTS = frozenset(
    {"send_email", "open_ticket", "send_broadcast", "start_session", "call_webhook", "call_resthook"}
)


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each failure that leads on, and to no e-mail, ticket, broadcast or other alert."""
    for call in calls(flow, project):
        following = branch(flow, call.node)
        if following and not acts(following, _ALERTS, project) and not is_left_to_parents(call):
            yield call.node.complaint("when the call fails, nobody of the team is told", "router")


RULE = Rule(
    id="HOOK006",
    title="a webhook whose failure nobody is told of",
    why="Reports are lost for days before anybody sees it.",
    advice="Send an e-mail to @globals.alert_email, or open a ticket, behind the failure.",
    severity="warning",
    check=check,
    bad=reporting(post(), send("We could not save it."), shown=()),
    good=reporting(post(), shown=()),
    practice="Monitoring: send email on unexpected events",
)
