"""Words that a question accepts in the language of the flow only."""

from collections.abc import Iterator

from flowops.model.json import Json, an_object
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.node import Case, Node
from flowops.rules.options import options
from flowops.rules.project import Project
from flowops.rules.prompt import Said, prompt, said
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sent import has_words, translation
from flowops.rules.sketch import When, a_flow, a_node, ask, send, uid
from flowops.rules.words import words

_WORDS = frozenset(
    {"has_any_word", "has_all_words", "has_phrase", "has_only_phrase", "has_only_text", "has_beginning"}
)


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each question whose prompt is translated, but not the words that it accepts; those with digits are for all."""
    reachable = set(flow.reachable) if flow.localization else set()
    for node in flow.questions:
        cases = [case for case in node.cases if _is_of_words(case)] if node in reachable else []
        if cases:
            yield from _of_question(flow, node, cases)


def _is_of_words(case: Case) -> bool:
    accepted = " ".join(case.arguments)
    return case.type in _WORDS and has_words(accepted) and not any(it.isdecimal() for it in accepted)


def _of_question(flow: Flow, node: Node, cases: list[Case]) -> Iterator[Complaint]:
    asked = prompt(flow, node).messages
    for language, items in flow.localization.items():
        read = [it for it in (said(flow, action, language) for action in asked) if it.translated]
        if not read or _has_digits(read):
            continue
        understood = {
            case.category for case in node.cases if case not in cases or _is_translated(items.get(case.uuid))
        }
        known = {word for it in read for text in (it.text, *it.quick_replies) for word in words(text)}
        left = [case for case in cases if case.category not in understood and not _is_known(case, known)]
        if left:
            yield _complaint(flow, node, language, left)


def _has_digits(read: list[Said]) -> bool:
    """Whether people can reply with a digit, which is the same in every language."""
    return any(it.reply.isdecimal() for message in read for it in options(message.text))


def _is_translated(item: Json) -> bool:
    return any(translation(an_object(item).get("arguments")))


def _is_known(case: Case, known: set[str]) -> bool:
    """Whether the translated prompt itself has the words, as "OK" and "STOP"."""
    accepted = {word for text in case.arguments for word in words(text)}
    return bool(accepted & known) if case.type == "has_any_word" else accepted <= known


def _complaint(flow: Flow, node: Node, language: str, left: list[Case]) -> Complaint:
    listed = ", ".join(f'"{" ".join(case.arguments)}"' for case in left)
    other = f' and falls to "{node.default.name}"' if node.default else ""
    return flow.complaint(
        f"{language}: no translation of {listed}, so a reply in this language matches nothing{other}",
        *(*node.steps, "router", "cases", left[0].index),
        text=f"{language}: {listed}",
    )


_QUESTION = ask("Coming?", When("Yes", ("has_any_word", ["yes"])), When("Other", None))


def _example(**case: list[str]) -> Example:
    localization: Json = {
        "swa": {
            uid("action ask"): {"text": ["Utakuja? Jibu ndiyo au hapana."]},
            **({uid("case Coming? Yes"): {"arguments": [*case["yes"]]}} if case else {}),
        }
    }
    prompt_ = a_node("Ask", send("Will you come? Reply yes or no.", "ask"), then="Coming?")
    return Example((a_flow("ANC", prompt_, _QUESTION, localization=localization),), shown=("localization",))


RULE = Rule(
    id="TRANS004",
    title="words that are accepted in one language only",
    why="Who reads the question in another language replies in it: that matches nothing, and counts as a wrong reply.",
    advice="Translate the words of the case in the editor (rules, under the language), or let people reply with digits.",
    severity="warning",
    check=check,
    bad=_example(),
    good=_example(yes=["ndiyo"]),
    practice="Flow programming: translate all messages",
)
