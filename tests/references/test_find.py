"""What documents refer to, and where."""

from typing import Any

import pytest
from hypothesis import given

from flowops import references
from flowops.model.export import Export
from flowops.model.kind import CAMPAIGN, FIELD, FLOW, GLOBAL, GROUP, TRIGGER
from flowops.references import result_key
from flowops.repository import programme
from flowops.sandbox.engine.templates import paths
from flowops.sandbox.inspection import inspect
from tests.references.samples import acts, doc, documents, says, templates, translated
from tests.sandbox.engine.flows import ASSET, REF, asking

PROGRAMME = programme.read()


def used(document):
    return [(it.kind, it.name, it.path) for it in references.of(document) if not it.definition]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@globals.CHT_url", [("global", "cht_url")]),
        ('@(globals["cht url"] & globals.x.y)', [("global", "cht url"), ("global", "x")]),
        ("@fields.a @contact.fields.b @parent.fields.c", [("field", "a"), ("field", "b"), ("field", "c")]),
        ("@parent.contact.fields.a @child.fields.b", [("field", "a"), ("field", "b")]),
        ("@child.contact.fields.a", [("field", "a")]),
        ("@run.contact.fields.a @results.fields.x", [("field", "a"), ("result", "fields")]),
        ("@run.contact.name @run.status @(run.contact.fields)", [("field", "*")]),
        ("@results.next_visit.value @run.results.x", [("result", "next_visit"), ("result", "x")]),
        ("@trigger.params.order.id", [("parameter", "order")]),
        ("@(globals[results.x] & json(fields))", [("global", "*"), ("result", "x"), ("field", "*")]),
        ("@globals @results @contact @trigger", [("global", "*"), ("result", "*")]),
        ("@(foreach(x, (globals) => globals.a))", []),
        ('@(upper(globals)["k"])', [("global", "*")]),
        ("@@globals.x @(globals.y", []),
        ("@results.2nd_visit @(results.2nd_visit)", []),
        ("hello", []),
    ],
)
def test_expressions_look_up_globals_fields_results_and_parameters(text, expected):
    assert [(it.kind, it.name) for it in references.of(says(text)) if not it.definition] == expected


@pytest.mark.parametrize(
    ("text", "scope"), [("@results.x", ""), ("@parent.results.x", "parent"), ("@child.results.x", "child")]
)
def test_a_result_is_that_of_a_run(text, scope):
    [found] = [it for it in references.of(says(text)) if it.kind == "result"]

    assert found.scope == scope


def test_a_reference_says_where_it_stands_and_how_it_is_written():
    [_, found] = references.of(says('Hi @(upper(globals["CHT"]))'))

    assert (found.document_kind, found.document, found.path) == (
        "flow",
        "Registration",
        "nodes/0/actions/0/text",
    )
    assert (found.name, found.written, found.span, found.language) == ("cht", "CHT", (20, 23), None)


