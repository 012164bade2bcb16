"""A survey that asks everybody everything."""

from collections.abc import Iterator

from flowops.model.json import JsonObject, a_text
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Node
from flowops.rules.project import Project
from flowops.rules.reply import result_key
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, ask

_LEAST = 4  # questions


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each flow with four questions or more in which no answer, and nothing known of the contact, changes what follows."""
    asked = flow.asked
    if len(asked) < _LEAST or any(_branches(node) for node in asked):
        return
    results = {result_key(node) for node in asked if node.result_name}
    if not any(_splits(node, results) for node in flow.reachable if not node.is_question):
        message = f"no skip logic: all {len(asked)} questions are asked whatever the answers"
        yield asked[0].complaint(message, text="no skip logic")


def _branches(node: Node) -> bool:
    """Whether valid replies lead to different places."""
    timeout = a_text(node.timeout.get("category_uuid"))
    tested = {case.category for case in node.cases}
    ways = {
        it.destination for it in node.categories if it.uuid != timeout and (it.uuid in tested or not tested)
    }
    return len(ways) > 1


def _splits(node: Node, results: set[str]) -> bool:
    """Whether it looks at an answer or at the contact; a count of tries is neither."""
    if len({it.destination for it in node.categories}) < 2:
        return False
    operand = node.operand.lower()
    known = "contact" in operand or "fields." in operand or "trigger." in operand or "child." in operand
    return known or any(f"results.{key}" in operand for key in results)


def _survey(other: str | None) -> Example:
    def names(name: str, *whens: When) -> JsonObject:
        return ask(name, *whens, When("Other", None, "Age"), result=name)

    yes, no = ("has_any_word", ["1 yes"]), ("has_any_word", ["0 no"])
    nodes = (
        names("Age", When("Number", ("has_number", []), "Children")),
        names("Children", When("Yes", yes, "Ages"), When("No", no, other)),
        names("Ages", When("Number", ("has_number", []), "School")),
        names("School", When("Yes", yes), When("No", no)),
    )
    return Example((a_flow("Survey", *nodes),), shown=("nodes", 1, "exits"))


RULE = Rule(
    id="FLOW013",
    title="no skip logic",
    why="Questions that do not concern people make a survey longer, and its answers worse.",
    advice="Lead each answer to the next question that concerns those who gave it.",
    severity="info",
    check=check,
    bad=_survey("Ages"),
    good=_survey(None),
    practice="Flow programming: skip logic",
)
