"""A question with several answers of which the message names none."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Action, Node
from flowops.rules.project import Project
from flowops.rules.prompt import offered, prompt, said
from flowops.rules.reply import WORDED
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, a_node, ask, send
from flowops.rules.words import words

_MADE = (
    "results.",
    "webhook",
    "child.",
    "parent.",
    "legacy_extra",
    "locals.",
)  # texts that come from elsewhere


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each question with two or more answers whose messages hold no word of any; calls are heard, not read."""
    for node in flow.asked if flow.type != "voice" else ():
        worded = [case for case in node.cases if case.type in WORDED]
        if len({case.category for case in worded} - {node.default.uuid if node.default else ""}) < 2:
            continue
        before = prompt(flow, node)
        if before.whole and before.messages and not _tells(flow, node, before.messages):
            names = ", ".join(f'"{it}"' for it in _names(node))
            yield flow.complaint(
                f"the message offers no options for {names}", *before.messages[0].steps, "text"
            )


def _tells(flow: Flow, node: Node, messages: tuple[Action, ...]) -> bool:
    accepted = {word for case in node.cases for text in case.arguments for word in words(text)}
    return any(_tells_one(flow, action, accepted) for action in messages)


def _tells_one(flow: Flow, action: Action, accepted: set[str]) -> bool:
    message = said(flow, action)
    if action.body.get("attachments") or action.body.get("template") or offered(message):
        return True
    if "@" in message.text and any(it in message.text.lower() for it in _MADE):
        return True
    return not accepted.isdisjoint(words(message.text))


def _names(node: Node) -> list[str]:
    tested = {case.category for case in node.cases}
    return [it.name for it in node.categories if it.uuid in tested][:3]


def _question(text: str) -> Example:
    nodes = (
        a_node("Intro", send(text), then="Answer"),
        ask(
            "Answer",
            When("Facility", ("has_any_word", ["1 clinic"])),
            When("Home", ("has_any_word", ["2 home"])),
            When("Other", None),
        ),
    )
    return Example((a_flow("ANC", *nodes),), shown=("nodes", 0, "actions"))


RULE = Rule(
    id="FLOW012",
    title="a question that does not say what to reply",
    why="People answer in their own words, and the flow does not understand them.",
    advice='Say in the message what to reply: "1=At a facility, 2=At home".',
    severity="warning",
    check=check,
    bad=_question("Where was your baby born?"),
    good=_question("Where was your baby born? 1=At a facility, 2=At home"),
    practice="Messages: clear requests",
)