AT = "nodes/0/actions/0"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (acts("add_contact_groups", groups=[REF]), [("group", "An Asset", f"{AT}/groups/0")]),
        (acts("add_input_labels", labels=[REF]), [("label", "An Asset", f"{AT}/labels/0")]),
        (acts("enter_flow", flow=REF), [("flow", "An Asset", f"{AT}/flow")]),
        (acts("call_llm", llm=REF, instructions="x", output_local="y"), [("llm", "An Asset", f"{AT}/llm")]),
        (acts("call_classifier", classifier=REF), [("classifier", "An Asset", f"{AT}/classifier")]),
        (acts("request_optin", optin=REF), [("optin", "An Asset", f"{AT}/optin")]),
        (acts("set_contact_channel", channel=REF), [("channel", "An Asset", f"{AT}/channel")]),
        (acts("set_contact_channel", channel=None), []),
        (acts("call_resthook", resthook="new-mother"), [("resthook", "new-mother", f"{AT}/resthook")]),
        (acts("set_contact_field", field={"key": "age", "name": "Age"}), [("field", "age", f"{AT}/field")]),
        (
            acts("open_ticket", topic=REF, ticketer=REF, assignee=REF),
            [
                ("topic", "An Asset", f"{AT}/topic"),
                ("ticketer", "An Asset", f"{AT}/ticketer"),
                ("user", "An Asset", f"{AT}/assignee"),
            ],
        ),
        (
            acts("open_ticket", assignee={"email": "bob@example.org", "name": "Bob"}),
            [("user", "bob@example.org", f"{AT}/assignee")],
        ),
        (
            acts("open_ticket", assignee={"email": "@fields.chw"}),
            [("field", "chw", f"{AT}/assignee/email")],
        ),
        (
            acts("add_contact_groups", groups=[{"name_match": "@fields.district"}]),
            [("field", "district", f"{AT}/groups/0/name_match")],
        ),
        (acts("send_msg", text="x", template=REF), [("template", "An Asset", f"{AT}/template")]),
        (
            acts("send_msg", templating={"template": REF, "variables": ["@fields.a"]}),
            [
                ("template", "An Asset", f"{AT}/templating/template"),
                ("field", "a", f"{AT}/templating/variables/0"),
            ],
        ),
        (
            acts("send_msg", templating={"components": [{"params": ["x", "@fields.a"]}]}),
            [("field", "a", f"{AT}/templating/components/0/params/1")],
        ),
        (
            acts("send_broadcast", text="x", contacts=[REF], groups=[REF], contact_query="age > @fields.a"),
            [
                ("contact", "An Asset", f"{AT}/contacts/0"),
                ("group", "An Asset", f"{AT}/groups/0"),
                ("field", "age", f"{AT}/contact_query"),
                ("field", "a", f"{AT}/contact_query"),
            ],
        ),
        (
            acts("call_webhook", url="x", headers={"X-Key": "@globals.key"}, body=None),
            [("global", "key", f"{AT}/headers/X-Key")],
        ),
        (
            acts("call_webhook", url="x", headers={"uuid": "@contact.uuid", "X-Key": "@globals.key"}),
            [("global", "key", f"{AT}/headers/X-Key")],
        ),
        (acts("set_run_result", name="@fields.a", category="@fields.a"), []),
        (
            acts("send_postcard", groups=[REF], stamp=REF, text="@fields.a", llm=REF),
            [("group", "An Asset", f"{AT}/groups/0"), ("llm", "An Asset", f"{AT}/llm")],
        ),
        (acts("enter_flow", flow={"name": "By name"}), [("flow", "By name", f"{AT}/flow")]),
        (acts("enter_flow", flow={}), []),
        (acts("send_postcard", topic="Hello", flow="x"), []),
        (acts("enter_flow", flow=["x", None]), []),
        (
            doc(FLOW, {"name": "x", "nodes": [None, 1, {"actions": "none"}], "localization": [1], "_ui": 2}),
            [],
        ),
    ],
)
def test_actions_refer_to_what_their_keys_say(document, expected):
    assert used(document) == expected


def test_a_router_has_templates_and_tests_for_groups():
    case = {"uuid": ASSET, "type": "has_group", "arguments": [ASSET, "Mothers"]}
    other = {"type": "has_phrase", "arguments": ["@fields.a"]}
    wait = {"type": "dial", "phone": "@fields.phone"}
    body = asking(operand="@results.x", cases=[case, other], wait=wait)
    body["localization"] = {"swa": {ASSET: {"arguments": [ASSET, "Akina mama"]}}}

    found = [it for it in references.of(doc(FLOW, body)) if not it.definition]

    at = "nodes/0/router"
    assert {(it.kind, it.name, it.uuid, it.path) for it in found} == {
        ("result", "x", None, f"{at}/operand"),
        ("field", "phone", None, f"{at}/wait/phone"),
        ("group", "Mothers", ASSET, f"{at}/cases/0/arguments"),
        ("field", "a", None, f"{at}/cases/1/arguments/0"),
        ("group", "Akina mama", ASSET, f"localization/swa/{ASSET}/arguments"),
    }


@pytest.mark.parametrize("arguments", [["@fields.group"], [], ["", "x"], None, [1]])
def test_a_test_for_a_group_that_only_a_run_knows_is_no_reference(arguments):
    body = asking(cases=[{"type": "has_group", "arguments": arguments}])

    assert not [it for it in references.of(doc(FLOW, body)) if it.kind == "group"]


def test_translations_of_evaluated_texts_are_looked_through_with_their_language():
    flow = translated(
        "swa",
        "send_msg",
        {"text": ["Habari @fields.a"], "category": ["@fields.b"], "x": ["@fields.c"]},
        text="Hi",
    )

    [found] = [it for it in references.of(flow) if not it.definition]

    assert (found.name, found.language) == ("a", "swa")
    assert found.path.startswith("localization/swa/")
    assert found.path.endswith("/text/0")


def test_translations_of_nothing_are_left_alone():
    body = says("x").body | {
        "localization": {"swa": {ASSET: {"text": ["@fields.a"]}, "x": None}, "fra": None}
    }

    assert used(doc(FLOW, body)) == []


@pytest.mark.parametrize(
    ("operand", "expected"),
    [
        ({"type": "field", "id": "Age", "name": "Age"}, [("field", "age")]),
        ({"type": "result", "id": "answer", "name": "Answer"}, [("result", "answer")]),
        ({"type": "property", "id": "name", "name": "Name"}, []),
        ({"type": "scheme", "id": "tel", "name": "Phone"}, []),
        (None, []),
    ],
)
def test_the_editor_keeps_what_a_node_splits_by(operand, expected):
    body = says("x").body | {"_ui": {"nodes": {ASSET: {"config": {"operand": operand}}}}}

    assert [(it.kind, it.name) for it in references.of(doc(FLOW, body)) if not it.definition] == expected


