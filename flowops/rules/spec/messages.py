"""The shapes of actions that address somebody: one literal table. Sources and spans as in `elements`."""

from collections.abc import Mapping

from flowops.rules.spec.common import (
    ALL,
    BOOLEAN,
    BOUNDED,
    COUNTED,
    LATE,
    LONG,
    ONLINE,
    SPOKEN,
    TEXT,
    URL,
    action,
)
from flowops.rules.spec.shape import ALWAYS, Field, Limit, Many, Part, Shape, Span, Text

_MESSAGE: Mapping[str, Field] = {
    "text": Field(TEXT, "What it says: a template", ALWAYS),
    "attachments": Field(
        Many(
            Text(Limit(8192, LATE), pattern="attachment", since=219, counts="SPEC031", blank=True),
            most=Limit(10, COUNTED),
        ),
        "Templates: type:url each, as image:https://...",
    ),
    "quick_replies": Field(
        Many(Text(Limit(1000, COUNTED)), most=Limit(10, COUNTED)), "Templates: answers to choose from"
    ),
}


def _template(since: int) -> Mapping[str, Field]:
    exists = Span(since)
    return {
        "template": Field(Part("template reference"), "A message template of WhatsApp", exists=exists),
        "template_variables": Field(
            Many(Text(Limit(10_000, BOUNDED)), most=Limit(100, BOUNDED)),
            "Templates, one a variable",
            exists=exists,
        ),
    }


def _recipients() -> Mapping[str, Field]:
    hundred = Limit(100, BOUNDED)
    return {
        "groups": Field(Many(Part("group reference"), most=hundred), "Everybody in them"),
        "contacts": Field(Many(Part("contact reference"), most=hundred), "These contacts"),
        "contact_query": Field(LONG, "A template: those whom this search finds"),
        "urns": Field(Many(Text(), most=hundred), "These addresses, as tel:+250..."),
        "legacy_vars": Field(Many(Text(Limit(1000, BOUNDED)), most=hundred), "Templates: one recipient each"),
    }


MESSAGES: Mapping[str, Shape] = {
    "play_audio": action("Plays a recording", SPOKEN, {"audio_url": Field(URL, "A template", ALWAYS)}),
    "say_msg": action(
        "Says a text",
        SPOKEN,
        {
            "text": Field(TEXT, "A template", ALWAYS),
            "audio_url": Field(Text(Limit(8192, LATE)), "A recording of it"),
        },
    ),
    "send_broadcast": action(
        "Sends a message to others", ONLINE, {**_MESSAGE, **_template(277), **_recipients()}
    ),
    "send_email": action(
        "Sends an email",
        ONLINE,
        {
            "addresses": Field(Many(Text(Limit(1000, COUNTED)), 1), "Templates: to whom", ALWAYS),
            "subject": Field(Text(Limit(1000, COUNTED)), "A template", ALWAYS),
            "body": Field(TEXT, "A template", ALWAYS),
        },
    ),
    "send_msg": action(
        "Sends a message to the contact",
        ALL,
        {
            **_MESSAGE,
            **_template(219),
            "templating": Field(Part("templating"), "A message template", exists=Span(until=219)),
            "all_urns": Field(BOOLEAN, "To each address of the contact", exists=Span(until=277)),
            "topic": Field(Text(pattern="topic"), "What it is about, for Facebook", exists=Span(until=250)),
        },
    ),
    "start_session": action(
        "Starts a flow for others",
        ONLINE,
        {
            "flow": Field(Part("flow reference"), "Which", ALWAYS),
            **_recipients(),
            "exclusions": Field(Part("exclusions"), "Whom to leave out"),
            "create_contact": Field(BOOLEAN, "For a new contact"),
        },
    ),
}
