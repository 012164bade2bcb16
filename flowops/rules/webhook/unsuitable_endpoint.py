"""An address of the CHT or RapidPro that flows should not call."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from flowops.rules.complaint import Complaint
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.sample import URL, post, reporting

# Source: the APIs of CHT 3.10 to 5.0 and of RapidPro 7.4 to 26.3
_UNSUITABLE: Final[Mapping[re.Pattern[str], str]] = {
    re.compile(r"/api/v1/records/?\Z"): "/api/v1/records is deprecated: use /api/v2/records",
    re.compile(r"/radpidpro/"): "radpidpro is the address before CHT 4.1: use /api/v2/sms/rapidpro/",
    re.compile(r"\A/medic/"): "/medic/ writes past the CHT's forms and checks: use /api/v2/records",
    re.compile(
        r"/api/v2/(?:archives|boundaries|broadcasts|campaign_events|campaigns|channel_events|channels|classifiers|contact_actions"
        r"|contacts|definitions|fields|flow_starts|flows|globals|groups|labels|media|message_actions|messages|optins|resthooks|runs"
        r"|templates|ticket_actions|tickets|topics|users|workspace)\.json\Z"
    ): "a flow calls RapidPro's own API: use the flow's actions instead",
}


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each call of one of these."""
    for call in calls(flow, project):
        path = call.address.path
        for pattern, why in _UNSUITABLE.items():
            if pattern.search(path):
                yield call.complaint(why)
                break


RULE = Rule(
    id="HOOK011",
    title="an address that flows should not call",
    why="Deprecated addresses go away; what is written past the CHT's forms is not checked, and RapidPro calling itself can run in circles.",
    advice="Use /api/v2/records of the CHT, and the actions of the flow instead of RapidPro's own API.",
    severity="warning",
    check=check,
    bad=reporting(post("@globals.cht_url/api/v1/records"), shown=URL),
    good=reporting(post(), shown=URL),
)
