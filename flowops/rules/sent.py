"""What a flow sends to people, in every language that it has."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flowops.model.json import Json, an_object, texts
from flowops.references.template import masked
from flowops.rules.fact import fact
from flowops.rules.flow import Flow
from flowops.rules.lines import Steps
from flowops.rules.node import Action, Node

_KEYS: Mapping[str, tuple[str, ...]] = {
    "send_msg": ("text", "quick_replies"),
    "send_broadcast": ("text", "quick_replies"),
    "say_msg": ("text",),
    "send_email": ("subject", "body"),
}
_LETTER = re.compile(r"[^\W\d_]")


class Sent(NamedTuple):
    """One text that people get: of a message, one of its quick replies, a subject or body of an e-mail.

    language  of the text: the flow's own, or that of the translation
    base      the text that it translates; itself where it is no translation
    steps     from the root of the flow
    """

    node: Node
    action: Action
    key: str
    language: str
    text: str
    steps: Steps
    base: str
    translated: bool

    @property
    def is_sms(self) -> bool:
        """Whether it can be a text message: nothing spoken, no e-mail, no quick reply."""
        return self.key == "text" and self.action.type != "say_msg"


@fact
def sent(flow: Flow) -> tuple[Sent, ...]:
    """Every text of the nodes that a run can come to, the base before its translations."""
    return tuple(
        it for node in flow.reachable for action in node.actions for it in _of_action(flow, node, action)
    )


def _of_action(flow: Flow, node: Node, action: Action) -> Iterator[Sent]:
    for key in _KEYS.get(action.type, ()):
        base = listed(action.body.get(key))
        steps = (*action.steps, key)
        for index, text in enumerate(base):
            place = (*steps, index) if isinstance(action.body.get(key), list) else steps
            yield Sent(node, action, key, flow.language, text, place, text, translated=False)
        for language, items in flow.localization.items() if base else ():
            value = an_object(items.get(action.uuid)).get(key)
            place = ("localization", language, action.uuid, key)
            for index, text in enumerate(translation(value)):
                original = base[min(index, len(base) - 1)]
                yield Sent(node, action, key, language, text, (*place, index), original, translated=True)


def listed(value: Json) -> list[str]:
    """The texts under a key that holds one or several, but no empty ones."""
    return [text for text in ([value] if isinstance(value, str) else texts(value)) if text]


def translation(value: Json) -> list[str]:
    """The texts of a translation; none where the engine takes it for missing: no list of texts, or nothing in it."""
    if not isinstance(value, list) or not all(isinstance(it, str) for it in value) or value == [""]:
        return []
    return texts(value)


def has_words(text: str) -> bool:
    """Whether there is anything to translate besides expressions, digits and signs."""
    start = text.find("@")
    if start < 0 or _LETTER.search(text, 0, start):
        return start >= 0 or bool(_LETTER.search(text))
    return bool(_LETTER.search(masked(text, " ")))
