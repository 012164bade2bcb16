"""A language that the workspace does not list."""

from collections.abc import Iterator
from datetime import UTC, datetime

from flowops.model.live import Live
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send, uid

_NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each language of a flow's translations that contacts of the workspace cannot have."""
    listed = project.live.languages if project.live else ()
    for language in flow.localization if listed else ():
        if language not in listed:
            message = f'the workspace does not list "{language}": nobody gets these translations'
            yield flow.complaint(message, "localization", language, text=language)


def _in(*languages: str) -> Example:
    flow = a_flow(
        "ANC",
        a_node("Hello", send("Hello")),
        localization={"swa": {uid("action Hello"): {"text": ["Habari"]}}},
    )
    return Example((flow,), globals={}, live=Live(languages, (), _NOW))


RULE = Rule(
    id="TRANS012",
    title="a language that the workspace does not list",
    why="RapidPro takes a contact's language only where the workspace lists it: everybody gets another one.",
    advice="Add the language to the workspace's flow languages.",
    severity="warning",
    check=check,
    bad=_in("eng"),
    good=_in("eng", "swa"),
    needs="server",
)
