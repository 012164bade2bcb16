"""A call whose outcome no result keeps."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.sample import post, reporting


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each call without a result's name, whose node saves none either."""
    for call in calls(flow, project):
        if not call.result and not call.node.result_name:
            yield call.complaint("no result keeps how the call ended", "result_name")


RULE = Rule(
    id="HOOK014",
    title="a webhook without a result",
    why="Its failures are in no list of runs, so that nobody can count them.",
    advice="Give the webhook a result name.",
    severity="info",
    check=check,
    bad=reporting(post(result_name="")),
    good=reporting(post()),
    practice="Monitoring: finishing as expected",
)
