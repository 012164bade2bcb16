"""An address that cannot be right once the globals are put in."""

import re
from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import ENVIRONMENT
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.webhook.address import UNKNOWN, Address
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.sample import CHT, post, reporting


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each known address without http, with // in its path, or with /api/ twice."""
    for call in calls(flow, project):
        if call.address.is_known and (why := _wrong(call.address)):
            shown = call.address.text.replace(UNKNOWN, "…")
            yield call.complaint(f"{_without_password(shown)}: {why}")


def _wrong(address: Address) -> str:
    if address.scheme not in ("http", "https"):
        return "it does not begin with https://"
    if "//" in address.path:
        return "// stands in its path"
    return "/api/ stands in its path twice" if address.path.count("/api/") > 1 else ""


def _without_password(text: str) -> str:
    return re.sub(r"(?<=://)[^/?#\s]*@", "…@", text.partition("?")[0])[:120]


RULE = Rule(
    id="HOOK013",
    title="an address that cannot be right",
    why="A global that holds a base address is used as a whole one, or the other way round: every call fails.",
    advice="Let the global hold the base address without a slash at its end, and write the path in the flow.",
    severity="error",
    check=check,
    bad=reporting(post(), globals={"cht_url": "https://cht.example.org/api/v2/records"}, shown=ENVIRONMENT),
    good=reporting(post(), globals=CHT, shown=ENVIRONMENT),
    practice="Configuration: use globals",
    needs="environment",
)
