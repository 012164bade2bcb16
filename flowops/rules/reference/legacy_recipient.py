"""Recipients of a start as flows of 2019 had them."""

from collections.abc import Iterator

from flowops.model.json import Json
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, an_action, uid


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each "start somebody else" that has `legacy_vars`."""
    for _node, action in flow.doing("start_session"):
        if action.body.get("legacy_vars"):
            message = "starts the flow for whoever an expression of an old flow names (legacy_vars)"
            yield flow.complaint(message, *action.steps, "legacy_vars")


def _starts(**recipients: Json) -> Example:
    survey: Json = {"uuid": uid("flow Survey"), "name": "Survey"}
    action = an_action("start_session", "x", flow=survey, **recipients)
    return Example((a_flow("ANC", a_node("x", action)),), shown=("nodes", 0, "actions"))


RULE = Rule(
    id="REF012",
    title="a start whose recipients come from legacy_vars",
    why="The editor cannot show such recipients any more, RapidPro reports them as an issue of the flow, and whether an"
    " expression finds a group, a contact or nobody is only known when the flow runs.",
    advice="Choose groups or a contact query in the editor.",
    severity="warning",
    check=check,
    bad=_starts(legacy_vars=["@contact.supervisor"]),
    good=_starts(contact_query='supervisor = "@contact.name"'),
)
