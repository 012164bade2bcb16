"""A text in an expression that stands in other quotes than straight double ones."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.expression.written import about, expressions, shown
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each expression that does not parse for its quotes."""
    for spot, found in expressions(flow, lambda it: it.fault):
        if found.fault and found.fault.quote:
            yield about(flow, spot, f"'{shown(found)}' does not parse: texts in expressions stand in \"…\"")


RULE = Rule(
    id="EXPR005",
    title="single or typographic quotes inside an expression",
    why="The expression does not parse: the contact gets the text without it, and a split takes its Other category.",
    advice='Write texts in straight double quotes: "…".',
    severity="error",
    check=check,
    bad=Example(
        (a_flow("Thanks", a_node("Thanks", send('@(if(results.sex = \'f\', "Mama", "Baba")), thanks!'))),),
        shown=("nodes", 0, "actions", 0),
    ),
    good=Example(
        (a_flow("Thanks", a_node("Thanks", send('@(if(results.sex = "f", "Mama", "Baba")), thanks!'))),),
        shown=("nodes", 0, "actions", 0),
    ),
)
