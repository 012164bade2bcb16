"""A question that does not name the keyword of a shared short code."""

import re
from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Action
from flowops.rules.project import Project
from flowops.rules.prompt import prompt, said
from flowops.rules.rule import Rule, each_flow
from flowops.rules.settings import Settings
from flowops.rules.sketch import When, a_flow, a_node, ask, send


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each question of which no message says it, in the base language or in a translation."""
    keyword = project.settings.short_code_keyword
    if not keyword:
        return
    named = re.compile(rf"(?<!\w){re.escape(keyword)}(?!\w)", re.IGNORECASE)
    for node in flow.asked:
        for language in _without(flow, prompt(flow, node).messages, named):
            where = f"{language}: " if language else ""
            message = f'{where}no message of this question says to begin the reply with "{keyword}"'
            yield flow.complaint(message, *node.steps)


def _without(flow: Flow, messages: tuple[Action, ...], named: re.Pattern[str]) -> Iterator[str]:
    """Languages in which none of the messages names the keyword; only "", the base, where that is one."""
    for language in ("", *flow.localization):
        texts = [said(flow, message, language) for message in messages]
        is_said = not language or any(it.translated for it in texts)
        if texts and is_said and not any(named.search(it.text) for it in texts):
            yield language
            if not language:
                return


def _asks(text: str) -> Example:
    nodes = (
        a_node("Ask", send(text), then="Wait"),
        ask("Wait", When("Yes", ("has_any_word", ["yes"])), When("Other", None)),
    )
    return Example(
        (a_flow("ANC", *nodes),), shown=("nodes", 0, "actions"), settings=Settings(short_code_keyword="MAMA")
    )


RULE = Rule(
    id="CHAN004",
    title="a question that does not name the keyword of a shared short code",
    why="On a shared short code only replies that begin with the keyword reach the programme; an answer without it goes"
    " to somebody else, or nowhere.",
    advice="Tell people to begin their reply with it, or set no short_code_keyword if the short code is dedicated.",
    severity="info",
    check=check,
    bad=_asks("Did you visit the clinic? Reply YES or NO"),
    good=_asks("Did you visit the clinic? Reply MAMA YES or MAMA NO"),
    practice="SMS channels: short codes",
)
