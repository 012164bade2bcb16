"""A reference that calls something by an earlier name."""

from collections.abc import Iterator

from flowops.references import Reference
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.lines import Steps
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow, a_node, an_action, send, uid

_NAMED = ("flow", "group")  # kinds whose own files say what they are called


def check(project: Project) -> Iterator[Complaint]:
    """Each reference by UUID to a flow or group of the project that is called something else there."""
    names: dict[tuple[str, str], set[str]] = {}
    for kind, uuid, name in _definitions(project):
        names.setdefault((kind, uuid.lower()), set()).add(name)
    for user, reference in project.uses(*_NAMED):
        known = names.get((reference.kind, (reference.uuid or "").lower()), set())
        if reference.name and len(known) == 1 and reference.name not in known:
            [name] = known
            message = f'{reference.kind} "{reference.name}" is now called "{name}"'
            yield user.complaint(message, *_place(reference), fix=name)


def _definitions(project: Project) -> Iterator[tuple[str, str, str]]:
    yield from (("flow", flow.uuid, flow.name) for flow in project.flows if flow.uuid)
    for group in project.groups:
        if uuid := group.body.get("uuid"):
            yield "group", str(uuid), group.name


def _place(reference: Reference) -> Steps:
    """Where the name stands."""
    return (*reference.steps, reference.members.name if reference.members else 1)


RULE = Rule(
    id="REF002",
    title="a reference that calls something by an earlier name",
    why="RapidPro follows the UUID, but across workspaces the name counts: a flow or group that is not known there by"
    " its new name is not found by the old one either. And people search for the old name in vain.",
    advice="Write the present name; flowops lint --fix does.",
    severity="info",
    check=check,
    bad=Example(
        (
            a_flow(
                "ANC",
                a_node(
                    "x", an_action("enter_flow", "x", flow={"uuid": uid("flow Survey 2"), "name": "Survey"})
                ),
            ),
            a_flow("Survey 2", a_node("Thanks", send("Thanks!"))),
        ),
        shown=("nodes", 0, "actions"),
    ),
    good=Example(
        (
            a_flow(
                "ANC",
                a_node(
                    "x", an_action("enter_flow", "x", flow={"uuid": uid("flow Survey 2"), "name": "Survey 2"})
                ),
            ),
            a_flow("Survey 2", a_node("Thanks", send("Thanks!"))),
        ),
        shown=("nodes", 0, "actions"),
    ),
    fixable=True,
)
