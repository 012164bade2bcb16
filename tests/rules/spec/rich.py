"""Flows that hold every kind of element, as each release has it."""

import copy
import random
import uuid

from flowops.model.json import JsonObject
from flowops.rules.spec import Release


def _uuid(number: int) -> str:
    return str(uuid.UUID(int=random.Random(number).getrandbits(128), version=4))


def reference(number: int, name: str = "Some") -> JsonObject:
    return {"uuid": _uuid(9000 + number), "name": name}


_RECIPIENTS: JsonObject = {
    "groups": [reference(1), {"name_match": "@fields.group"}],
    "contacts": [reference(2)],
    "contact_query": 'age > 10 AND name = "@contact.name"',
    "urns": ["tel:+250788123123"],
    "legacy_vars": ["@contact.uuid"],
}
_MESSAGE: JsonObject = {
    "text": "Hi @contact.name",
    "attachments": ["image:https://example.org/a.jpg", "image/jpeg:@fields.picture"],
    "quick_replies": ["Yes", "No"],
}

# What every release has; what only some have is added by `actions`
_ACTIONS: tuple[JsonObject, ...] = (
    {"type": "add_contact_groups", "groups": [reference(1), {"name_match": "@fields.group"}]},
    {"type": "add_contact_urn", "scheme": "tel", "path": "@results.phone"},
    {"type": "add_input_labels", "labels": [reference(3), {"name_match": "@fields.label"}]},
    {"type": "call_classifier", "classifier": reference(4), "input": "@input.text", "result_name": "Intent"},
    {"type": "call_resthook", "resthook": "new-registration", "result_name": "Hook"},
    {
        "type": "call_webhook",
        "method": "POST",
        "url": "https://example.org/@contact.uuid",
        "headers": {"Content-Type": "application/json", "X-Key": "@globals.key"},
        "body": "@(json(contact))",
        "result_name": "Call",
    },
    {"type": "enter_flow", "flow": reference(5), "terminal": False},
    {
        "type": "open_ticket",
        "ticketer": reference(6),
        "topic": reference(7),
        "body": "Help",
        "note": "Help",
        "result_name": "Ticket",
    },
    {"type": "remove_contact_groups", "groups": [reference(1)], "all_groups": False},
    {"type": "remove_contact_groups", "groups": [], "all_groups": True},
    {"type": "send_broadcast", **_MESSAGE, **_RECIPIENTS},
    {
        "type": "send_email",
        "addresses": ["a@example.org", "@fields.mail"],
        "subject": "Hi",
        "body": "All well",
    },
    {
        "type": "send_msg",
        **_MESSAGE,
        "template": reference(8),
        "template_variables": ["@contact.name"],
    },
    {"type": "set_contact_channel", "channel": reference(9)},
    {"type": "set_contact_channel", "channel": None},
    {"type": "set_contact_field", "field": {"key": "age", "name": "Age"}, "value": "@results.age"},
    {"type": "set_contact_language", "language": "fra"},
    {"type": "set_contact_name", "name": "@results.name"},
    {"type": "set_contact_status", "status": "blocked"},
    {"type": "set_contact_timezone", "timezone": "Africa/Kigali"},
    {"type": "set_run_result", "name": "Age", "value": "12", "category": "Young"},
    {
        "type": "start_session",
        "flow": reference(5),
        **_RECIPIENTS,
        "exclusions": {"in_a_flow": True},
        "create_contact": False,
    },
    {"type": "transfer_airtime", "amounts": {"RWF": 500, "USD": "0.5"}, "result_name": "Reward"},
)
_VOICE: tuple[JsonObject, ...] = (
    {"type": "say_msg", "text": "Hello", "audio_url": "https://example.org/a.mp3"},
    {"type": "play_audio", "audio_url": "@fields.recording"},
)
_SINCE: tuple[tuple[int, JsonObject], ...] = (
    (198, {"type": "request_optin", "optin": reference(10)}),
    (
        250,
        {
            "type": "call_llm",
            "llm": reference(11),
            "instructions": "Translate",
            "input": "@input.text",
            "output_local": "_answer",
        },
    ),
    (250, {"type": "set_run_local", "local": "count", "operation": "increment", "value": "1"}),
)


