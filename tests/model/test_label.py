"""What a person recognises a node by."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.model.json import JsonObject
from flowops.model.label import action_label, node_label
from tests.strategies import json_values

KEYS = [
    "type",
    "text",
    "groups",
    "flow",
    "url",
    "name",
    "key",
    "field",
    "value",
    "operand",
    "cases",
    "wait",
    "phone",
]
TYPES = st.sampled_from(
    [
        "send_msg",
        "enter_flow",
        "set_contact_field",
        "remove_contact_groups",
        "transfer_airtime",
        "switch",
        "dial",
        "_",
    ]
)
odd = st.dictionaries(st.sampled_from(KEYS), json_values | TYPES, max_size=4)
nodes = st.fixed_dictionaries(
    {},
    optional={
        "actions": st.lists(odd | json_values, max_size=3) | json_values,
        "router": odd | json_values,
        "exits": json_values,
    },
)
SWITCH: JsonObject = {"type": "switch", "operand": "@input", "cases": []}


@given(nodes | st.dictionaries(st.text(), json_values))
def test_every_node_has_a_label_of_one_short_line(node):
    label = node_label(node)

    assert 0 < len(label) <= 60
    assert label == " ".join(label.split())


@given(odd)
def test_every_action_has_a_label_of_one_line(action):
    label = action_label(action)

    assert label
    assert label == " ".join(label.split())


ACTIONS: list[tuple[Any, str]] = [
    ({"type": "send_msg", "text": "Hello  you\nthere"}, 'send message "Hello you there"'),
    ({"type": "send_msg", "text": "", "attachments": ["image:x"]}, "send message image:x"),
    ({"type": "say_msg", "text": "Hello"}, 'say "Hello"'),
    ({"type": "send_broadcast", "text": "Hello"}, 'send broadcast "Hello"'),
    ({"type": "send_email", "subject": "Alert", "body": "x"}, 'send email "Alert"'),
    ({"type": "add_contact_groups", "groups": [{"name": "A"}, {"name_match": "@x"}]}, "add to group A, @x"),
    ({"type": "remove_contact_groups", "groups": [{"name": "A"}]}, "remove from group A"),
    ({"type": "remove_contact_groups", "groups": [], "all_groups": True}, "remove from all groups"),
    ({"type": "remove_contact_groups", "groups": [], "all_groups": False}, "remove contact groups"),
    ({"type": "add_contact_urn", "scheme": "tel", "path": "@input"}, "add URN tel:@input"),
    ({"type": "add_input_labels", "labels": [{"name": "Spam"}]}, "label the message Spam"),
    ({"type": "call_webhook", "method": "POST", "url": "https://x.y"}, "call webhook POST https://x.y"),
    ({"type": "call_resthook", "resthook": "new"}, "call resthook new"),
    ({"type": "call_llm", "llm": {"name": "GPT"}, "instructions": "Sum up"}, "call LLM GPT: Sum up"),
    ({"type": "enter_flow", "flow": {"uuid": "1", "name": "Menu"}}, "enter flow Menu"),
    ({"type": "enter_flow", "flow": {"uuid": "1"}}, "enter flow"),
    ({"type": "start_session", "flow": {"name": "Alert"}}, "start flow Alert for somebody else"),
    ({"type": "open_ticket", "topic": {"name": "Care"}}, "open ticket Care"),
    (
        {"type": "set_contact_field", "field": {"key": "age", "name": "Age"}, "value": "5"},
        "set field Age to 5",
    ),
    ({"type": "set_contact_field", "field": {"key": "age"}, "value": ""}, "clear field age"),
    ({"type": "set_contact_language", "language": "swa"}, "set language to swa"),
    ({"type": "set_contact_channel", "channel": None}, "clear the channel"),
    ({"type": "set_run_result", "name": "Age", "value": "@input"}, "save result Age as @input"),
    ({"type": "set_run_local", "operation": "increment", "local": "n", "value": "1"}, "increment local n: 1"),
    ({"type": "transfer_airtime", "amounts": {"KES": 100, "UGX": 2.5}}, "transfer airtime KES 100, UGX 2.5"),
    ({"type": "transfer_airtime", "amounts": {"KES": 10**5000}}, "transfer airtime KES a large number"),
    ({"type": "grant_wish", "wish": "x"}, "grant wish"),
    ({"type": 5}, "5"),
    ({}, "unknown action"),
]


@pytest.mark.parametrize(("action", "label"), ACTIONS, ids=[label for _, label in ACTIONS])
def test_an_action_is_what_it_does_in_words(action, label):
    assert action_label(action) == label


NODES: list[tuple[Any, str]] = [
    (
        {
            "actions": [
                {"type": "set_run_result", "name": "n", "value": "1"},
                {"type": "send_msg", "text": "Hi"},
            ]
        },
        "Hi",
    ),
    ({"actions": [{"type": "send_msg", "text": "x" * 61}]}, "x" * 59 + "…"),
    ({"actions": [{"type": "enter_flow", "flow": {"name": "Menu"}}], "router": SWITCH}, "Enter flow Menu"),
    ({"router": SWITCH | {"wait": {"type": "msg"}}}, "Wait for response"),
    ({"router": SWITCH | {"wait": {"type": "msg"}, "result_name": "Age"}}, "Wait for response (Age)"),
    ({"router": SWITCH | {"wait": {"type": "msg", "hint": {"type": "digits"}}}}, "Wait for digits"),
    ({"router": SWITCH | {"wait": {"type": "dial", "phone": "@fields.p"}}}, "Dial @fields.p"),
    ({"router": {"type": "random"}}, "Split randomly"),
    ({"router": SWITCH | {"operand": "@fields.age"}}, "Split by @fields.age"),
    ({"router": SWITCH | {"operand": "@results.age"}}, "Split by @results.age"),
    ({"router": SWITCH | {"operand": "@(urn_parts(contact.urn).scheme)"}}, "Split by URN type"),
    (
        {
            "router": {
                "type": "switch",
                "operand": "@contact.groups",
                "cases": [
                    {"type": "has_group", "arguments": ["1", "Mothers"]},
                    {"type": "has_group", "arguments": []},
                ],
            }
        },
        "Split by group Mothers",
    ),
    ({"actions": [{"type": "send_msg", "text": "\u200b\u202e"}]}, "Send msg"),
    ({}, "Node that does nothing"),
    ({"actions": [], "router": {"type": "switch"}}, "Node that does nothing"),
]


@pytest.mark.parametrize(("node", "label"), NODES, ids=[label for _, label in NODES])
def test_a_node_is_its_first_message_or_what_it_does(node, label):
    assert node_label(node) == label


def test_a_node_looks_the_same_after_its_objects_got_other_uuids():
    def node(uuid: str) -> JsonObject:
        return {
            "uuid": uuid,
            "actions": [{"type": "enter_flow", "uuid": uuid, "flow": {"uuid": uuid, "name": "M"}}],
        }

    assert node_label(node("1")) == node_label(node("2"))


def test_an_endless_text_is_read_at_its_start_only():
    assert node_label({"actions": [{"type": "send_msg", "text": "ab " * 1_000_000}]}).endswith("…")
