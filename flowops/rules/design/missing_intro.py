"""A flow that waits before it has said anything."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.silence import silence
from flowops.rules.sketch import When, a_flow, a_node, ask, send

_BY_MESSAGE = ("K", "C")  # keyword and catch-all triggers: their message answers a wait that comes first


def check(project: Project) -> Iterator[Complaint]:
    """Each flow that contacts begin with, at a question that it comes to without a message."""
    by_message = _started_by_message(project)
    for flow in project.flows:
        entry = flow.entry
        if entry is None or flow.uuid not in project.entries:
            continue
        for node in silence(flow, project, entry.uuid).questions[:1]:
            if node is not entry or flow.uuid not in by_message:
                yield node.complaint("nothing is said before the flow waits for a reply", "router", "wait")


def _started_by_message(project: Project) -> frozenset[str]:
    triggers = (it.body for it in project.triggers if it.body.get("trigger_type") in _BY_MESSAGE)
    flows = (project.flow(it) for body in triggers if isinstance(it := body.get("flow"), dict))
    return frozenset(flow.uuid for flow in flows if flow)


_QUESTION = ask("Will you go?", When("Yes", ("has_any_word", ["1 yes"])), When("Other", None))

RULE = Rule(
    id="FLOW007",
    title="no message before the first question",
    why="Nobody answers who has not been asked. An intro says who writes, what for, and what it costs.",
    advice="Send a message before the first wait.",
    severity="info",
    check=check,
    bad=Example((a_flow("ANC", _QUESTION),), shown=("nodes", 0, "router", "wait")),
    good=Example(
        (a_flow("ANC", a_node("Intro", send("ANC team: will you go?"), then="Will you go?"), _QUESTION),),
        shown=("nodes", 0),
    ),
    practice="Flow design: intro",
)
