"""The words that start flows."""

from collections.abc import Iterator
from typing import NamedTuple

from flowops.model.json import a_text, an_object, texts
from flowops.rules.project import Part, Project


class Start(NamedTuple):
    """What a keyword does.

    flow  name of the flow that it starts
    uuid  of that flow, as far as the trigger tells
    some  whether only some contacts start it: those of groups, or all but those
    """

    flow: str
    uuid: str = ""
    some: bool = False


def starts(project: Project) -> dict[str, Start]:
    """Keyword, in lower case -> what it starts; in the environment, if one is named."""
    set_to = project.environment.keywords if project.environment else {}
    other = {name.casefold(): words for name, words in set_to.items()}
    found: dict[str, Start] = {}
    for trigger in project.triggers:
        flow = an_object(trigger.body.get("flow"))
        name = a_text(flow.get("name"))
        some = bool(trigger.body.get("groups") or trigger.body.get("exclude_groups"))
        for word in other.get(name.casefold(), tuple(_of(trigger))):
            start = Start(name, a_text(flow.get("uuid")), some)
            known = found.get(_plain(word))
            if known is None or (known.some and not some):
                found[_plain(word)] = start
    for name, words in set_to.items():
        for word in words:
            found.setdefault(_plain(word), Start(name))
    return {word: start for word, start in found.items() if word}


def _of(trigger: Part) -> Iterator[str]:
    """The words of a keyword trigger; one, under another key, up to RapidPro 8.2."""
    if trigger.body.get("trigger_type") == "K":
        yield from texts(trigger.body.get("keywords"))
        yield a_text(trigger.body.get("keyword"))


def _plain(word: str) -> str:
    return word.strip().lower()
