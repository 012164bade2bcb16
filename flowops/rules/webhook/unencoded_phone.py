"""A look-up in the CHT by a phone number that is not prepared for an address."""

import re
from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.sample import URL, get, reporting

_PHONE = re.compile(r"[?&]phone=(.*)", re.DOTALL)
_URN = re.compile(r"\burns?\b", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9A-Za-z%]+(?:[&#].*)?", re.DOTALL)  # as somebody wrote it, with %2B
_RIGHT = "write phone=@(url_encode(urn_parts(urns.tel).path))"
_SAVED = re.compile(r"@\(?(?:results|locals)\.", re.IGNORECASE)


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each look-up whose number is not encoded, or still has its `tel:`."""
    for call in calls(flow, project):
        sent = _PHONE.search(call.url) if call.looks_up_contacts else None
        if sent and not _was_prepared(sent[1], flow):
            if "url_encode" not in sent[1].lower() and not _NUMBER.fullmatch(sent[1]):
                yield call.complaint(f"a raw + becomes a space: {_RIGHT}")
            elif _URN.search(sent[1]) and "urn_parts" not in sent[1].lower():
                yield call.complaint(f"the CHT refuses a number with tel: before it: {_RIGHT}")


def _was_prepared(sent: str, flow: Flow) -> bool:
    """Whether it is a value that the flow saved, and this flow encodes something before it saves it."""
    saved = (action.text("value") for _, action in flow.doing("set_run_result", "set_run_local"))
    return _SAVED.match(sent) is not None and any("url_encode" in it.lower() for it in saved)


RULE = Rule(
    id="HOOK009",
    title="a phone number that is not encoded",
    why="In an address + means a space, and a URN begins with tel: the CHT finds nobody.",
    advice="Write ?phone=@(url_encode(urn_parts(urns.tel).path)).",
    severity="error",
    check=check,
    bad=reporting(get("@globals.cht_url/api/v1/contacts-by-phone?phone=@urns.tel"), shown=URL),
    good=reporting(get(), shown=URL),
)
