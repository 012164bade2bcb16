"""A first message that is the same for everybody."""

import re
from collections.abc import Iterator

from flowops.references import expressions
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.opening import First, first_messages, pushed
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_campaign, a_flow, a_node, send

# What is known of the person before the flow begins
_KNOWN = re.compile(r"(?<![\w.])(?:contact|fields|urns|parent|trigger\.params|legacy_extra)\b", re.IGNORECASE)


def check(project: Project) -> Iterator[Complaint]:
    """Each first message of a flow that reaches people unasked, if no expression in it is about the contact."""
    seen: set[First] = set()
    for flow in project.flows:
        for first in first_messages(flow, project) if flow.uuid in pushed(project) else ():
            text = first.action.text("text") if first.action.type == "send_msg" else ""
            if first not in seen and text and not _is_personal(text):
                yield first.flow.complaint(
                    "the first message is the same for everybody", *first.action.steps, "text", text=text
                )
            seen.add(first)


def _is_personal(text: str) -> bool:
    return "@" in text and any(_KNOWN.search(expression) for expression in expressions(text))


def _example(text: str) -> Example:
    return Example(
        (a_flow("ANC", a_node("Reminder", send(text, "reminder"))),),
        a_campaign("ANC"),
        shown=("nodes", 0, "actions"),
    )


RULE = Rule(
    id="TEXT005",
    title="a first message without anything personal",
    why="Phones are shared: a message that names whom it is for reaches the right person, and is answered more often.",
    advice="Use what is known: @contact.first_name, a field, or a parameter of the trigger.",
    severity="info",
    check=check,
    bad=_example("Your visit is due."),
    good=_example("@contact.first_name, your visit is due."),
    practice="Flow programming: customize messages",
)
