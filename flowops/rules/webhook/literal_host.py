"""A call whose address is not in a global."""

from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase

from flowops.rules.complaint import Complaint
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.sample import URL, post, reporting

_STARTS = ("@globals.", "@(globals.", "@(globals[")


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each call whose address begins with anything else than a global."""
    for call in calls(flow, project):
        begins = call.url.strip().lower()
        if not begins or begins.startswith(_STARTS):
            continue
        if not begins.startswith("@"):
            host = call.address.host or "in the address"
            if not _is_allowed(host, project):
                yield call.complaint(f"hard-coded host {host}")
        elif "globals" not in begins:
            yield replace(call.complaint("the address does not begin with a global"), severity="warning")


def _is_allowed(host: str, project: Project) -> bool:
    return any(fnmatchcase(host, pattern.lower()) for pattern in project.settings.hosts)


RULE = Rule(
    id="HOOK001",
    title="a hard-coded address",
    why="Staging and production call the same server, or somebody edits the flow by hand at each release.",
    advice="Put the address into a global, and its value into each environment; hosts that are the same everywhere can be allowed under lint.hosts.",
    severity="error",
    check=check,
    bad=reporting(post("https://cht.example.org/api/v2/records"), shown=URL),
    good=reporting(post(), shown=URL),
    practice="Configuration: use globals",
)
