"""A name behind an @ that RapidPro does not know, so that it is sent as it stands."""

from collections.abc import Iterator

from flowops.references import closest
from flowops.references.reading import Written
from flowops.references.template import TOP_LEVELS
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.expression.written import about, expressions
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each `@name.name` of unknown beginning that is no part of an e-mail address."""
    for spot, found in expressions(flow, lambda it: not it.evaluated and "." in it.text):
        if not _is_address(str(spot.value), found):
            yield about(flow, spot, f"'@{found.text}' is taken as it stands{_meant(found)}")


def _is_address(text: str, found: Written) -> bool:
    before = text[found.start - 2] if found.start > 1 else " "
    return before.isalnum() or before in "_.+-%@"


def _meant(found: Written) -> str:
    root, _, rest = found.text.partition(".")
    near = closest(root.lower(), sorted(TOP_LEVELS))
    return f"; did you mean '@{near[0]}.{rest}'?" if near else ""


RULE = Rule(
    id="EXPR004",
    title="a name behind an @ that RapidPro does not know",
    why="It is no expression, so the contact reads it as it stands.",
    advice="Correct the name, or write @@ where a plain @ is meant.",
    severity="warning",
    check=check,
    bad=Example(
        (a_flow("Welcome", a_node("Hello", send("Hello @contacts.name"))),),
        shown=("nodes", 0, "actions", 0),
    ),
    good=Example(
        (a_flow("Welcome", a_node("Hello", send("Hello @contact.name"))),),
        shown=("nodes", 0, "actions", 0),
    ),
)
