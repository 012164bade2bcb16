"""An expression that does not parse."""

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
    """Each expression with a fault; texts in other quotes are a rule of their own."""
    for spot, found in expressions(flow, lambda it: it.fault):
        if found.fault and not found.fault.quote:
            yield about(flow, spot, f"'{shown(found)}' does not parse: {found.fault.why}")


RULE = Rule(
    id="EXPR001",
    title="an expression that does not parse",
    why="The contact gets the text without what the expression should say, and a split takes its Other category.",
    advice="Mend the expression; its language is RapidPro's own, not JavaScript or Excel.",
    severity="error",
    check=check,
    bad=Example(
        (a_flow("Visit", a_node("Thanks", send("Your next visit: @results.2nd_visit"))),),
        shown=("nodes", 0, "actions", 0),
    ),
    good=Example(
        (a_flow("Visit", a_node("Thanks", send('Your next visit: @(results["2nd_visit"])'))),),
        shown=("nodes", 0, "actions", 0),
    ),
)
