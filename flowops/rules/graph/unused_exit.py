"""An exit of a split that none of its categories takes."""

from collections.abc import Iterator

from flowops.model.json import JsonObject, a_text
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, a_node, ask, send, uid


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each exit that stands in a node with a router, but in no category of it."""
    for node in flow.nodes:
        taken = {category.exit for category in node.categories}
        for index, it in enumerate(node.exits if node.router else ()):
            if a_text(it.get("uuid")) not in taken:
                target = flow.by_uuid.get(a_text(it.get("destination_uuid")))
                leads = f'exit leads to "{target.label}"' if target else "exit leads nowhere"
                yield node.complaint(f"{leads}, but no category uses it", "exits", index)


def _flow(*exits: JsonObject) -> JsonObject:
    question = ask("Coming?", When("Yes", ("has_any_word", ["yes"]), "Thanks"), When("Other", None, "Sorry"))
    used = question["exits"]
    return a_flow(
        "ANC",
        {**question, "exits": [*(used if isinstance(used, list) else ()), *exits]},
        a_node("Thanks", send("Thanks!")),
        a_node("Sorry", send("See you another time.")),
    )


RULE = Rule(
    id="GRAPH003",
    title="an exit that no category uses",
    why="Nobody ever leaves by it. It is left over, or the category that used it was lost in an edit or a merge.",
    advice="Delete the exit, or let a category use it.",
    severity="warning",
    check=check,
    bad=Example(
        (_flow({"uuid": uid("exit left over"), "destination_uuid": uid("node Sorry")}),),
        shown=("nodes", 0, "exits"),
    ),
    good=Example((_flow(),), shown=("nodes", 0, "exits")),
)
