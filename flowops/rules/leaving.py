"""How people leave: replies, categories, keywords and flows that mean it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from flowops.model.json import a_text, texts
from flowops.rules.flow import Flow
from flowops.rules.node import Category, Node
from flowops.rules.project import Part, Project
from flowops.rules.reply import arguments
from flowops.rules.words import words

_WORDED = frozenset(
    (
        "has_any_word",
        "has_all_words",
        "has_phrase",
        "has_only_phrase",
        "has_only_text",
        "has_beginning",
    )
)
_SHORT = 3  # words of a category's name; longer ones may speak of a bleeding that stops


def means_leaving(text: str, opt_out: tuple[str, ...]) -> bool:
    """Whether one of the words by which people leave stands in a text, as whole words; hyphens count as spaces."""
    return bool(_pattern(opt_out).search(text.lower()))


@lru_cache
def _pattern(opt_out: tuple[str, ...]) -> re.Pattern[str]:
    phrases = (r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", word.strip().lower()))) for word in opt_out)
    either = "|".join(phrase for phrase in phrases if phrase)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if either else r"(?!)")


def ways_out(flow: Flow, question: Node, opt_out: tuple[str, ...]) -> Iterator[Category]:
    """The categories by whose name or words, in any language, people leave at a question."""
    for category in question.categories:
        named = means_leaving(category.name, opt_out) and len(words(category.name)) <= _SHORT
        if named or any(means_leaving(text, opt_out) for text in _replies(flow, question, category)):
            yield category


def _replies(flow: Flow, question: Node, category: Category) -> Iterator[str]:
    for case in question.cases:
        if case.category == category.uuid and case.type in _WORDED:
            for language in ("", *flow.localization):
                yield from arguments(flow, case, language)


def keywords(trigger: Part) -> tuple[str, ...]:
    """The words that start its flow, in lower case; none for a trigger of another type."""
    if trigger.body.get("trigger_type") != "K":
        return ()
    found = texts(trigger.body.get("keywords")) or [a_text(trigger.body.get("keyword"))]
    return tuple(it.strip().lower() for it in found if it.strip())


def can_leave(project: Project) -> bool:
    """Whether a keyword or a flow of the project is for those who leave."""
    opt_out = project.settings.opt_out
    return any(means_leaving(it, opt_out) for trigger in project.triggers for it in keywords(trigger)) or any(
        means_leaving(flow.name, opt_out) for flow in project.flows
    )
