"""A password or token that stands in an address."""

import re
from collections.abc import Iterator

from flowops.references.template import masked
from flowops.rules.complaint import Complaint
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.sample import URL, post, reporting

_MASK = "\0"
_USER = re.compile(r"://[^/\s:?#]*:([^/\s?#@]+)@")
_KEY = re.compile(r"[?&](\w*(?:token|password|passwd|secret|api_?key)|key)=(?=[^&\s\0])", re.IGNORECASE)


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each address with name and password, or with a key that is no expression; what they are is not said."""
    for call in calls(flow, project):
        if "://" not in call.url and "?" not in call.url:
            continue
        text = masked(call.url, _MASK)
        if found := _KEY.search(text):
            yield call.complaint(f"{found[1].lower()}=… stands in the address as it is")
        if found := _USER.search(text):
            yield call.complaint(
                "a name and password stand in the address as they are"
                if found[1].strip(_MASK)
                else "name and password in the address are stored in every run"
            )


RULE = Rule(
    id="SEC001",
    title="a password or token in an address",
    why="Everybody who can read the flow or the repository has it, and RapidPro stores the address in every run.",
    advice="Put the credential into a header with a global, whose value is a ${NAME} in each environment.",
    severity="error",
    check=check,
    bad=reporting(post("https://rapidpro:s3cret@@cht.example.org/api/v2/records"), shown=URL),
    good=reporting(post(), shown=URL),
    practice="Configuration: use globals",
)
