"""A call that anybody on the way can read."""

from collections.abc import Iterator

from flowops.environment import is_loopback
from flowops.rules.complaint import Complaint
from flowops.rules.example import ENVIRONMENT
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.sample import CHT, post, reporting


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each known address with http, but for this machine's own."""
    for call in calls(flow, project):
        host = call.address.host
        if call.address.scheme == "http" and not is_loopback(host):
            yield call.complaint(
                f"{host or 'the other server'} is called by http: everybody on the way can read and change it"
            )


RULE = Rule(
    id="SEC004",
    title="a call by http",
    why="Names, phone numbers and passwords travel in the clear.",
    advice="Use https.",
    severity="error",
    check=check,
    bad=reporting(post(), globals={"cht_url": "http://cht.example.org"}, shown=ENVIRONMENT),
    good=reporting(post(), globals=CHT, shown=ENVIRONMENT),
)
