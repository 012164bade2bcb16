"""A call of the CHT that does not ask for JSON."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.sample import AUTH, post, reporting

_JSON = "application/json"


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each call of the CHT whose first accepted type is not JSON, as far as it is known."""
    for call in calls(flow, project):
        accept = call.header("Accept") or ""
        first = accept.partition(",")[0].partition(";")[0].strip().lower()
        if first != _JSON and "@" not in accept and call.to_cht:
            message = 'without "Accept: application/json" a wrong password looks like success'
            yield call.about_header(message, "Accept", _JSON)


RULE = Rule(
    id="HOOK002",
    title='a call of the CHT without "Accept: application/json"',
    why="The CHT answers a wrong password with its login page, which counts as success: nothing is saved, and nobody learns of it.",
    advice="Add the header Accept: application/json.",
    severity="error",
    check=check,
    bad=reporting(post(headers={**AUTH, "Content-Type": "application/json"})),
    good=reporting(post()),
    practice="Monitoring: failure calling an API",
    fixable=True,
)
