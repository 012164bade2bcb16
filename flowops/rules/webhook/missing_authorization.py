"""A call of the CHT without credentials."""

from collections.abc import Iterator
from dataclasses import replace

from flowops.rules.complaint import Complaint
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.webhook.call import calls
from flowops.rules.webhook.sample import CHT, post, reporting


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each call of the CHT without the header, unless its address holds them; a warning where that is not known."""
    for call in calls(flow, project):
        if call.header("Authorization") or not call.to_cht or call.address.has_user_info:
            continue
        complaint = call.complaint("the CHT is called without the header Authorization")
        yield complaint if call.address.host else replace(complaint, severity="warning")


RULE = Rule(
    id="HOOK004",
    title="a call of the CHT without Authorization",
    why="The CHT refuses it.",
    advice="Add the header Authorization with a global, whose value is a ${NAME} in each environment.",
    severity="error",
    check=check,
    bad=reporting(
        post(headers={"Accept": "application/json", "Content-Type": "application/json"}), globals=CHT
    ),
    good=reporting(post(), globals=CHT),
    needs="environment",
)
