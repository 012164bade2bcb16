"""A question that does not name the keyword of a shared short code."""

import re
from collections.abc import Iterator

from flowops.model.json import an_object, texts
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example, When, a_flow, a_node, ask, send
from flowops.rules.flow import Flow
from flowops.rules.node import Action, Node
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.settings import Settings


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """Each question of which no message says it, in the base language or in a translation."""
    keyword = project.settings.short_code_keyword
    if not keyword:
        return
    said = re.compile(rf"(?<!\w){re.escape(keyword)}(?!\w)", re.IGNORECASE)
    leading = _leading_to(flow)
    for node in flow.questions:
        prompts = _prompts(leading, node)
        if prompts and not any(said.search(action.text("text")) for action in prompts):
            yield flow.complaint(
                f'no message of this question says to begin the reply with "{keyword}"', *node.steps
            )
            continue
        for language in _without(flow, prompts, said):
            yield flow.complaint(
                f'{language}: no message of this question says to begin the reply with "{keyword}"',
                *node.steps,
            )


def _without(flow: Flow, prompts: list[Action], said: re.Pattern[str]) -> Iterator[str]:
    """Languages to which a prompt is translated and in which none names the keyword."""
    for language, items in flow.localization.items():
        translated = [texts(an_object(items.get(action.uuid)).get("text")) for action in prompts]
        if any(map(any, translated)):
            shown = [
                next(filter(None, found), "") or action.text("text")
                for found, action in zip(translated, prompts, strict=True)
            ]
            if not any(map(said.search, shown)):
                yield language


def _prompts(leading: dict[str, list[Node]], question: Node) -> list[Action]:
    """The messages on the paths that end in a question, since the wait before."""
    found: list[Action] = []
    seen = {question.uuid}
    pending = [question]
    while pending:
        node = pending.pop()
        found += node.messages
        for before in leading.get(node.uuid, ()):
            if before.uuid not in seen and not before.wait:
                seen.add(before.uuid)
                pending.append(before)
    return found


def _leading_to(flow: Flow) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for node in flow.nodes:
        for uuid in node.next:
            found.setdefault(uuid, []).append(node)
    return found


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