def test_campaigns_use_a_group_fields_flows_and_what_their_messages_look_up():
    key = {"key": "edd", "label": "EDD"}
    hidden = {"event_type": "M", "relative_to": key, "flow": REF, "base_language": "eng"}
    campaign = doc(
        CAMPAIGN,
        {
            "name": "Schedule",
            "group": REF,
            "events": [
                {"event_type": "F", "relative_to": key, "flow": REF, "message": None},
                hidden | {"message": {"eng": "@fields.a", "swa": "@fields.b"}},
                hidden | {"message": "@fields.c"},
            ],
        },
    )

    found = [(it.kind, it.name, it.path, it.language) for it in references.of(campaign)]

    assert found == [
        ("group", "An Asset", "group", None),
        ("field", "edd", "events/0/relative_to", None),
        ("flow", "An Asset", "events/0/flow", None),
        ("field", "edd", "events/1/relative_to", None),
        ("field", "a", "events/1/message/eng", None),
        ("field", "b", "events/1/message/swa", "swa"),
        ("field", "edd", "events/2/relative_to", None),
        ("field", "c", "events/2/message", None),
    ]


@pytest.mark.parametrize("channel", [ASSET, {"uuid": ASSET, "name": "Android"}])
def test_triggers_use_flow_groups_and_channel_whatever_the_release_calls_it(channel):
    trigger = doc(
        TRIGGER,
        {"trigger_type": "K", "flow": REF, "groups": [REF], "exclude_groups": [REF], "channel": channel},
    )

    assert [(it.kind, it.uuid, it.path) for it in references.of(trigger)] == [
        ("flow", ASSET, "flow"),
        ("group", ASSET, "groups/0"),
        ("group", ASSET, "exclude_groups/0"),
        ("channel", ASSET, "channel"),
    ]


@pytest.mark.parametrize(
    ("document", "kind", "name"),
    [
        (says("x"), "flow", "Registration"),
        (doc(GROUP, {"uuid": ASSET, "name": "Mothers", "query": None}), "group", "Mothers"),
        (doc(FIELD, {"key": "age", "name": "Age"}), "field", "age"),
        (doc(GLOBAL, {"key": "cht", "name": "CHT"}), "global", "cht"),
        (acts("set_run_result", name="Next visit?", value=""), "result", "next_visit_"),
        (acts("call_webhook", url="x", result_name="Answer"), "result", "answer"),
        (acts("transfer_airtime", result_name="Answer"), "result", "answer"),
        (doc(FLOW, asking(result_name="Answer")), "result", "answer"),
    ],
)
def test_what_is_made_says_so(document, kind, name):
    assert (kind, name) in [(it.kind, it.name) for it in references.of(document) if it.definition]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Next visit?", "next_visit_"),
        (" A  b ", "a_b"),
        ("Été", "été"),
        ("٣", "_"),
        ("?!", "_"),
        ("a_1", "a_1"),
    ],
)
def test_the_key_of_a_result_is_made_as_the_engine_makes_it(name, key):
    assert result_key(name) == key


def test_smart_groups_use_what_their_queries_name():
    group = doc(GROUP, {"uuid": ASSET, "name": "Due", "query": 'edd > 1 AND group = "Mothers"'})

    assert used(group) == [("field", "edd", "query"), ("group", "Mothers", "query")]


def test_an_export_is_looked_through_document_by_document():
    export = Export((says("@globals.a"), doc(GLOBAL, {"key": "a"})))

    assert [it.kind for it in references.of(export)] == ["flow", "global", "global"]


@given(documents)
def test_a_text_holds_at_the_span_what_is_written_there(document):
    for reference in references.of(document):
        value: Any = document.body
        for step in reference.steps:
            value = value[step]
        if reference.span:
            assert value[slice(*reference.span)] == reference.written


@pytest.mark.parametrize("flow", PROGRAMME.of(FLOW), ids=lambda flow: flow.name)
def test_what_the_server_finds_in_the_programme_is_found(flow):
    found = inspect(flow.body)
    seen = list(references.of(flow))

    for kind in ("flow", "group", "label", "channel", "topic"):
        assert {it.uuid for it in seen if it.kind == kind and not it.definition} == set(found.of(kind))
    for kind in ("global", "field"):
        keys = {it.name for it in seen if it.kind == kind and it.steps[0] != "_ui"}
        assert keys == set(found.of(kind))
    assert {it.name for it in seen if it.kind == "result" and it.definition} == set(found.results)


@given(templates().filter(lambda text: "=>" not in text))
def test_the_engine_of_the_sandbox_finds_the_same_in_a_text(text):
    found = {tuple(path.split(".")[:2]) for path in paths(text)}

    keys = {it.name for it in references.of(says(text)) if it.kind == "global" and not it.dynamic}
    assert keys == {key for root, key in found if root == "globals"}
