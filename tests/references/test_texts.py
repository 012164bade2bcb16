"""Literal rewrites."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.model.export import Document
from flowops.model.kind import CAMPAIGN, FLOW, GROUP
from flowops.references import rewrite_texts
from tests.references.samples import acts, body_of, doc, documents, says, translated
from tests.sandbox.engine.flows import ASSET, asking

PAIRS = [("staging", "www"), ("www", "staging")]


def text_of(document: Document) -> str:
    return str(body_of(document)["nodes"][0]["actions"][0]["text"])


@given(documents)
def test_a_text_that_stands_nowhere_gives_the_same_document_back(document):
    done = rewrite_texts(document, [("\x00nowhere", "x")])

    assert done.document is document
    assert done.found == {"\x00nowhere": 0}


@given(documents, st.text(alphabet="abelx@ ", min_size=1, max_size=2))
def test_a_text_replaced_by_itself_changes_nothing(document, text):
    before = copy.deepcopy(document.body)

    assert rewrite_texts(document, [(text, text)]).document.body == before
    assert document.body == before


def test_what_one_pair_writes_is_never_found_by_another():
    done = rewrite_texts(says("staging www staging"), PAIRS)

    assert text_of(done.document) == "www staging www"
    assert done.found == {"staging": 2, "www": 1}


def test_the_longest_text_is_found_first():
    done = rewrite_texts(
        says("https://a.org/x https://a.org"), [("https://a.org", "1"), ("https://a.org/x", "2")]
    )

    assert text_of(done.document) == "2 1"
    assert done.found == {"https://a.org": 1, "https://a.org/x": 1}


def test_texts_are_literal():
    assert text_of(rewrite_texts(says("a.b axb"), [("a.b", r"\1")]).document) == r"\1 axb"


def test_nothing_to_find_finds_nothing():
    assert rewrite_texts(says("x"), []).found == {}
    assert rewrite_texts(says("x"), [("", "y")]).document.body == says("x").body


@pytest.mark.parametrize(
    ("kind", "fields", "key"),
    [
        ("call_webhook", {"headers": {"X": "old"}}, "headers"),
        ("call_webhook", {"url": '@("old" & globals.x)'}, "url"),
        ("send_msg", {"quick_replies": ["old", "x"]}, "quick_replies"),
        ("send_email", {"addresses": ["old@example.org"]}, "addresses"),
        ("send_broadcast", {"urns": ["tel:old"], "contact_query": 'name = "old"'}, "contact_query"),
        ("say_msg", {"audio_url": "https://old"}, "audio_url"),
        ("set_run_result", {"category": "old", "value": "old"}, "category"),
        ("set_contact_name", {"name": "old"}, "name"),
        ("send_postcard", {"address": "old", "lines": ["old"], "more": {"a": "old"}}, "lines"),
    ],
)
def test_every_text_that_is_sent_or_evaluated_changes(kind, fields, key):
    done = rewrite_texts(acts(kind, **fields), [("old", "new")])

    action = body_of(done.document)["nodes"][0]["actions"][0]
    assert str(action[key]) == str(fields[key]).replace("old", "new")


@pytest.mark.parametrize(
    "document",
    [
        acts("enter_flow", flow={"uuid": ASSET, "name": "old"}),
        acts("set_run_result", name="old", value=""),
        acts("call_webhook", method="old", result_name="old"),
        acts("call_resthook", resthook="old"),
        acts("set_contact_field", field={"key": "old", "name": "old"}),
        acts("set_contact_status", status="old"),
        acts(
            "send_postcard",
            flow={"uuid": "old", "name": "old"},
            other={"uuid": "old"},
            local="old",
            x_uuid="old",
        ),
        doc(FLOW, asking(cases=[{"type": "has_group", "arguments": ["old", "old"]}], operand="x")),
        doc(
            FLOW,
            {"uuid": "old", "name": "old", "language": "old", "_ui": {"stickies": {"a": {"body": "old"}}}},
        ),
        doc(GROUP, {"uuid": "x", "name": "old", "query": 'name = "old"'}),
        doc(CAMPAIGN, {"name": "old", "group": {"uuid": "x", "name": "old"}}),
    ],
    ids=lambda document: document.kind.name,
)
def test_names_keys_types_and_the_editor_stay(document):
    assert rewrite_texts(document, [("old", "new")]).document is document


def test_routers_change_in_their_texts():
    case = {"uuid": ASSET, "type": "has_phrase", "arguments": ["old"]}
    body = asking(operand="@(old)", cases=[case])
    body["nodes"][0]["router"]["categories"][0]["name"] = "old"
    body["localization"] = {"swa": {ASSET: {"arguments": ["old"]}}}

    done = rewrite_texts(doc(FLOW, body), [("old", "new")])

    router = body_of(done.document)["nodes"][0]["router"]
    assert (router["operand"], router["cases"][0]["arguments"]) == ("@(new)", ["new"])
    assert router["categories"][0]["name"] == "new"
    assert body_of(done.document)["localization"] == {"swa": {ASSET: {"arguments": ["new"]}}}
    assert done.found == {"old": 4}


def test_translations_change_too():
    flow = translated("swa", "send_email", {"subject": ["old"], "uuid": ["old"]}, subject="old", body="x")

    done = rewrite_texts(flow, [("old", "new")])

    [item] = body_of(done.document)["localization"]["swa"].values()
    assert item == {"subject": ["new"], "uuid": ["old"]}


@pytest.mark.parametrize("message", [{"eng": "old", "swa": "old"}, "old"])
def test_messages_of_campaigns_change(message):
    event = {"event_type": "M", "base_language": "eng", "message": message, "unit": "old"}

    done = rewrite_texts(doc(CAMPAIGN, {"name": "x", "events": [event]}), [("old", "new")])

    expected = "new" if isinstance(message, str) else {"eng": "new", "swa": "new"}
    assert body_of(done.document)["events"] == [event | {"message": expected}]
