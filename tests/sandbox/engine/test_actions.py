"""Every action: that it is taken as it should be, and the words for what is wrong with it."""

import pytest

from flowops.sandbox.engine import validate

from .flows import ACTION, ASSET, NODE, REF, V0_293, V7_4, V8_0, V9_0, V10_0, V26_2, Flow, acting, at

VALID: dict[str, Flow] = {
    "add_contact_groups": {"groups": [REF, {"name_match": "@x"}, None]},
    "add_contact_urn": {"scheme": "bsuid", "path": "@x"},
    "add_input_labels": {"labels": [REF]},
    "call_classifier": {"input": "@x", "result_name": "R"},
    "call_llm": {"llm": REF, "instructions": "x", "input": "", "output_local": "_x"},
    "call_resthook": {"resthook": "new-mother", "result_name": ""},
    "call_webhook": {"method": "GET", "url": "x", "headers": {"X-Key": None}},
    "enter_flow": {"flow": REF, "terminal": True},
    "open_ticket": {"topic": REF, "assignee": {"email": "@x"}, "note": None},
    "remove_contact_groups": {"groups": [REF], "all_groups": False},
    "request_optin": {"optin": REF},
    "send_broadcast": {"text": "x", "groups": [REF], "contacts": [REF], "urns": ["tel:1"], "legacy_vars": []},
    "send_email": {"addresses": ["@x"], "subject": "x", "body": "x"},
    "send_msg": {"text": "x", "attachments": ["image:@fields.x", "a/b-c:x"], "template": REF},
    "set_contact_channel": {"channel": None},
    "set_contact_field": {"field": {"key": "A B!", "name": "x"}, "value": ""},
    "set_contact_language": {"language": "eng"},
    "set_contact_name": {"name": ""},
    "set_contact_status": {"status": "active"},
    "set_contact_timezone": {"timezone": "x"},
    "set_run_local": {"local": "_x", "operation": "clear"},
    "set_run_result": {"name": "!", "value": "x", "category": ""},
    "start_session": {"flow": REF, "exclusions": {"in_a_flow": True}, "create_contact": True},
    "transfer_airtime": {"amounts": {"USD": 1.5, "KES": "2", "TZS": None}},
}
VOICE: dict[str, Flow] = {"play_audio": {"audio_url": "x"}, "say_msg": {"text": "x", "audio_url": None}}


@pytest.mark.parametrize("kind", VALID)
def test_newest_engine_takes_every_action(kind):
    assert validate(acting(kind, **VALID[kind]), V26_2) is None


@pytest.mark.parametrize("kind", VOICE)
def test_voice_actions_need_a_voice_flow(kind):
    definition = acting(kind, **VOICE[kind])
    assert validate(at("14.4.1", definition, "voice"), V26_2) is None
    assert validate(definition, V26_2) == (
        f"invalid node[uuid={NODE}]: action type '{kind}' is not allowed in a flow of type 'messaging'"
    )


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [
        ("send_msg", {"text": ""}, "field 'text' is required"),
        ("send_msg", {"text": None, "uuid": None}, "field 'uuid' is required, field 'text' is required"),
        ("send_msg", {"text": "é" * 10_001}, "field 'text' must be less than or equal to 10000"),
        ("send_msg", {"attachments": ["@fields.x"]}, "field 'attachments[0]' is not a valid attachment"),
        ("send_msg", {"attachments": ["image:"]}, "field 'attachments[0]' is not a valid attachment"),
        ("send_msg", {"quick_replies": ["x"] * 11}, "field 'quick_replies' must have a maximum of 10 items"),
        ("send_msg", {"template": {}}, "field 'template.uuid' is required"),
        (
            "send_msg",
            {"text": 5, "quick_replies": {}},
            "json: cannot unmarshal number into Go struct field SendMsg.createMsgAction.text of type string",
        ),
        (
            "send_msg",
            {"template": {"uuid": True}},
            "json: cannot unmarshal bool into Go struct field TemplateReference.createMsgAction.template.uuid of type assets.TemplateUUID",
        ),
        (
            "add_contact_groups",
            {"groups": [{}, {"uuid": "x"}]},
            "field 'groups[0].uuid' is mutually exclusive with 'name_match', "
            "field 'groups[0].name_match' is mutually exclusive with 'uuid', "
            "field 'groups[1].uuid' must be a valid UUID",
        ),
        (
            "add_contact_groups",
            {"groups": {}},
            "json: cannot unmarshal object into Go struct field AddContactGroups.groups of type []*assets.GroupReference",
        ),
        ("add_contact_groups", {"groups": [REF] * 101}, "field 'groups' must have a maximum of 100 items"),
        ("add_contact_urn", {"scheme": "discord"}, "field 'scheme' is not a valid URN scheme"),
        ("call_webhook", {"method": "get"}, "field 'method' is not a valid HTTP method"),
        (
            "call_webhook",
            {"headers": {"A": 5}},
            "json: cannot unmarshal number into Go struct field CallWebhook.headers of type string",
        ),
        (
            "call_webhook",
            {"headers": []},
            "json: cannot unmarshal array into Go struct field CallWebhook.headers of type map[string]string",
        ),
        ("set_contact_status", {"status": None}, "field 'status' is not a valid contact status"),
        (
            "set_run_local",
            {"local": "X", "operation": "add"},
            "field 'local' is not a valid local variable reference, "
            "field 'operation' failed tag 'eq=set|eq=increment|eq=clear'",
        ),
        ("set_run_result", {"name": "x" * 65}, "field 'name' is not a valid result name"),
        ("set_run_result", {"category": "x" * 65}, "field 'category' is not a valid result category"),
        ("send_email", {"addresses": []}, "field 'addresses' must have a minimum of 1 items"),
        (
            "start_session",
            {"exclusions": {"in_a_flow": 5}},
            "json: cannot unmarshal number into Go struct field Exclusions.exclusions.in_a_flow of type bool",
        ),
        (
            "transfer_airtime",
            {"amounts": {"USD": "much"}},
            "error decoding string 'much': can't convert much to decimal",
        ),
        (
            "transfer_airtime",
            {"amounts": {"USD": True}},
            "error decoding string 'true': can't convert true to decimal",
        ),
        ("send_msg", {"type": "dance"}, "unknown type: 'dance'"),
        ("send_msg", {"type": None}, "field 'type' is required"),
    ],
)
def test_action_is_refused(kind, changes, message):
    definition = acting(kind, **{**VALID[kind], **changes})
    assert validate(definition, V26_2) == f"unable to read action[0]: {message}"


