"""An e-mail that goes to an address in the flow, or to one of another domain."""

from collections.abc import Iterator

from flowops.model.json import texts
from flowops.references.template import evaluated
from flowops.rules.complaint import Complaint
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import an_action
from flowops.rules.webhook.address import UNKNOWN, resolved
from flowops.rules.webhook.sample import alert, post, reporting


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each address that holds no expression, and each that is known and of no allowed domain."""
    for _node, action in flow.doing("send_email"):
        for index, written in enumerate(texts(action.body.get("addresses"))):
            address = resolved(written, project).text
            if message := _wrong(written, address, project):
                yield flow.complaint(message, *action.steps, "addresses", index)


def _wrong(written: str, address: str, project: Project) -> str:
    domain = address.rpartition("@")[2].strip().lower()
    allowed = tuple(it.lower() for it in project.settings.email_domains)
    if UNKNOWN not in address and allowed and domain not in allowed:
        return f"{domain} is none of the domains that alerts may go to: {', '.join(allowed)}"
    if not any(evaluated(written)):
        return f"the alert goes to an address in the flow, at {domain}"
    return ""


RULE = Rule(
    id="HOOK008",
    title="an alert to an address that stands in the flow",
    why="When somebody leaves, every flow has to be changed; a typing mistake is found when the first alert is missed.",
    advice="Write @globals.alert_email, with the address of a mailing list in each environment.",
    severity="warning",
    check=check,
    bad=reporting(
        post(),
        an_action("send_email", "alert", addresses=["ops@medicmobilr.org"], subject="Failed", body="Look"),
        shown=("nodes", 2, "actions", 0),
    ),
    good=reporting(post(), alert(), shown=("nodes", 2, "actions", 0)),
    practice="Monitoring: mailing group",
)
