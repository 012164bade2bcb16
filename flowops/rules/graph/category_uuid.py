"""A category that has the UUID of something else."""

from collections.abc import Iterator

from flowops.model.json import JsonObject
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.graph.identity import shared
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, ask


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each category with the UUID of the flow, of a node, action or exit, or of a category before it."""
    for category, other in shared(flow, "category"):
        yield category.node.complaint(
            f"{category.called} has the same UUID as {other.called}", *category.steps
        )


def _flow(question: JsonObject) -> Example:
    return Example((a_flow("ANC", question),), shown=("nodes", 0))


def _confused(question: JsonObject) -> JsonObject:
    """The category has the UUID of its exit."""
    router = question["router"]
    categories = router["categories"] if isinstance(router, dict) else []
    for category in categories if isinstance(categories, list) else ():
        if isinstance(category, dict) and isinstance(router, dict):
            category["uuid"] = router["default_category_uuid"] = category["exit_uuid"]
    return question


RULE = Rule(
    id="GRAPH007",
    title="a category with the UUID of something else",
    why="Translations are found by UUID: the category and the other thing would take each other's, and editors mix them up.",
    advice="Give the category a UUID of its own, in its cases too.",
    severity="warning",
    check=check,
    bad=_flow(_confused(ask("Symptoms?", When("All", None)))),
    good=_flow(ask("Symptoms?", When("All", None))),
)
