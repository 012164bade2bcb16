"""Which keys of a document hold references, templates, queries and translations: literal tables.

Source: the structs of goflow 0.163 to 0.293 (RapidPro 7.4 to 26.3) and RapidPro's export of campaigns and triggers.
"""

from collections.abc import Mapping

from flowops.references.reference import Members
from flowops.references.shape import Role, Shape

STRUCTURE = Role("structure")
PLAIN = Role("text")
TEMPLATE = Role("template")
QUERY = Role("query")
EVALUATED_QUERY = Role("evaluated query")
RESULT = Role("result", "result")


def _named(kind: str) -> Shape:
    return Shape(itself=Role("object", kind))


def _keyed(kind: str, key: str, label: str) -> Shape:
    return Shape(itself=Role("object", kind, (Members("", key, label),)))


FLOW = _named("flow")
CHANNEL = _named("channel")
TOPIC = _named("topic")
TEMPLATE_REF = _named("template")
LLM = _named("llm")
CLASSIFIER = _named("classifier")
OPTIN = _named("optin")
TICKETER = _named("ticketer")  # until goflow 0.198
CONTACT = _named("contact")
FIELD = _keyed("field", "key", "name")
# By UUID and name, or by a template that only a run can tell: then they are no reference
GROUP = Shape({"name_match": TEMPLATE}, Role("object", "group"))
LABEL = Shape({"name_match": TEMPLATE}, Role("object", "label"))
# `email` and `email_match` until goflow 0.245, since then `uuid`, or an `email` that is a template
USER = Shape(
    {"email": TEMPLATE, "email_match": TEMPLATE},
    Role("object", "user", (Members("", "email", "name"), Members("uuid", "name", ""))),
)
RESTHOOK = Role("slug", "resthook")

_COMPONENT = Shape({"params": TEMPLATE}, localizable=frozenset({"params"}))
TEMPLATING = Shape(  # spec 13.0 to 13.4; `variables` until 13.3
    {"template": TEMPLATE_REF, "variables": TEMPLATE, "components": _COMPONENT},
    localizable=frozenset({"variables"}),
)
_MESSAGE: Mapping[str, Role | Shape] = {
    "text": TEMPLATE,
    "attachments": TEMPLATE,
    "quick_replies": TEMPLATE,
    "template": TEMPLATE_REF,
    "template_variables": TEMPLATE,
    "templating": TEMPLATING,
    "topic": TOPIC,  # send_msg, until spec 14.0
}
_MESSAGE_TEXTS = frozenset({"text", "attachments", "quick_replies", "template_variables"})
_RECIPIENTS: Mapping[str, Role | Shape] = {
    "groups": GROUP,
    "contacts": CONTACT,
    "contact_query": EVALUATED_QUERY,
    "urns": PLAIN,
    "legacy_vars": TEMPLATE,
}

