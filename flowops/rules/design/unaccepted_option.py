"""An option that a message offers and the question does not know."""

from collections.abc import Iterator
from typing import NamedTuple

from flowops.model.finding import Severity
from flowops.rules.complaint import Complaint
from flowops.rules.design.open_ended_question import hears_all
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Action, Category, Node
from flowops.rules.options import options
from flowops.rules.project import Project
from flowops.rules.prompt import Said, plain, prompt, said
from flowops.rules.reply import Outcome, outcome, result_key
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sketch import When, a_flow, a_node, ask, send

_MOST_SPLITS = 10  # that one after the other look at one reply


class _Offer(NamedTuple):
    """A reply, how the message offers it, what it is said to mean, and where in the message it stands."""

    reply: str
    shown: str
    label: str
    steps: tuple[str | int, ...]


class _Fall(NamedTuple):
    """A question, and the default that an offered reply falls to."""

    question: Node
    category: Category | None


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each option, in each language, that no case of the question takes."""
    for node in flow.asked:
        if node.cases and not hears_all(node):
            yield from _of_question(flow, node)


def _of_question(flow: Flow, node: Node) -> Iterator[Complaint]:
    told: set[str] = set()
    messages = prompt(flow, node).messages
    for language in ("", *flow.localization) if messages else ():
        for action in messages:
            for offer in _offers(flow, node, said(flow, action, language), language):
                found = _fallen(flow, node, offer, language) if offer.reply.lower() not in told else None
                if found:
                    told.add(offer.reply.lower())
                    yield _complaint(flow, action, offer, language, _Fall(node, found.category))


def _offers(flow: Flow, node: Node, message: Said, language: str) -> list[_Offer]:
    replies = [
        _Offer(it, it, it, ("quick_replies",)) for given in message.quick_replies if (it := plain(given))
    ]
    listed = options(message.text)
    if not (listed and (listed[0].sure or _is_meant(flow, node, message.text, language))):
        return replies
    shown = (f"{it.reply}={it.label}" if it.label else it.reply for it in listed)
    return [
        *(_Offer(it.reply, text, it.label, ("text",)) for it, text in zip(listed, shown, strict=True)),
        *replies,
    ]


def _is_meant(flow: Flow, node: Node, text: str, language: str) -> bool:
    """Whether a list that may tell of something else offers replies: the question takes one, or has such a category."""
    names = {it.name.lower() for it in node.categories}
    return any(
        it.label.lower() in names or outcome(flow, node, it.reply, language).case for it in options(text)
    )


def _fallen(flow: Flow, node: Node, offer: _Offer, language: str) -> Outcome | None:
    """Where a reply falls that no case takes; None where one does, or that cannot be told."""
    found = _settled(flow, node, offer.reply, language)
    if found is None or found.case or not found.known:
        return None
    means = offer.label.lower()
    meant = found.category and means and means in _names(flow, found.category, language)
    return None if meant else found


def _names(flow: Flow, category: Category, language: str) -> set[str]:
    """What a category is called: an option of the same name is meant to come there."""
    translated = flow.localization.get(language, {}).get(category.uuid)
    names = translated.get("name") if isinstance(translated, dict) else None
    others = names if isinstance(names, list) else []
    return {str(name).lower() for name in (category.name, *others)}


def _settled(flow: Flow, node: Node, reply: str, language: str) -> Outcome | None:
    """What becomes of a reply, after the splits too that look at it again."""
    result = result_key(node)
    found = outcome(flow, node, reply, language)
    for _ in range(_MOST_SPLITS):
        if not found.known or found.case or found.category is None:
            return found
        further = flow.by_uuid.get(found.category.destination)
        if further is None or further.wait or not _looks_at(further, result):
            return found
        found = outcome(flow, further, reply, language, result)
    return None


def _looks_at(node: Node, result: str) -> bool:
    operand = node.operand.lower()
    return "input" in operand or bool(result and f"results.{result}" in operand)


def _complaint(flow: Flow, action: Action, offer: _Offer, language: str, fall: _Fall) -> Complaint:
    where = f"falls to {fall.category.name}" if fall.category else "is taken by no case"
    prefix = f"{language}: " if language else ""
    message = f"{prefix}'{offer.shown}' is offered but reply \"{offer.reply}\" {where}"
    place = ("localization", language, action.uuid) if language else action.steps
    return flow.complaint(message, *place, *offer.steps, severity=_severity(flow, fall))


def _severity(flow: Flow, fall: _Fall) -> Severity:
    """Less sure where the default goes its own way and does not ask again: it may be meant for the last option."""
    start = fall.category.destination if fall.category else ""
    own_way = start and fall.question.uuid not in flow.behind(start)
    return "warning" if own_way else "error"


def _question(no: str) -> Example:
    nodes = (
        a_node("Intro", send("Will you go? 1=Yes, 0=No"), then="Will you go?"),
        ask(
            "Will you go?",
            When("Yes", ("has_any_word", ["1 yes"])),
            When("No", ("has_any_word", [f"{no} no"])),
            When("Other", None, "Intro"),
        ),
    )
    return Example((a_flow("ANC", *nodes),), shown=("nodes", 1, "router", "cases"))


RULE = Rule(
    id="FLOW011",
    title="an option that is offered but not accepted",
    why="People reply as they were told to, and are told that they were not understood.",
    advice="Add the reply to the words of its case, in each language, or change the message.",
    severity="error",
    check=check,
    bad=_question("2"),
    good=_question("0"),
    practice="Messages: clear requests",
)
