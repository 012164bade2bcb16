"""The actions of goflow: which flows may have them, and their fields."""

from collections.abc import Mapping
from dataclasses import dataclass

from flowops.sandbox.engine.references import (
    CHANNEL,
    CLASSIFIER,
    CONTACT,
    FIELD,
    FLOW,
    GROUP,
    ID,
    LABEL,
    LLM,
    OPTIN,
    TEMPLATE,
    TICKETER,
    TOPIC,
    USER,
    USER_BY_EMAIL,
)
from flowops.sandbox.engine.schema import (
    FLAG,
    NEWEST,
    TEXT,
    TEXTS,
    Field,
    Listed,
    Mapped,
    Scalar,
    Struct,
    named,
)

ALL = frozenset(("messaging", "messaging_background", "messaging_offline", "voice"))
INTERACTIVE = ALL - {"messaging_background"}
ONLINE = ALL - {"messaging_offline"}
VOICE = frozenset(("voice",))


@dataclass(frozen=True)
class Action:
    """One type of action: its struct, the flow types that allow it and the goflow releases that know it."""

    struct: Struct
    flow_types: frozenset[str]
    since: int
    until: int


def _action(
    name: str, flow_types: frozenset[str], *fields: Field, since: int = 0, until: int = NEWEST
) -> Action:
    return Action(Struct(f"actions.{name}", (*_BASE, *fields)), flow_types, since, until)


_AMOUNTS = Mapped(Scalar("decimal", "decimal.Decimal"))
_RESULT = "omitempty@226 result_name@226"
_RESULT_REQUIRED = "required result_name@226"

_BASE = (
    Field("type", TEXT, "required", "baseAction"),
    Field("uuid", named("flows.ActionUUID"), ID, "baseAction"),
)
_RECIPIENTS = (
    Field("groups", Listed(GROUP), "max=100@285 dive", "otherContactsAction"),
    Field("contacts", Listed(CONTACT), "max=100@285 dive", "otherContactsAction"),
    Field("contact_query", TEXT, "max=10000@285", "otherContactsAction"),
    Field("urns", Listed(named("urns.URN")), "max=100@285", "otherContactsAction"),
    Field("legacy_vars", TEXTS, "max=100@285 dive max=1000@285", "otherContactsAction"),
)
_MESSAGE = (
    Field("text", TEXT, "required max=10000@243", "createMsgAction"),
    Field("attachments", TEXTS, "max=10@243 dive max=8192@285 attachment@219", "createMsgAction"),
    Field("quick_replies", TEXTS, "max=10@243 dive max=1000@243", "createMsgAction"),
    Field("template", TEMPLATE, "", "createMsgAction", since=270),
    Field("template_variables", TEXTS, "max=100@285 dive max=10000@285", "createMsgAction", since=270),
)
_TEMPLATING = Struct(
    "actions.Templating",
    (
        Field("uuid", named("uuids.UUID"), "required uuid4"),
        Field("template", TEMPLATE, "required"),
        Field("variables", TEXTS),
    ),
)
_EXCLUSIONS = Struct("events.Exclusions", (Field("in_a_flow", FLAG),))