def actions(release: Release, kind: str = "messaging") -> list[JsonObject]:
    """One action of each type that the release has, and that may stand in a flow of that type."""
    found = [
        *_ACTIONS,
        *(_VOICE if kind == "voice" else ()),
        *(a for since, a in _SINCE if release.minor >= since),
    ]
    new = copy.deepcopy(found)
    for number, action in enumerate(new):
        action["uuid"] = _uuid(100 + number)
        if action["type"] == "open_ticket":
            action["assignee"] = (
                {"email": "bob@example.org", "name": "Bob"} if release.minor < 250 else reference(12, "Bob")
            )
        if action["type"] == "send_msg" and release.minor < 219:
            action["templating"] = {**reference(13), "template": reference(8), "variables": ["@contact.name"]}
            action.update(all_urns=True, topic="event")
    return new


def question(number: int, kind: str = "messaging") -> JsonObject:
    """A node that waits for an answer; the last `kind` of wait is that of a call."""
    base = 1000 + 20 * number
    categories = [_uuid(base + at) for at in range(3)]
    exits = [_uuid(base + 5 + at) for at in range(3)]
    wait: JsonObject = {
        "type": "msg",
        "timeout": {"seconds": 300, "category_uuid": categories[2]},
        "hint": {"type": "digits", "count": 1, "terminated_by": "#"}
        if kind == "voice"
        else {"type": "image"},
    }
    if kind == "dial":
        wait = {"type": "dial", "phone": "@fields.phone", "dial_limit_seconds": 10, "call_limit_seconds": 20}
    return {
        "uuid": _uuid(base + 10),
        "router": {
            "type": "switch",
            "operand": "@input.text",
            "wait": wait,
            "result_name": "Answer",
            "default_category_uuid": categories[1],
            "cases": [
                {
                    "uuid": _uuid(base + 11),
                    "type": "has_any_word",
                    "arguments": ["yes"],
                    "category_uuid": categories[0],
                },
                {"uuid": _uuid(base + 12), "type": "has_text", "category_uuid": categories[0]},
            ],
            "categories": [
                {"uuid": uuid_, "name": name, "exit_uuid": exit_}
                for uuid_, name, exit_ in zip(categories, ("Yes", "Other", "No Response"), exits, strict=True)
            ],
        },
        "exits": [{"uuid": exit_} for exit_ in exits],
    }


def chance(number: int) -> JsonObject:
    """A node that goes one way or the other."""
    base = 5000 + 20 * number
    return {
        "uuid": _uuid(base),
        "router": {
            "type": "random",
            "categories": [
                {"uuid": _uuid(base + 1), "name": "A", "exit_uuid": _uuid(base + 3)},
                {"uuid": _uuid(base + 2), "name": "B", "exit_uuid": _uuid(base + 4)},
            ],
        },
        "exits": [
            {"uuid": _uuid(base + 3), "destination_uuid": _uuid(base)},
            {"uuid": _uuid(base + 4), "destination_uuid": None},
        ],
    }


def rich(release: Release, kind: str = "messaging") -> JsonObject:
    """A valid flow of that release, at its spec, with everything in it."""
    doing: JsonObject = {
        "uuid": _uuid(1),
        "actions": [*actions(release, kind)],
        "exits": [{"uuid": _uuid(2)}],
    }
    nodes = [doing, question(1, kind), chance(1), *([question(2, "dial")] if kind == "voice" else [])]
    doing["exits"] = [{"uuid": _uuid(2), "destination_uuid": nodes[1]["uuid"]}]
    return {
        "uuid": _uuid(0),
        "name": "Rich",
        "spec_version": release.spec_version,
        "language": "eng",
        "type": kind,
        "revision": 3,
        "expire_after_minutes": 60,
        "localization": {
            "fra": {
                _uuid(100): {"text": ["Bonjour"], "quick_replies": ["Oui", "Non"]},
                _uuid(1020 + 11): {"arguments": ["oui"]},
            }
        },
        "nodes": [*nodes],
        "_ui": {"nodes": {_uuid(1): {"position": {"left": 0, "top": 0}, "type": "execute_actions"}}},
    }
