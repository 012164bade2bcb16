"""A text that some people get in a language that they may not read."""

from collections.abc import Iterator, Mapping

from flowops.model.finding import Severity
from flowops.model.json import Json, an_object
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sent import Sent, has_words, sent, translation
from flowops.rules.settings import Settings
from flowops.rules.sketch import a_flow, a_node, send, uid

_SHOWN = 60
# E-mails go to the people of the programme
_SEVERITIES: Mapping[str, Severity] = {"send_email": "info"}
_FEW = 2  # so many texts are named one by one even where a whole flow has no translation


@each_flow
def check(flow: Flow, project: Project) -> Iterator[Complaint]:
    """For each language of the project: each text that a run can come to, without a translation of the same key."""
    needed = _needed(flow)
    for language in project.languages if needed else ():
        if language != flow.language:
            yield from _missing(flow, language, needed)


def _needed(flow: Flow) -> tuple[Sent, ...]:
    """The first text that holds words under each key of an action."""
    found: dict[tuple[str, str], Sent] = {}
    for it in sent(flow):
        if not it.translated and has_words(it.text):
            found.setdefault((it.action.uuid, it.key), it)
    return tuple(found.values())


def _missing(flow: Flow, language: str, needed: tuple[Sent, ...]) -> Iterator[Complaint]:
    items = flow.localization.get(language, {})
    missing = [it for it in needed if not _is_translated(an_object(items.get(it.action.uuid)).get(it.key))]
    if len(missing) == len(needed) and len(needed) > _FEW:
        words = f"{language}: nothing is translated ({len(needed)} texts)"
        yield flow.complaint(words, "localization", text=f"{language}: nothing is translated")
        return
    for it in missing:
        shown = " ".join(it.text[: 2 * _SHOWN].split())
        shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1].rstrip()}…"
        yield flow.complaint(
            f'{language}: "{shown}" is not translated',
            *(*it.action.steps, it.key),
            text=f"{language}: {it.text}",
            severity=_SEVERITIES.get(it.action.type, "error"),
        )


def _is_translated(value: Json) -> bool:
    """A translation that is no list has a rule of its own."""
    return any(translation(value)) or (isinstance(value, str) and bool(value))


def _example(*french: str) -> Example:
    ask = send("Will you attend?", "ask")
    localization: Json = {"fra": {uid("action ask"): {"text": [*french]}}}
    return Example(
        (a_flow("ANC", a_node("Ask", ask), localization=localization),),
        shown=("localization",),
        settings=Settings(languages=("eng", "fra")),
    )


RULE = Rule(
    id="TRANS001",
    title="a text that is not translated",
    why="Who has chosen another language gets this text in the language of the flow, in the middle of a conversation.",
    advice="Translate it; `languages` in `flowops.yaml` says to which languages, else all that a flow has translations in.",
    severity="error",
    check=check,
    bad=_example(),
    good=_example("Viendrez-vous ?"),
    practice="Flow programming: translate all messages",
)
