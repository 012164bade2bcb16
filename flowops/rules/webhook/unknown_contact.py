"""A look-up in the CHT that takes an unknown number for a failure."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, a_node, send, split, uid
from flowops.rules.webhook.call import Call, calls
from flowops.rules.webhook.failure import failures, is_left_to_parents
from flowops.rules.webhook.sample import alert, calling, get, reporting


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each look-up whose answers are told apart by success alone."""
    for call in calls(flow, project):
        if call.looks_up_contacts and failures(call.node) and not _tells_apart(call):
            yield call.node.complaint(
                "a number that the CHT does not know (404) is taken for a failure", "router"
            )


def _tells_apart(call: Call) -> bool:
    if len(call.node.cases) > 1 or is_left_to_parents(call):
        return True
    others = (it.operand.lower() for it in call.flow.nodes if it is not call.node)
    return any(_looks_at_answer(operand, call.key) for operand in others)


def _looks_at_answer(operand: str, key: str) -> bool:
    saved = f"results.{key}"
    of_result = key and saved in operand and f"{saved}.category" not in operand
    return "webhook" in operand or bool(of_result)


def _telling_apart() -> Example:
    apart = split(
        "Why?",
        "@results.contact",
        When("Not found", ("has_number_eq", ["404"]), "Thanks"),
        When("Other", None, "Tell"),
    )
    nodes = (
        calling(get(), key="contact"),
        {**apart, "uuid": uid("node Alert")},
        a_node("Thanks", send("Thanks!")),
        a_node("Tell", alert()),
    )
    return Example((a_flow("Report", *nodes),))


RULE = Rule(
    id="HOOK010",
    title="an unknown number that is taken for a failure",
    why="The CHT answers 404 where nobody has the number, which is normal: each such contact raises an alarm, or is told of a failure.",
    advice='Behind the failure, split by @webhook.status or by the value of the result: 404 is "not found".',
    severity="warning",
    check=check,
    bad=reporting(get(), shown=()),
    good=_telling_apart(),
)
