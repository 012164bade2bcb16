"""A text that was never meant to be sent."""

import re
from collections.abc import Iterator, Mapping

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sent import in_lower, sent
from flowops.rules.sketch import a_flow, a_node, send

_MARKS = ("fixme", "lorem ipsum", "asdf", "test message", "xxx", "|")  # one of these is in what is left over
_LEFT = re.compile(r"\b(?:fixme|lorem ipsum|asdf\w*|test message|x{3,})\b", re.IGNORECASE)
_TODO = re.compile(r"\b(?:TODO\b|(?i:todo:))")
# "Everything", in Asturian, Catalan, Galician, Italian dialects, Portuguese and Spanish
_TODO_IS_A_WORD = frozenset({"ast", "cat", "glg", "por", "spa", "und", "mul"})
_KEY = re.compile(r"\w+\|[a-z]{2,3}")


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each text with a note of whoever wrote the flow, a key instead of a text, or nothing in it."""
    all_of_it = in_lower(flow)
    if not any(mark in all_of_it for mark in (*_MARKS, "todo")) and all(it.text.strip() for it in sent(flow)):
        return
    for it in sent(flow):
        text = it.text.lower()
        found = _leftover(it.text) if not text.strip() or any(mark in text for mark in _MARKS) else ""
        if not found and "todo" in text and it.language not in _TODO_IS_A_WORD:
            found = _note(it.text)
        if found:
            yield flow.complaint(_MESSAGES.get(found, f'leftover "{found}"'), *it.steps, text=it.text)


_MESSAGES: Mapping[str, str] = {" ": "the text is only white space"}


def _leftover(text: str) -> str:
    """What should not be there; " " for a text that is white space."""
    if not text.strip():
        return " "
    if _KEY.fullmatch(text):
        return text
    left = _LEFT.search(text)
    return left[0] if left else ""


def _note(text: str) -> str:
    found = _TODO.search(text)
    return found[0] if found else ""


def _flow(text: str) -> Example:
    return Example(
        (a_flow("ANC", a_node("Check-in", send(text, "check-in"))),), shown=("nodes", 0, "actions")
    )


RULE = Rule(
    id="TEXT001",
    title="a text that is left over",
    why="Somebody gets it as it stands: a note to oneself, a placeholder, the key of a translation, or an empty message.",
    advice="Write the text, or delete the message.",
    severity="error",
    check=check,
    bad=_flow("checkin_message|en"),
    good=_flow("Good morning! How are you today?"),
)
