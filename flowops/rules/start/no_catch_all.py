"""A programme without a catch-all trigger."""

from collections.abc import Iterator

from flowops.model.kind import TRIGGER
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.file import File
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow
from flowops.rules.start.sample import a_trigger
from flowops.rules.start.starting import CATCH_ALL, KEYWORD, starts


def check(project: Project) -> Iterator[Complaint]:
    """Once for a whole programme that people can write to: it has flows for messages, and keywords."""
    types = {it.type for it in starts(project.triggers)}
    if project.whole and KEYWORD in types and CATCH_ALL not in types:
        yield Complaint("no catch-all trigger: messages that nobody expects are lost", _file(project))


def _file(project: Project) -> File:
    named = (part.home.file for part in project.of(TRIGGER))
    return next(named)


def _programme(*kinds: str) -> Example:
    triggers = (a_trigger("Menu", *(["help"] if kind == KEYWORD else []), kind=kind) for kind in kinds)
    return Example((a_flow("Menu"),), {"triggers": [*triggers]}, shown=("triggers",))


RULE = Rule(
    id="TRIG001",
    title="a programme without a catch-all trigger",
    why="A message that answers no question and has no keyword in it gets no reply, and nobody in the programme reads it:"
    " a mother in danger writes in her own words.",
    advice="Add a trigger for messages that nothing else catches, to a flow that answers and alerts somebody.",
    severity="warning",
    check=check,
    bad=_programme("K"),
    good=_programme("K", "C"),
    practice="Flow programming: unsolicited responses",
)
