"""How people leave: replies, categories, keywords and flows that mean it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from flowops.rules.flow import Flow
from flowops.rules.keyword import starts
from flowops.rules.node import Category, Node
from flowops.rules.project import Project
from flowops.rules.reply import WORDED, arguments
from flowops.rules.settings import Settings
from flowops.rules.words import words

_SHORT = 3  # words of a category's name; longer ones may speak of a bleeding that stops


@lru_cache(maxsize=8192)  # most questions have the same few categories and words
def means_leaving(text: str, opt_out: tuple[str, ...]) -> bool:
    """Whether one of the words by which people leave stands in a text, as whole words; hyphens count as spaces."""
    return bool(_pattern(opt_out).search(text.lower()))


@lru_cache
def _pattern(opt_out: tuple[str, ...]) -> re.Pattern[str]:
    phrases = (r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", word.strip().lower()))) for word in opt_out)
    either = "|".join(phrase for phrase in phrases if phrase)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)" if either else r"(?!)")


def ways_out(flow: Flow, question: Node, settings: Settings) -> Iterator[Category]:
    """The categories by whose name or words, in any language, people leave at a question.

    Not a "Yes": did the bleeding stop?
    """
    opt_out = settings.opt_out
    for category in question.categories:
        if category.name.lower() in settings.yes_names:
            continue
        named = means_leaving(category.name, opt_out) and len(words(category.name)) <= _SHORT
        if named or any(means_leaving(text, opt_out) for text in _replies(flow, question, category)):
            yield category


def _replies(flow: Flow, question: Node, category: Category) -> Iterator[str]:
    for case in question.cases:
        if case.category == category.uuid and case.type in WORDED:
            for language in ("", *flow.localization):
                yield from arguments(flow, case, language)


def can_leave(project: Project) -> bool:
    """Whether a keyword or a flow of the project is for those who leave."""
    names = (*starts(project), *(flow.name for flow in project.flows))
    return any(means_leaving(name, project.settings.opt_out) for name in names)
