"""What a flow sends to people, in every language that it has."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from flowops.model.json import Json, texts
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


@fact
def sent(flow: Flow) -> tuple[Sent, ...]:
    """Every text of the nodes that a run can come to, the base before its translations."""
    found: list[Sent] = []
    languages = [(language, items) for language, items in flow.localization.items() if items]
    for node in flow.reachable:
        for action in node.actions:
            keys = _KEYS.get(action.type)
            if not keys:
                continue
            translations = [(language, items.get(action.uuid)) for language, items in languages]
            for key in keys:
                if value := action.body.get(key):
                    base = _base(flow, node, action, key, value)
                    found += base
                    for language, item in translations if base else ():
                        if isinstance(item, dict) and key in item:
                            found += _translated(base, language, item[key])
    return tuple(found)


@fact
def messages(flow: Flow) -> tuple[Sent, ...]:
    """Those that can be text messages: nothing spoken, no e-mail, no quick reply."""
    return tuple([it for it in sent(flow) if it.key == "text" and it.action.type != "say_msg"])


@fact
def in_lower(flow: Flow) -> str:
    """All of it in one, in lower case: to see whether a word stands anywhere in it before each text is looked at."""
    return "\n".join([it.text for it in sent(flow)]).lower()


def _base(flow: Flow, node: Node, action: Action, key: str, value: Json) -> list[Sent]:
    steps, language = (*action.steps, key), flow.language
    if isinstance(value, str):
        return [Sent(node, action, key, language, value, steps, value, False)]
    texts_ = enumerate(value) if isinstance(value, list) else ()
    return [
        Sent(node, action, key, language, text, (*steps, index), text, False)
        for index, text in texts_
        if isinstance(text, str) and text
    ]


def _translated(base: list[Sent], language: str, value: Json) -> list[Sent]:
    first, last = base[0], len(base) - 1
    node, action, key = first.node, first.action, first.key
    steps = ("localization", language, action.uuid, key)
    return [
        Sent(node, action, key, language, text, (*steps, index), base[min(index, last)].text, True)
        for index, text in enumerate(translation(value))
    ]


def listed(value: Json) -> list[str]:
    """The texts under a key that holds one or several, but no empty ones."""
    return [text for text in ([value] if isinstance(value, str) else texts(value)) if text]


def translation(value: Json) -> list[str]:
    """The texts of a translation; none where the engine takes it for missing: no list of texts, or nothing in it."""
    if not isinstance(value, list) or value == [""]:
        return []
    found = texts(value)
    return found if len(found) == len(value) else []


def has_words(text: str) -> bool:
    """Whether there is anything to translate besides expressions, digits and signs."""
    start = text.find("@")
    if start < 0 or _LETTER.search(text, 0, start):
        return start >= 0 or bool(_LETTER.search(text))
    return bool(_LETTER.search(masked(text, " ")))