@pytest.mark.parametrize(
    ("kind", "changes", "message"),
    [
        ("call_webhook", {"headers": {"no good": "x"}}, "header 'no good' is not a valid HTTP header"),
        (
            "remove_contact_groups",
            {"all_groups": True},
            "can't specify specific groups when all_groups=true",
        ),
    ],
)
def test_action_breaks_its_own_rule(kind, changes, message):
    definition = acting(kind, **{**VALID[kind], **changes})
    assert validate(definition, V26_2) == (
        f"invalid node[uuid={NODE}]: invalid action[uuid={ACTION}, type={kind}]: {message}"
    )


TEMPLATING = {"uuid": ASSET, "template": REF, "variables": ["x"]}
TICKET = {"body": "x", "result_name": "T"}


@pytest.mark.parametrize(
    ("engine", "kind", "fields", "message"),
    [
        (V10_0, "call_llm", {}, "unknown type: 'call_llm'"),
        (V8_0, "request_optin", {"optin": REF}, "unknown type: 'request_optin'"),
        (V9_0, "request_optin", {"optin": REF}, None),
        (V7_4, "open_ticket", TICKET, None),
        (V8_0, "open_ticket", TICKET, None),
        (V9_0, "open_ticket", TICKET, None),
        (V26_2, "open_ticket", {}, None),
        (V10_0, "open_ticket", {"body": "x"}, "field 'result_name' is required"),
        (
            V9_0,
            "open_ticket",
            {**TICKET, "assignee": {"email": "x"}},
            "field 'assignee.email' is not a valid email address",
        ),
        (V9_0, "send_msg", {"text": "x", "attachments": ["@x"], "templating": TEMPLATING}, None),
        (V9_0, "send_msg", {"text": "x", "topic": "chat"}, "field 'topic' is not a valid message topic"),
        (
            V10_0,
            "send_msg",
            {"text": "x", "attachments": ["@x"]},
            "field 'attachments[0]' is not a valid attachment",
        ),
        (V10_0, "send_msg", {"text": "x" * 10_001, "quick_replies": ["x"] * 11}, None),
        (V9_0, "set_run_result", {"name": "x" * 70, "category": "y" * 70}, None),
        (V8_0, "add_contact_urn", {"scheme": "teams", "path": "x"}, None),
        (V10_0, "call_classifier", {"input": "x", "result_name": "R"}, "field 'classifier' is required"),
    ],
)
def test_engines_differ(engine, kind, fields, message):
    place = "action[0]" if engine is V26_2 else "action"
    definition = at("13.1.0", acting(kind, **fields))
    assert validate(definition, engine) == (message and f"unable to read {place}: {message}")


def test_newer_engines_limit_more():
    definition = acting("call_webhook", method="GET", url="x" * 8193)
    assert validate(definition, V26_2) is None
    assert validate(definition, V0_293) == (
        "unable to read action[0]: field 'url' must be less than or equal to 8192"
    )
