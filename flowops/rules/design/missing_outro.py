"""A flow that ends without a word after a reply."""

from collections.abc import Iterator

from flowops.model.json import JsonObject, a_text
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Category, Node
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.silence import silence
from flowops.rules.sketch import When, a_flow, a_node, an_action, ask, send


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each valid reply after which a flow that contacts begin with can end in silence; defaults are FLOW004's."""
    if flow.uuid not in project.entries:
        return
    silent: dict[str, bool] = {"": True}
    for node in flow.asked:
        for category in _valid(node):
            place = category.destination
            if place not in silent:
                silent[place] = bool(silence(flow, project, place).ends)
            if silent[place]:
                message = f"path via '{category.name}' ends without a closing message"
                yield node.complaint(message, "router", "categories", category.index)


def _valid(node: Node) -> list[Category]:
    """Its categories but for the timeout's and, beside others, the default."""
    timeout = a_text(node.timeout.get("category_uuid"))
    found = [it for it in node.categories if it.uuid != timeout]
    tested = {case.category for case in node.cases}
    return [it for it in found if it.uuid in tested] if tested else found


def _question(*actions: JsonObject) -> Example:
    yes = When("Yes", ("has_any_word", ["1 yes"]), "Note")
    field = an_action(
        "set_contact_field", "attends", field={"key": "attends", "name": "Attends"}, value="yes"
    )
    nodes = (
        ask("Will you go?", yes, When("Other", None, "Sorry")),
        a_node("Note", field, *actions),
        a_node("Sorry", send("A health worker will call you.")),
    )
    return Example((a_flow("ANC", *nodes),), shown=("nodes", 1, "actions"))


RULE = Rule(
    id="FLOW008",
    title="a path that ends without a closing message",
    why="People do not know whether their answer arrived, and whether more is to come.",
    advice="Thank them, and say what happens next.",
    severity="info",
    check=check,
    bad=_question(),
    good=_question(send("Thank you, see you there!")),
    practice="Flow design: outro",
)