ACTIONS: Mapping[str, Shape] = {
    "add_contact_groups": Shape({"groups": GROUP}),
    "add_contact_urn": Shape({"path": TEMPLATE}),
    "add_input_labels": Shape({"labels": LABEL}),
    "call_classifier": Shape({"classifier": CLASSIFIER, "input": TEMPLATE, "result_name": RESULT}),
    "call_llm": Shape({"llm": LLM, "instructions": TEMPLATE, "input": TEMPLATE}),
    "call_resthook": Shape({"resthook": RESTHOOK, "result_name": RESULT}),
    "call_webhook": Shape({"url": TEMPLATE, "headers": TEMPLATE, "body": TEMPLATE, "result_name": RESULT}),
    "enter_flow": Shape({"flow": FLOW}),
    "open_ticket": Shape(
        {
            "topic": TOPIC,
            "assignee": USER,
            "note": TEMPLATE,
            "body": TEMPLATE,  # until spec 14.2, as the next two
            "ticketer": TICKETER,
            "result_name": RESULT,
        }
    ),
    "play_audio": Shape({"audio_url": TEMPLATE}, localizable=frozenset({"audio_url"})),
    "remove_contact_groups": Shape({"groups": GROUP}),
    "request_optin": Shape({"optin": OPTIN}),
    "say_msg": Shape({"text": TEMPLATE, "audio_url": PLAIN}, localizable=frozenset({"text", "audio_url"})),
    "send_broadcast": Shape({**_MESSAGE, **_RECIPIENTS}, localizable=_MESSAGE_TEXTS),
    "send_email": Shape(
        {"addresses": TEMPLATE, "subject": TEMPLATE, "body": TEMPLATE},
        localizable=frozenset({"subject", "body"}),
    ),
    "send_msg": Shape(_MESSAGE, localizable=_MESSAGE_TEXTS),
    "set_contact_channel": Shape({"channel": CHANNEL}),
    "set_contact_field": Shape({"field": FIELD, "value": TEMPLATE}),
    "set_contact_language": Shape({"language": TEMPLATE}),
    "set_contact_name": Shape({"name": TEMPLATE}),
    "set_contact_status": Shape(),
    "set_contact_timezone": Shape({"timezone": TEMPLATE}),
    "set_run_local": Shape({"value": TEMPLATE}),
    "set_run_result": Shape(
        {"name": RESULT, "value": TEMPLATE, "category": PLAIN}, localizable=frozenset({"category"})
    ),
    "start_session": Shape({"flow": FLOW, **_RECIPIENTS}),
    "transfer_airtime": Shape({"result_name": RESULT}),  # until spec 14.3
}
# An action that a newer RapidPro has: what its keys suggest, and texts that are nobody's structure
UNKNOWN_ACTION = Shape(
    {
        "groups": GROUP,
        "labels": LABEL,
        "flow": FLOW,
        "channel": CHANNEL,
        "topic": TOPIC,
        "template": TEMPLATE_REF,
        "classifier": CLASSIFIER,
        "llm": LLM,
        "optin": OPTIN,
        "ticketer": TICKETER,
        "assignee": USER,
        "user": USER,
        "contact": CONTACT,
        "contacts": CONTACT,
        "field": FIELD,
        "result_name": RESULT,
        **dict.fromkeys(("uuid", "type", "local", "output_local", "method", "scheme", "status"), STRUCTURE),
    },
    by="type",
    variants=ACTIONS,
    others=PLAIN,
)

CASE = Shape(
    {"arguments": TEMPLATE},
    localizable=frozenset({"arguments"}),
    by="type",
    variants={
        "has_group": Shape(
            {"arguments": Role("group arguments", "group")}, localizable=frozenset({"arguments"})
        )
    },
)
CATEGORY = Shape({"name": PLAIN}, localizable=frozenset({"name"}))
ROUTER = Shape(
    {
        "operand": TEMPLATE,
        "cases": CASE,
        "categories": CATEGORY,
        "wait": Shape({"phone": TEMPLATE}),
        "result_name": RESULT,
    }
)
NODE = Shape({"actions": UNKNOWN_ACTION, "router": ROUTER})

_OPERAND = Shape(
    by="type",
    variants={"field": _keyed("field", "id", "name"), "result": _keyed("result", "id", "name")},
)
_UI_NODE = Shape({"config": Shape({"operand": _OPERAND})}, keyed=True)

EVENT = Shape(
    {"relative_to": _keyed("field", "key", "label"), "flow": FLOW, "message": TEMPLATE},
    languages=frozenset({"message"}),
    by="event_type",
    # Until RapidPro 10.0 the message has a flow that nobody sees, with a new UUID at each import
    variants={
        "M": Shape(
            {"relative_to": _keyed("field", "key", "label"), "message": TEMPLATE},
            languages=frozenset({"message"}),
        )
    },
)

DOCUMENTS: Mapping[str, Shape] = {
    "flow": Shape(
        {"nodes": NODE, "_ui": Shape({"nodes": _UI_NODE})},
        Role("definition", "flow"),
    ),
    "campaign": Shape({"group": GROUP, "events": EVENT}),
    "trigger": Shape(
        {
            "flow": FLOW,
            "groups": GROUP,
            "exclude_groups": GROUP,
            "channel": Shape(itself=CHANNEL.itself, bare=True),  # in exports of RapidPro 6.4 to 8.2
        }
    ),
    "group": Shape({"query": QUERY}, Role("definition", "group")),
    "field": Shape(itself=Role("definition", "field", (Members("", "key", "name"),))),
    "global": Shape(itself=Role("definition", "global", (Members("", "key", "name"),))),
}
