"""A switch that has no answer for what none of its cases expects."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example, When, a_flow, ask
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow

_YES = When("Yes", ("has_any_word", ["yes"]))


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each switch without a default category."""
    for node in flow.nodes:
        if node.router.get("type") == "switch" and not node.router.get("default_category_uuid"):
            yield node.complaint(
                'no default category: at runtime the run fails ("Router failed to pick a category")', "router"
            )


RULE = Rule(
    id="GRAPH002",
    title="a split without a default category",
    why="Where no case matches, RapidPro has nowhere to go: the run fails, and the contact hears nothing any more.",
    advice='Give it a category for everything else, as "Other".',
    severity="error",
    check=check,
    bad=Example((a_flow("ANC", ask("Coming?", _YES)),), shown=("nodes", 0, "router")),
    good=Example((a_flow("ANC", ask("Coming?", _YES, When("Other", None))),), shown=("nodes", 0, "router")),
)
