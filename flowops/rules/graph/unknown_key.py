"""A key that the engine does not read."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.graph.keys import strays
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, an_action, uid


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each key that no release of the engine knows, unless RapidPro itself leaves it behind."""
    for key in strays(flow):
        if key.how == "unknown":
            meant = f'; did you mean "{key.meant}"?' if key.meant else ": RapidPro knows no such key here"
            yield flow.complaint(f'"{key.key}" is ignored{meant}', *key.steps)


def _flow(key: str) -> Example:
    enter = an_action(
        "enter_flow", "menu", flow={"uuid": uid("flow Menu"), "name": "Main menu"}, **{key: True}
    )
    return Example((a_flow("ANC", a_node("Done", enter)),), shown=("nodes", 0, "actions"))


RULE = Rule(
    id="GRAPH014",
    title="a key that RapidPro ignores",
    why="RapidPro reads such a flow without a word, and what stands under the key has no effect.",
    advice="Write the key as RapidPro spells it, or delete it.",
    severity="warning",
    check=check,
    bad=_flow("terminl"),
    good=_flow("terminal"),
)
