"""Locals, which RapidPro has had since 10.2, in a flow for an older one."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.expression.written import about, expressions, shown
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send
from flowops.rules.spec import RELEASES

_SPEC = (14, 0, 0)
_FIRST = next(it for it in RELEASES if it.spec >= _SPEC)


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each text with `@locals…`, where the target's engine does not know it."""
    if project.release.spec >= _SPEC:
        return
    name = project.release.name
    for spot, found in expressions(flow, lambda it: any(lookup.root == "locals" for lookup in it.lookups)):
        message = f"'{shown(found)}': {name} knows no locals, which exist since {_FIRST.name}"
        yield about(flow, spot, message)


RULE = Rule(
    id="EXPR012",
    title="locals in a flow for an older RapidPro",
    why="An older RapidPro takes @locals literally: the contact reads it as it stands.",
    advice="Save a result instead, or deploy to RapidPro 10.2 or newer.",
    severity="error",
    check=check,
    bad=Example(
        (a_flow("Sum", a_node("Sum", send("You have @locals.points points"))),),
        shown=("nodes", 0, "actions", 0),
        release="9.0",
    ),
    good=Example(
        (a_flow("Sum", a_node("Sum", send("You have @results.points points"))),),
        shown=("nodes", 0, "actions", 0),
        release="9.0",
    ),
)
