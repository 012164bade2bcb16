"""How people recognise a node."""

import pytest

from flowops import references
from flowops.model.kind import CAMPAIGN, FLOW
from flowops.references.place import Places, label
from tests.references.samples import acts, doc, says, translated
from tests.sandbox.engine.flows import NODE, REF, asking, switch


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"actions": [{"type": "set_run_result"}, {"type": "send_msg", "text": "Hi"}]}, "Hi"),
        ({"actions": [{"type": "send_msg", "text": " "}]}, "send_msg"),
        ({"actions": [{"type": "send_email", "subject": "Alert"}]}, "Alert"),
        ({"actions": [{"type": "call_webhook", "url": "https://x"}]}, "https://x"),
        ({"actions": [{"type": "a"}, {"type": "b"}]}, "a b"),
        ({"actions": [], "router": switch(operand="@results.x")}, "split by @results.x"),
        ({"router": {"type": "random"}}, ""),
        ({}, ""),
    ],
)
def test_a_node_is_known_by_its_first_text_else_by_what_it_does(node, expected):
    assert label(node) == expected


@pytest.mark.parametrize(
    "flow",
    [
        says("Hi @fields.a"),
        translated("swa", "send_msg", {"text": ["@fields.a"]}, text="Hi @fields.a"),
        doc(
            FLOW,
            says("Hi @fields.a").body
            | {"_ui": {"nodes": {NODE: {"config": {"operand": {"type": "field", "id": "a"}}}}}},
        ),
    ],
)
def test_translations_and_the_editor_belong_to_the_node(flow):
    places = Places(flow)

    labels = {places.label(it) for it in references.of(flow) if it.kind == "field"}

    assert labels == {"Hi @fields.a"}


def test_a_translated_rule_belongs_to_its_node():
    body = asking()
    case = body["nodes"][0]["router"]["cases"][0]
    body["localization"] = {"swa": {case["uuid"]: {"arguments": ["@fields.a"]}}}
    flow = doc(FLOW, body)

    [found] = [it for it in references.of(flow) if it.kind == "field"]

    assert Places(flow).node(found) is body["nodes"][0]


def test_what_stands_in_no_node_has_no_label():
    campaign = doc(CAMPAIGN, {"name": "x", "group": REF})
    flow = acts("enter_flow", flow=REF)

    assert [Places(it).label(next(references.of(it))) for it in (campaign, flow)] == ["", ""]
    assert Places(doc(FLOW, {})).node(list(references.of(flow))[1]) is None
