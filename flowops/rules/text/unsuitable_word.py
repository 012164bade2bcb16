"""A word that the project does not want in its messages."""

import re
from collections.abc import Iterator
from functools import lru_cache

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sent import sent
from flowops.rules.settings import Settings
from flowops.rules.sketch import a_flow, a_node, send


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each text with one of the words of the project's list, as a whole word in any case."""
    words = _pattern(project.settings.words)
    if words is None:
        return
    for it in sent(flow):
        for found in dict.fromkeys(match.lower() for match in words.findall(it.text) if match):
            yield flow.complaint(
                f'"{found}" is on the list of words to avoid', *it.steps, text=f"{found}: {it.text}"
            )


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    listed = [re.escape(word) for word in sorted(words, key=len, reverse=True) if word.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)", re.IGNORECASE) if listed else None


def _example(text: str) -> Example:
    return Example(
        (a_flow("ANC", a_node("Result", send(text, "result"))),),
        shown=("nodes", 0, "actions"),
        settings=Settings(words=("HIV", "HIV status")),
    )


RULE = Rule(
    id="TEXT003",
    title="a word that the project avoids",
    why="Phones are shared: a message must not give away what is private, nor use words that its readers do not.",
    advice="Say it in other words, or take the word off the list `words` in `flowops.yaml`.",
    severity="info",
    check=check,
    bad=_example("Your HIV test is due."),
    good=_example("Your test is due. Please come to the clinic."),
    practice="Messages: language appropriate",
)
