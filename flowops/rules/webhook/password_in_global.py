"""A global for an address whose value holds a password."""

import re
from collections.abc import Iterator

from flowops.errors import UnsetVariable
from flowops.references.context import uses
from flowops.rules.complaint import Complaint
from flowops.rules.example import ENVIRONMENT
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.sample import CHT, post, reporting

_USER = re.compile(r"://[^/?#\s@]+@")


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each call whose address has such a global; neither value nor password is shown."""
    for call in calls(flow, project):
        for key in dict.fromkeys(it.key for _, it in uses(call.url) if it.kind == "global"):
            if _USER.search(_revealed(project, key)):
                yield call.complaint(f"{key} holds a password: it would be stored in every run")


def _revealed(project: Project, key: str) -> str:
    value = project.environment.globals.get(key, "") if project.environment else ""
    if isinstance(value, str):
        return value
    try:
        return value.reveal()
    except UnsetVariable:  # nobody needs it to check flows
        return ""


RULE = Rule(
    id="SEC002",
    title="a password in the global of an address",
    why="RapidPro stores the address in the result of every run, where everybody who sees runs can read it.",
    advice="Put name and password into a header: Authorization with a global.",
    severity="error",
    check=check,
    bad=reporting(post(), globals={"cht_url": "https://rapidpro:s3cret@cht.example.org"}, shown=ENVIRONMENT),
    good=reporting(post(), globals=CHT, shown=ENVIRONMENT),
    needs="environment",
)
