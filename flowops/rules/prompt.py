"""What a contact has read when a question waits for the reply."""

from collections.abc import Iterator
from typing import NamedTuple

from flowops.model.json import an_object, texts
from flowops.rules.fact import fact
from flowops.rules.flow import Flow
from flowops.rules.node import Action, Node
from flowops.rules.options import options

_FARTHEST = 100  # nodes between a question and its prompts
_MARKUP = ("<location>", "<form>", "<url>")  # of quick replies that are not sent as they stand


class Prompt(NamedTuple):
    """The messages that come before a question.

    messages  the nearest first, back to those that offer options
    whole     False where more may have been said elsewhere: in a sub-flow, or before the flow began
    """

    messages: tuple[Action, ...]
    whole: bool


class Said(NamedTuple):
    """What a message says in one language; `translated` if any of it is not the base."""

    text: str
    quick_replies: tuple[str, ...]
    translated: bool


def prompt(flow: Flow, question: Node) -> Prompt:
    """The messages on the ways to a question since the last reply."""
    known = _known(flow)
    if question.uuid not in known:
        known[question.uuid] = _found(flow, question)
    return known[question.uuid]


@fact
def _known(_flow: Flow) -> dict[str, Prompt]:
    """UUID of a question -> its prompt, for several rules ask."""
    return {}


def _found(flow: Flow, question: Node) -> Prompt:
    found: list[Action] = []
    whole = True
    seen = {question.uuid}
    pending = [question]
    while pending and len(seen) < _FARTHEST:
        node = pending.pop(0)
        found += node.messages
        if _offers(flow, node):
            continue
        whole = whole and not _elsewhere(flow, node)
        before = [it for it in _before(flow, node) if it.uuid not in seen]
        seen.update(it.uuid for it in before)
        pending += before
    return Prompt(tuple(found), whole and not pending)


def _offers(flow: Flow, node: Node) -> bool:
    return any(offered(said(flow, action)) for action in node.messages)


def _elsewhere(flow: Flow, node: Node) -> bool:
    """Whether something may have been said before this node that is not in this flow."""
    return (node is flow.entry and not node.messages) or _enters(node)


def _before(flow: Flow, node: Node) -> Iterator[Node]:
    """The nodes from which a run can come without having got a reply, as far as they are in this flow."""
    if not _enters(node):
        yield from (it for it in flow.preceding.get(node.uuid, ()) if not it.is_question)


def _enters(node: Node) -> bool:
    return any(action.type == "enter_flow" for action in node.actions)


def said(flow: Flow, action: Action, language: str = "") -> Said:
    """What a message says in a language: the base where it is not translated."""
    text, replies = "", []
    if language and (translation := an_object(flow.localization.get(language, {}).get(action.uuid))):
        text = next(iter(texts(translation.get("text"))), "")
        replies = [it for it in texts(translation.get("quick_replies")) if it]
    return Said(
        text or action.text("text"),
        tuple(replies or texts(action.body.get("quick_replies"))),
        bool(text or replies),
    )


def offered(message: Said) -> bool:
    """Whether it offers replies at all."""
    return bool(message.quick_replies) or bool(options(message.text))


def plain(quick_reply: str) -> str:
    """The text that a tap on a quick reply sends; "" where it sends something else, or that is not known."""
    if quick_reply.lower().startswith(_MARKUP) or "@" in quick_reply:
        return ""
    return quick_reply.partition("<extra>")[0].strip()
