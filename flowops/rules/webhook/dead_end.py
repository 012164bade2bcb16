"""A call whose failure leads nowhere."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.failure import dead_ends, is_left_to_parents
from flowops.rules.webhook.sample import calling, post, reporting


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each failure without a destination, unless the flows that enter this one look at the result."""
    for call in calls(flow, project):
        if (ends := dead_ends(call.node)) and not is_left_to_parents(call):
            server = "the CHT" if call.to_cht else "the other server"
            for category in ends:
                yield call.node.complaint(
                    f'"{category.name}" leads nowhere: when {server} is down, the flow ends silently',
                    "router",
                    "categories",
                    category.index,
                )


RULE = Rule(
    id="HOOK005",
    title="a webhook whose failure leads nowhere",
    why="When the other server is down, the conversation ends in the middle, and neither the contact nor the team is told.",
    advice="Lead the failure to a message, and to an alert of the team.",
    severity="error",
    check=check,
    bad=Example((a_flow("Report", calling(post(), failed=None), a_node("Thanks", send("Thanks!"))),)),
    good=reporting(post(), shown=()),
    practice="Monitoring: failure calling an API",
)
