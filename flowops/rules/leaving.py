"""How people leave: replies, categories, keywords and flows that mean it."""

from collections.abc import Iterator

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
    """Whether one of the words by which people leave stands in a text, as whole words."""
    said = words(text.replace("-", " "))
    return any(_within(words(word.replace("-", " ")), said) for word in opt_out)


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return bool(part) and any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def ways_out(flow: Flow, question: Node, opt_out: tuple[str, ...]) -> Iterator[Category]:
    """The categories by whose name or words, in any language, people leave at a question."""
    for category in question.categories:
        named = len(words(category.name)) <= _SHORT and means_leaving(category.name, opt_out)
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
