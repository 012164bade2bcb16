"""A record that does not say whom it is about."""

import re
from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.record import records
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, an_action

_TOLD = re.compile(r'[{"]')  # of a body whose keys stand there; another is made elsewhere
# By the phone number, too, the CHT finds the person; the contact's UUID links the runs of one contact
_OF_CONTACT = ("contact.uuid", "contact.urn", "urns.")


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each flow that posts records of which none holds one of the keys that tell the CHT whom it is about."""
    posted = list(records(flow, project))
    if not posted:
        return
    identifiers = project.settings.identifiers
    bodies = [action.text("body") for _, action in posted]
    if all(
        _TOLD.search(body) and not any(it in body for it in (*identifiers, *_OF_CONTACT)) for body in bodies
    ):
        node, action = posted[0]
        inside = action.steps[len(node.steps) :]
        message = f"nothing in the record identifies the respondent: no {' or '.join(identifiers[:2])}"
        yield node.complaint(message, *inside, "body", text="no identifier")


def _post(body: str) -> Example:
    action = an_action(
        "call_webhook", "save", method="POST", url="@globals.cht_url/api/v2/records", headers={}, body=body
    )
    return Example((a_flow("ANC", a_node("Save", action)),), shown=("nodes", 0, "actions"))


RULE = Rule(
    id="FLOW018",
    title="a record without an identifier",
    why="The CHT cannot link the answers to a person: there is no history, no task and no analysis of one patient.",
    advice='Send patient_id, or another key of "identifiers", with each record.',
    severity="warning",
    check=check,
    bad=_post('@(json(object("_meta", object("form", "VISIT"), "attended", results.attended.category)))'),
    good=_post('@(json(object("_meta", object("form", "VISIT"), "patient_id", fields.patient_id)))'),
    practice="Configuration: unique identifier",
)
