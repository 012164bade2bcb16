"""A timeout that is over before it begins."""

from collections.abc import Iterator

from flowops.model.json import Json
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, ask, uid


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each wait with a negative number of seconds."""
    for node in flow.nodes:
        seconds = node.timeout.get("seconds")
        if isinstance(seconds, int | float) and seconds < 0:
            yield node.complaint(
                "the timeout is negative: nobody gets time to reply", "router", "wait", "timeout", "seconds"
            )


def _example(seconds: Json) -> Example:
    timeout: Json = {"seconds": seconds, "category_uuid": uid("category Coming? Other")}
    return Example(
        (a_flow("ANC", ask("Coming?", When("Other", None), timeout=timeout)),),
        shown=("nodes", 0, "router", "wait"),
    )


RULE = Rule(
    id="GRAPH011",
    title="a negative timeout",
    why="The wait is over at once: the flow goes on as if the contact had not replied.",
    advice="Write how many seconds a contact has.",
    severity="error",
    check=check,
    bad=_example(-3600),
    good=_example(3600),
)
