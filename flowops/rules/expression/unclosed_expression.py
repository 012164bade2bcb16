"""An expression whose parenthesis is never closed."""

from collections.abc import Iterator

from flowops.references.reading import written
from flowops.references.template import unclosed
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.expression.written import about, excerpt
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send


def _end(text: str) -> int:
    """Where the last expression ends."""
    found = written(text)
    return found[-1].start + len(found[-1].text) + found[-1].enclosed if found else 0


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each text in which an `@(` has no end: then all that follows is plain text."""
    for spot in flow.templates:
        text = str(spot.value)
        if "@(" in text and "@(" in text[_end(text) :] and (start := unclosed(text)) >= 0:
            yield about(flow, spot, f'"{excerpt(text[start:])}" is taken as it stands: a ) is missing')


RULE = Rule(
    id="EXPR002",
    title="an `@(` without its `)`",
    why="RapidPro takes the rest of the text literally, so the contact reads the expression itself.",
    advice="Close the parenthesis, or the quotes of a text inside it.",
    severity="error",
    check=check,
    bad=Example(
        (a_flow("Welcome", a_node("Hello", send("Hello @(upper(contact.name)"))),),
        shown=("nodes", 0, "actions", 0),
    ),
    good=Example(
        (a_flow("Welcome", a_node("Hello", send("Hello @(upper(contact.name))"))),),
        shown=("nodes", 0, "actions", 0),
    ),
)
