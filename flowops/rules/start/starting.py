"""What a trigger starts on: keyword by keyword, in the form of any release."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flowops.model.json import Json, JsonObject, a_text, an_object, objects, texts
from flowops.model.kind import flow_of
from flowops.rules.project import Part

KEYWORD, CATCH_ALL, SCHEDULE, REFERRAL = "K", "C", "S", "R"


class Start(NamedTuple):
    """One keyword of a trigger, or one that has none.

    channel   UUID; "" for every channel
    keyword   in lower case
    groups    UUIDs, or names, of whom it is for; none for everybody
    """

    trigger: Part
    type: str
    channel: str
    keyword: str
    groups: frozenset[str]

    @property
    def flow(self) -> str:
        """The name of the flow."""
        return flow_of(self.trigger.body)

    def overlaps(self, other: "Start") -> bool:
        """Whether RapidPro takes two of one type, channel and keyword for rivals."""
        return bool(self.groups & other.groups) or not (self.groups or other.groups)


def starts(triggers: Iterable[Part]) -> Iterator[Start]:
    """Of each trigger, in order."""
    for trigger in triggers:
        body = trigger.body
        groups = frozenset(_identity(group) for group in objects(body.get("groups")))
        for word in keywords(body) or [""]:
            yield Start(
                trigger,
                a_text(body.get("trigger_type")),
                _channel(body.get("channel")),
                word.casefold(),
                groups,
            )


def keywords(trigger: JsonObject) -> list[str]:
    """`keyword` up to RapidPro 8.2, `keywords` from 9.0."""
    return texts(trigger.get("keywords")) or texts([trigger.get("keyword")])


def _channel(channel: Json) -> str:
    """A bare UUID up to RapidPro 8.2."""
    return (a_text(channel) or _identity(an_object(channel))).lower()


def _identity(reference: JsonObject) -> str:
    return a_text(reference.get("uuid")).lower() or a_text(reference.get("name")).casefold()