ACTIONS: Mapping[str, Action] = {
    "add_contact_groups": _action(
        "AddContactGroups", ALL, Field("groups", Listed(GROUP), "required max=100@237 dive")
    ),
    "add_contact_urn": _action(
        "AddContactURN",
        ALL,
        Field("scheme", TEXT, "old_urnscheme@-277 urnscheme@277"),
        Field("path", TEXT, "required max=1000@285"),
    ),
    "add_input_labels": _action(
        "AddInputLabels", INTERACTIVE, Field("labels", Listed(LABEL), "required max=100@237 dive")
    ),
    "call_classifier": _action(
        "CallClassifier",
        ONLINE,
        Field("classifier", CLASSIFIER, "required", until=275),
        Field("input", TEXT, "required max=10000@285"),
        Field("result_name", TEXT, _RESULT_REQUIRED),
    ),
    "call_llm": _action(
        "CallLLM",
        ONLINE,
        Field("llm", LLM, "required"),
        Field("instructions", TEXT, "required max=10000@285"),
        Field("input", TEXT, "max=10000@285"),
        Field("output_local", TEXT, "required local_ref"),
        since=235,
    ),
    "call_resthook": _action(
        "CallResthook",
        ONLINE,
        Field("resthook", TEXT, "required max=1000@285"),
        Field("result_name", TEXT, _RESULT),
    ),
    "call_webhook": _action(
        "CallWebhook",
        ONLINE,
        Field("method", TEXT, "required http_method"),
        Field("url", TEXT, "required max=8192@285"),
        Field("headers", Mapped(TEXT), "max=10@285"),
        Field("body", TEXT, "max=20000@285"),
        Field("result_name", TEXT, _RESULT),
    ),
    "enter_flow": _action("EnterFlow", ALL, Field("flow", FLOW, "required"), Field("terminal", FLAG)),
    "open_ticket": _action(
        "OpenTicket",
        ONLINE,
        Field(
            "ticketer", TICKETER, until=198
        ),  # not required: every observed server had a newer engine behind it
        Field("topic", TOPIC),
        Field("body", TEXT, until=240),
        Field("note", TEXT, "max=10000@285", since=240),
        Field("assignee", USER_BY_EMAIL, until=245),
        Field("assignee", USER, since=245),
        Field("result_name", TEXT, _RESULT_REQUIRED, until=242),
    ),
    "play_audio": _action("PlayAudio", VOICE, Field("audio_url", TEXT, "required max=8192@285")),
    "remove_contact_groups": _action(
        "RemoveContactGroups",
        ALL,
        Field("groups", Listed(GROUP), "max=100@285 dive"),
        Field("all_groups", FLAG),
    ),
    "request_optin": _action("RequestOptIn", ONLINE, Field("optin", OPTIN, "required"), since=195),
    "say_msg": _action(
        "SayMsg",
        VOICE,
        Field("text", TEXT, "required max=10000@243"),
        Field("audio_url", TEXT, "max=8192@285"),
    ),
    "send_broadcast": _action("SendBroadcast", ONLINE, *_RECIPIENTS, *_MESSAGE),
    "send_email": _action(
        "SendEmail",
        ONLINE,
        Field("addresses", TEXTS, "required min=1 dive max=1000@243"),
        Field("subject", TEXT, "required max=1000@243"),
        Field("body", TEXT, "required max=10000@243"),
    ),
    "send_msg": _action(
        "SendMsg",
        ALL,
        *_MESSAGE,
        Field("all_urns", FLAG, until=271),
        Field("templating", _TEMPLATING, until=210),
        Field("template", TEMPLATE, since=210, until=270),
        Field("template_variables", TEXTS, since=210, until=270),
        Field("topic", TEXT, "omitempty msg_topic", until=246),
    ),
    "set_contact_channel": _action("SetContactChannel", ONLINE, Field("channel", CHANNEL)),
    "set_contact_field": _action(
        "SetContactField", ALL, Field("field", FIELD, "required"), Field("value", TEXT, "max=10000@285")
    ),
    "set_contact_language": _action("SetContactLanguage", ALL, Field("language", TEXT, "max=1000@285")),
    "set_contact_name": _action("SetContactName", ALL, Field("name", TEXT, "max=1000@243")),
    "set_contact_status": _action(
        "SetContactStatus", ALL, Field("status", named("flows.ContactStatus"), "contact_status")
    ),
    "set_contact_timezone": _action("SetContactTimezone", ALL, Field("timezone", TEXT, "max=1000@285")),
    "set_run_local": _action(
        "SetRunLocal",
        ALL,
        Field("local", TEXT, "required local_ref"),
        Field("value", TEXT, "max=1000"),
        Field("operation", named("actions.LocalOperation"), "required local_operation"),
        since=235,
    ),
    "set_run_result": _action(
        "SetRunResult",
        ALL,
        Field("name", TEXT, "required result_name@226"),
        Field("value", TEXT, "max=10000@285"),
        Field("category", TEXT, "omitempty@226 result_category@226"),
    ),
    "start_session": _action(
        "StartSession",
        ONLINE,
        *_RECIPIENTS,
        Field("flow", FLOW, "required"),
        Field("exclusions", _EXCLUSIONS),
        Field("create_contact", FLAG),
    ),
    "transfer_airtime": _action(
        "TransferAirtime",
        ONLINE,
        Field("amounts", _AMOUNTS, "required max=100@285"),
        Field("result_name", TEXT, _RESULT_REQUIRED, until=242),
    ),
}
