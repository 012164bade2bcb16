"""A translation whose expressions are not those of its base."""

from collections.abc import Iterator, Mapping

from flowops.model.json import JsonObject
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.lines import Steps
from flowops.rules.lookup import looked_up
from flowops.rules.node import Action
from flowops.rules.project import Project
from flowops.rules.rule import Rule, each_flow
from flowops.rules.sent import listed, translation
from flowops.rules.sketch import a_flow, a_node, send, uid

_KEYS = ("text", "quick_replies", "subject", "body")


@each_flow
def check(flow: Flow, _project: Project) -> Iterator[Complaint]:
    """Each translation that looks up anything else than its base: spelling, functions and their texts may differ."""
    languages = flow.localization.items()
    if not languages:
        return
    for _, action in flow.actions:
        translations = [
            (language, item)
            for language, items in languages
            if (item := items.get(action.uuid)) and isinstance(item, dict)
        ]
        for key in _KEYS if translations else ():
            if key in action.body:
                yield from _of_key(flow, action, key, translations)


def _of_key(
    flow: Flow, action: Action, key: str, translations: list[tuple[str, JsonObject]]
) -> list[Complaint]:
    found = []
    for language, item in translations:
        texts = translation(item[key]) if key in item else []
        if any(texts) and (said := _difference(listed(action.body[key]), texts)):
            steps: Steps = ("localization", language, action.uuid, key)
            found.append(
                flow.complaint(f"{language} {said}", *steps, text=f"{language}: {' | '.join(texts)}")
            )
    return found


def _difference(base: list[str], texts: list[str]) -> str:
    """What it lost or has besides, as words; "" for nothing."""
    wanted, given = _all(base), _all(texts)
    if wanted is given or wanted.keys() == given.keys():
        return ""
    lost = [f"@{it}" for it in wanted if it not in given]
    more = [f"@{it}" for it in given if it not in wanted]
    if lost and more:
        return f"has {' '.join(more)} instead of {' '.join(lost)}"
    return f"lost {' '.join(lost)}" if lost else f"has {' '.join(more)} besides" if more else ""


def _all(texts: list[str]) -> Mapping[str, None]:
    if len(texts) == 1:
        return looked_up(texts[0])
    return dict.fromkeys(it for text in texts for it in looked_up(text))


def _example(french: str) -> Example:
    visit = send("@contact.name, your visit is due.", "visit")
    return Example(
        (
            a_flow(
                "ANC", a_node("Visit", visit), localization={"fra": {uid("action visit"): {"text": [french]}}}
            ),
        ),
        shown=("localization", "fra"),
    )


RULE = Rule(
    id="TRANS003",
    title="a translation with other expressions than its base",
    why="Translators lose or change what begins with @: people then read a raw expression, or miss a date or a name.",
    advice="Use the same expressions in every language; where they stand in the sentence is free.",
    severity="error",
    check=check,
    bad=_example("@contact.nom, votre visite approche."),
    good=_example("Votre visite approche, @contact.name."),
    practice="Configuration: consistent patterns",
)
