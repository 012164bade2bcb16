"""A first message that does not say who writes."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.opening import First, first_messages
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sent import sent
from flowops.rules.settings import Settings
from flowops.rules.sketch import a_flow, a_node, send, uid


def check(project: Project) -> Iterator[Complaint]:
    """Each first message of a flow that contacts begin with, in each language, without any of the project's signatures."""
    names = tuple(name.casefold() for name in project.settings.signatures)
    seen: set[First] = set()
    for flow in project.flows if names else ():
        if flow.uuid in project.entries:
            for first in first_messages(flow, project):
                if first not in seen:
                    seen.add(first)
                    yield from _unsigned(first, names)


def _unsigned(first: First, names: tuple[str, ...]) -> Iterator[Complaint]:
    for it in sent(first.flow):
        if it.action is first.action and it.key == "text":
            text = it.text.casefold()
            if not any(name in text for name in names):
                language = f"{it.language}: " if it.translated else ""
                yield first.flow.complaint(
                    f"{language}nobody signs the first message", *it.steps, text=it.text
                )


def _example(text: str) -> Example:
    return Example(
        (a_flow("ANC", a_node("Welcome", send(text, "welcome"))),),
        {"triggers": [{"trigger_type": "C", "flow": {"uuid": uid("flow ANC"), "name": "ANC"}}]},
        shown=("nodes", 0, "actions"),
        settings=Settings(signatures=("Ministry of Health", "MoH")),
    )


RULE = Rule(
    id="TEXT002",
    title="a first message that nobody signs",
    why="A message from a number that nobody knows is trusted only if it says who sends it.",
    advice="Name the partner or the ministry in the first message; `signatures` in `flowops.yaml` lists the names.",
    severity="info",
    check=check,
    bad=_example("Welcome! We will remind you of your visits."),
    good=_example("Welcome! We will remind you of your visits. Ministry of Health"),
    practice="Messages: sign the first message",
)
