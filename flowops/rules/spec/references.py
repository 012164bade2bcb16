"""The shapes of references and of the small objects inside actions: one literal table. Source as in `elements`."""

from collections.abc import Mapping

from flowops.rules.spec.common import BOOLEAN, INTEGER, LATE, OTHER_UUID, UUID
from flowops.rules.spec.shape import ALWAYS, Field, Limit, Many, Part, Shape, Span, Text

_OLD, _NEW = Span(until=250), Span(250)


def _name(most: int) -> Field:
    return Field(Text(Limit(most, LATE)), "Its name, for people; the UUID decides")


def _reference(
    about: str, uuid: Text = OTHER_UUID, most: int = 64, fields: Mapping[str, Field] | None = None
) -> Shape:
    required = Field(uuid, "Which one", ALWAYS)
    return Shape(about, {"uuid": required, "name": _name(most), **(fields or {})})


def _matched(about: str) -> Shape:
    """By UUID and name, or by a template that gives the name when the flow runs."""
    return Shape(
        about,
        {
            "uuid": Field(UUID, "Which one"),
            "name": _name(64),
            "name_match": Field(Text(Limit(1000, LATE)), "A template that gives the name instead"),
        },
        either=(("uuid", "name_match", ALWAYS),),
    )


REFERENCES: Mapping[str, Shape] = {
    "flow reference": _reference(
        "Another flow", UUID, 64, {"revision": Field(INTEGER, "Of that flow", exists=Span(178))}
    ),
    "channel reference": _reference("A channel"),
    "topic reference": _reference("A ticket topic"),
    "ticketer reference": _reference("A ticketing service"),
    "template reference": _reference("A message template of WhatsApp", most=512),
    "classifier reference": _reference("A classifier"),
    "llm reference": _reference("An AI model"),
    "optin reference": _reference("An opt-in"),
    "contact reference": _reference("A contact", UUID, 128),
    "group reference": _matched("A contact group, by UUID or by name_match"),
    "label reference": _matched("A message label, by UUID or by name_match"),
    "user reference": Shape(
        "A user, by UUID or by email",
        {
            "uuid": Field(OTHER_UUID, "Which one", exists=_NEW),
            "name": _name(320),
            "email": Field(
                Text(Limit(1000, LATE), pattern="email", until=250),
                "Of the user; a template in newer versions",
            ),
            "email_match": Field(Text(), "A template that gives the email instead", exists=_OLD),
        },
        either=(("email", "email_match", _OLD), ("uuid", "email", _NEW)),
        bare=("email", _OLD),
    ),
    "field reference": Shape(
        "A contact field",
        {"key": Field(Text(Limit(64, LATE)), "Which one", ALWAYS), "name": _name(64)},
    ),
    "templating": Shape(  # `variables` until spec 13.4, when it was all moved into the action by 13.5
        "A message template and its variables",
        {
            "uuid": Field(UUID, "Names it in translations", ALWAYS),
            "template": Field(Part("template reference"), "Which template", ALWAYS),
            "variables": Field(Many(Text()), "Templates, one a variable"),
        },
    ),
    "exclusions": Shape(
        "Contacts who are left out", {"in_a_flow": Field(BOOLEAN, "Those who are in a flow already")}
    ),
}
