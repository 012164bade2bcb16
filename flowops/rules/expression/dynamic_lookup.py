"""A global or field that only a run of the flow knows."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send

# All results of a run are sent to other servers by habit, and they are bound to nothing in a workspace
_TRACKED = frozenset({"global", "field"})


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each look-up of globals or fields as a whole or by a key that is computed."""
    for reference in flow.references:
        if reference.dynamic and reference.kind in _TRACKED:
            yield flow.complaint(
                f"any {reference.kind} may be looked up here: flowops cannot follow it", *reference.steps
            )


RULE = Rule(
    id="EXPR010",
    title="a global or field by a computed key",
    why="Nobody can tell which one is used, so flowops cannot check that it has a value, nor find it again.",
    advice="Write the key itself: @globals.cht_url.",
    severity="info",
    check=check,
    bad=Example(
        (a_flow("Help", a_node("Help", send("Call @(globals[fields.district])"))),),
        shown=("nodes", 0, "actions", 0),
    ),
    good=Example(
        (a_flow("Help", a_node("Help", send("Call @globals.helpline"))),),
        shown=("nodes", 0, "actions", 0),
    ),
)
