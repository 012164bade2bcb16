"""A function, or a first name of a look-up, that expressions do not have."""

from collections.abc import Iterator

from flowops.references import closest
from flowops.references.functions import FUNCTIONS
from flowops.references.reading import Written
from flowops.references.template import TOP_LEVELS
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.expression.written import about, expressions
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import a_flow, a_node, send
from flowops.rules.spec import RELEASES, Release


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each call and each look-up of a name that is neither a function nor part of the context."""
    for spot, found in expressions(flow, lambda it: _messages(it, project.release)):
        for message in _messages(found, project.release):
            yield about(flow, spot, message)


def _messages(found: Written, release: Release) -> dict[str, None]:
    return dict.fromkeys(
        (*_calls(found, release), *_names(found)) if found.enclosed and not found.fault else ()
    )


def _calls(found: Written, release: Release) -> Iterator[str]:
    for token in found.calls:
        name = token.text.lower()
        since = FUNCTIONS.get(name)
        if since is None and name not in TOP_LEVELS:
            yield f"unknown function '{token.text}'{_meant(name, FUNCTIONS)}"
        elif since is not None and since > release.minor:
            first = next(it for it in RELEASES if it.minor >= since)
            yield f"the function '{token.text}' exists since {first.name}, not in {release.name}"


def _names(found: Written) -> Iterator[str]:
    for lookup in found.lookups:
        if lookup.root not in TOP_LEVELS and lookup.root not in FUNCTIONS:
            yield f"expressions know no '{lookup.root}'{_meant(lookup.root, TOP_LEVELS)}"


def _meant(name: str, known: object) -> str:
    near = closest(name, sorted(known))  # type: ignore[call-overload]
    return f"; did you mean '{near[0]}'?" if near else ""


RULE = Rule(
    id="EXPR006",
    title="a function or name that expressions do not have",
    why="The whole expression fails, and the contact gets the text without it.",
    advice="Correct the name; the functions are listed in the completion of RapidPro's editor.",
    severity="error",
    check=check,
    bad=Example(
        (a_flow("Welcome", a_node("Hello", send("Hello @(uper(contact.name))"))),),
        shown=("nodes", 0, "actions", 0),
    ),
    good=Example(
        (a_flow("Welcome", a_node("Hello", send("Hello @(upper(contact.name))"))),),
        shown=("nodes", 0, "actions", 0),
    ),
)
