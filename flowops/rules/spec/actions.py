"""The shapes of actions: one literal table. Sources and spans as in `elements`."""

from collections.abc import Mapping

from flowops.rules.spec.common import (
    ALL,
    BOOLEAN,
    BOUNDED,
    CATEGORY,
    COUNTED,
    INTERACTIVE,
    LATE,
    LATE_LONG,
    LATE_SHORT,
    LONG,
    ONLINE,
    RESULT,
    SHORT,
    URL,
    action,
)
from flowops.rules.spec.messages import MESSAGES
from flowops.rules.spec.shape import ALWAYS, NEVER, Field, Limit, Many, Part, Scalar, Shape, Span, Table, Text

_OLD_TICKETS = Span(until=250)


def _saved(required: Span = NEVER, exists: Span = ALWAYS) -> Field:
    return Field(RESULT, "The result that it saves", required, exists)


ACTIONS: Mapping[str, Shape] = {
    **MESSAGES,
    "add_contact_groups": action(
        "Adds the contact to groups",
        ALL,
        {"groups": Field(Many(Part("group reference"), most=Limit(100, COUNTED)), "Which", ALWAYS)},
    ),
    "add_contact_urn": action(
        "Gives the contact another address",
        ALL,
        {
            "scheme": Field(Text(pattern="scheme", blank=True), "tel, whatsapp ..."),
            "path": Field(SHORT, "A template: the number or name", ALWAYS),
        },
    ),
    "add_input_labels": action(
        "Labels the message that came in",
        INTERACTIVE,
        {"labels": Field(Many(Part("label reference"), most=Limit(100, COUNTED)), "Which", ALWAYS)},
    ),
    "call_classifier": action(
        "Asks a classifier (deprecated)",
        ONLINE,
        {
            "classifier": Field(
                Part("classifier reference"), "Which", Span(until=277), exists=Span(until=277)
            ),
            "input": Field(LATE_LONG, "A template: what to classify", ALWAYS),
            "result_name": _saved(ALWAYS),
        },
    ),
    "call_llm": action(
        "Asks an AI model",
        ONLINE,
        {
            "llm": Field(Part("llm reference"), "Which", ALWAYS),
            "instructions": Field(LONG, "A template: what it shall do", ALWAYS),
            "input": Field(LONG, "A template: with what"),
            "output_local": Field(Text(pattern="local"), "The local variable for the answer", ALWAYS),
        },
        Span(250),
    ),
    "call_resthook": action(
        "Tells those who subscribed to an event",
        ONLINE,
        {"resthook": Field(SHORT, "Its slug", ALWAYS), "result_name": _saved()},
    ),
    "call_webhook": action(
        "Calls an address on the web",
        ONLINE,
        {
            "method": Field(Text(pattern="method"), "GET, POST ...", ALWAYS),
            "url": Field(URL, "A template", ALWAYS),
            "headers": Field(
                Table(Text(Limit(5000, BOUNDED)), Limit(10, BOUNDED), Limit(100, BOUNDED)),
                "Templates, by name",
            ),
            "body": Field(Text(Limit(20_000, BOUNDED)), "A template"),
            "result_name": _saved(),
        },
    ),
    "enter_flow": action(
        "Goes on in another flow",
        ALL,
        {
            "flow": Field(Part("flow reference"), "Which", ALWAYS),
            "terminal": Field(BOOLEAN, "Without coming back"),
        },
    ),
    "open_ticket": action(
        "Opens a ticket for people to answer",
        ONLINE,
        {
            # goflow 0.163 to 0.178 require it by their source; RapidPro 7.4.2 as it ran wrote flows without one
            "ticketer": Field(Part("ticketer reference"), "Where", exists=Span(until=198)),
            "topic": Field(Part("topic reference"), "What about"),
            "body": Field(Text(), "A template", exists=_OLD_TICKETS),
            "note": Field(LATE_LONG, "A template", exists=Span(250)),
            "assignee": Field(Part("user reference"), "Who shall answer"),
            "result_name": _saved(_OLD_TICKETS, _OLD_TICKETS),
        },
    ),
    "remove_contact_groups": action(
        "Takes the contact out of groups",
        ALL,
        {
            "groups": Field(Many(Part("group reference")), "Which"),
            "all_groups": Field(BOOLEAN, "All of them, instead"),
        },
    ),
    "request_optin": action(
        "Asks for consent (deprecated)",
        ONLINE,
        {"optin": Field(Part("optin reference"), "Which", ALWAYS)},
        Span(198),
    ),
    "set_contact_channel": action(
        "Prefers a channel", ONLINE, {"channel": Field(Part("channel reference"), "Which; null for none")}
    ),
    "set_contact_field": action(
        "Sets a field of the contact",
        ALL,
        {"field": Field(Part("field reference"), "Which", ALWAYS), "value": Field(LATE_LONG, "A template")},
    ),
    "set_contact_language": action(
        "Sets the contact's language",
        ALL,
        {"language": Field(LATE_SHORT, "A template: a code of three letters")},
    ),
    "set_contact_name": action(
        "Sets the contact's name", ALL, {"name": Field(Text(Limit(1000, COUNTED)), "A template")}
    ),
    "set_contact_status": action(
        "Blocks, stops or archives the contact",
        ALL,
        {"status": Field(Text(pattern="status", blank=True), "active, blocked, stopped or archived")},
    ),
    "set_contact_timezone": action(
        "Sets the contact's time zone", ALL, {"timezone": Field(LATE_SHORT, "A template: as Africa/Kigali")}
    ),
    "set_run_local": action(
        "Sets a variable of this run",
        ALL,
        {
            "local": Field(Text(pattern="local"), "Which", ALWAYS),
            "operation": Field(Text(pattern="operation"), "set, increment or clear", ALWAYS),
            "value": Field(Text(Limit(1000, COUNTED)), "A template"),
        },
        Span(250),
    ),
    "set_run_result": action(
        "Saves a result",
        ALL,
        {
            "name": Field(RESULT, "Which", ALWAYS),
            "value": Field(LONG, "A template"),
            "category": Field(CATEGORY, "Its category"),
        },
    ),
    "transfer_airtime": action(
        "Sends airtime to the contact",
        ONLINE,
        {
            "amounts": Field(
                Table(Scalar("amount"), Limit(100, BOUNDED), Limit(8, LATE)),
                "Currency -> how much",
                ALWAYS,
            ),
            "result_name": _saved(_OLD_TICKETS, _OLD_TICKETS),
        },
    ),
}
