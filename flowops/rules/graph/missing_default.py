"""A switch that has no answer for what none of its cases expects."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Node
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, ask

_ENDS = frozenset({"completed", "expired"})
_YES = When("Yes", ("has_any_word", ["yes"]))


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each switch without a default category, unless its cases are all that can happen."""
    for node in flow.nodes:
        has_default = node.router.get("type") != "switch" or node.router.get("default_category_uuid")
        if not has_default and not _is_complete(node):
            yield node.complaint(
                'no default category: at runtime the run fails ("Router failed to pick a category")', "router"
            )


def _is_complete(node: Node) -> bool:
    """Whether it tells apart how a flow that was entered ended; where that failed, this run fails too."""
    expected = {argument for case in node.cases for argument in case.arguments}
    return node.operand.lower() in ("@child.status", "@child.run.status") and expected >= _ENDS


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
