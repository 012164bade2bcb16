"""Writing references anew: laws first."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops import references
from flowops.model.export import Document
from flowops.model.kind import CAMPAIGN, FIELD, FLOW, GLOBAL, GROUP, TRIGGER
from flowops.references import Reference, Replacement
from flowops.repository import programme
from flowops.sandbox.engine import validate
from tests.references.samples import KEYS, acts, body_of, doc, documents, flows, says, translated
from tests.sandbox.engine.flows import ASSET, NOWHERE, REF, V26_2, asking
from tests.sandbox.engine.flows import flow as flow_of

FRESH_UUID = "12345678-0000-4000-8000-000000000000"


def itself(reference: Reference) -> Replacement:
    return Replacement(reference.uuid, reference.name, reference.label)


def renaming(kind: str, old: str, new: str):
    """Replaces one name or key of a kind."""

    def replace(reference: Reference) -> Replacement | None:
        return Replacement(name=new) if (reference.kind, reference.name) == (kind, old) else None

    return replace


def names(document: Document) -> list[tuple[str, str, str]]:
    return [(it.kind, it.name, it.path) for it in references.of(document)]


@given(documents)
def test_replacing_by_itself_or_by_nothing_gives_the_same_document_back(document):
    assert references.rewrite(document, itself) is document
    assert references.rewrite(document, lambda _: None) is document
    assert references.rewrite(document, lambda _: Replacement()) is document


@given(documents, st.sampled_from(["global", "field", "result", "parameter"]), st.sampled_from(KEYS))
def test_a_key_that_is_renamed_and_renamed_back_is_as_before(document, kind, key):
    key = key.lower()  # what was written with a capital comes back without
    written = {it.written for it in references.of(document) if (it.kind, it.name) == (kind, key)}
    before = copy.deepcopy(document.body)

    there = references.rewrite(document, renaming(kind, key, "fresh"))
    back = references.rewrite(there, renaming(kind, "fresh", key))

    assert document.body == before
    if written <= {key}:
        assert json.dumps(back.body) == json.dumps(before)


@given(documents, st.sampled_from(["global", "field", "result", "parameter"]), st.sampled_from(KEYS))
def test_after_a_rename_exactly_the_renamed_are_found(document, kind, key):
    after = references.rewrite(document, renaming(kind, key.lower(), "fresh"))

    expected = [(k, "fresh" if (k, n) == (kind, key.lower()) else n, p) for k, n, p in names(document)]
    assert names(after) == expected


@given(documents)
def test_uuids_and_names_are_bound_in_every_object(document):
    def bind(reference: Reference) -> Replacement | None:
        return Replacement(uuid=FRESH_UUID, name='Bound "here"') if reference.uuid else None

    after = list(references.of(references.rewrite(document, bind)))

    for old, new in zip(references.of(document), after, strict=True):
        named = old.uuid and old.spelling != "uuid"
        assert new.uuid == (FRESH_UUID if old.uuid else None)
        assert new.name == ('Bound "here"' if named else old.name)


@given(flows(), st.sampled_from(KEYS))
def test_a_valid_flow_stays_valid(flow, key):
    def replace(reference: Reference) -> Replacement:
        return Replacement(FRESH_UUID, "fresh" if reference.name == key.lower() else None)

    assert validate(copy.deepcopy(flow.body), V26_2) is None

    after = references.rewrite(flow, replace)

    assert validate(copy.deepcopy(after.body), V26_2) is None


@pytest.mark.parametrize("document", programme.read().documents, ids=lambda document: document.name)
def test_the_programme_comes_back_from_a_rename_byte_for_byte(document):
    def forth(reference: Reference) -> Replacement:
        return Replacement(name=f"{reference.name}_x", label=f"{reference.label}_x")

    def back(reference: Reference) -> Replacement:
        return Replacement(name=reference.name[:-2], label=reference.label[:-2])

    there = references.rewrite(document, forth)

    assert references.rewrite(there, back).body == document.body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi @globals.A, bye @globals.a.b", "Hi @globals.new, bye @globals.new.b"),
        ('@( GLOBALS . a&globals["A"]  )@globals.b', '@( GLOBALS . new&globals["new"]  )@globals.b'),
        ("@@globals.a @(globals[a]) @(globals.a", "@@globals.a @(globals[a]) @(globals.a"),
        ("@(foreach(globals.a, (globals) => globals.a))", "@(foreach(globals.new, (globals) => globals.a))"),
        ('😀 @(globals.a & "globals.a")', '😀 @(globals.new & "globals.a")'),
    ],
)
def test_only_the_key_itself_changes_in_a_text(text, expected):
    after = references.rewrite(says(text), renaming("global", "a", "new"))

    assert after.body == says(expected).body


def test_translations_and_the_editor_follow():
    flow = translated("swa", "send_msg", {"text": ["@fields.a", "@fields.b"]}, text="@fields.a")
    operand = {"id": "a", "name": "A", "type": "field", "x": 1}
    body_of(flow)["_ui"] = {"nodes": {ASSET: {"config": {"operand": operand}}}}

    after = references.rewrite(flow, renaming("field", "a", "new"))

    action = body_of(after)["nodes"][0]["actions"][0]
    assert action["text"] == "@fields.new"
    assert body_of(after)["localization"]["swa"][action["uuid"]]["text"] == ["@fields.new", "@fields.b"]
    assert body_of(after)["_ui"]["nodes"][ASSET]["config"]["operand"] == operand | {"id": "new"}


def test_what_people_read_beside_a_key_changes_only_where_it_is_asked_for():
    flow = acts("set_contact_field", field={"key": "a", "name": "A"}, value="x")

    after = references.rewrite(
        flow, lambda it: Replacement(name="b", label="B") if it.kind == "field" else None
    )

    assert body_of(after)["nodes"][0]["actions"][0]["field"] == {"key": "b", "name": "B"}


@pytest.mark.parametrize(
    ("replacement", "expected"),
    [
        (Replacement(name="appointment"), "appointment"),
        (Replacement(name="appointment", label="Appointment"), "Appointment"),
        (Replacement(name="next_visit"), "Next visit"),
    ],
)
def test_a_result_is_made_under_its_new_name(replacement, expected):
    flow = acts("set_run_result", name="Next visit", value="@results.next_visit")

    after = references.rewrite(flow, lambda it: replacement if it.kind == "result" else None)

    assert body_of(after)["nodes"][0]["actions"][0]["name"] == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([ASSET, "Mothers"], [FRESH_UUID, "Mamas"]),
        ([ASSET], [FRESH_UUID]),
        ([ASSET, "x", "y"], [FRESH_UUID, "Mamas", "y"]),
    ],
)
def test_a_test_for_a_group_follows_the_group(given, expected):
    flow = doc(FLOW, asking(cases=[{"type": "has_group", "arguments": given}]))

    after = references.rewrite(
        flow, lambda it: Replacement(FRESH_UUID, "Mamas") if it.kind == "group" else None
    )

    assert body_of(after)["nodes"][0]["router"]["cases"][0]["arguments"] == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('a = 1 AND fields.A = "a" OR a1 = 2', 'new = 1 AND fields.new = "a" OR a1 = 2'),
        ("name = a", "name = a"),
    ],
)
def test_keys_in_queries_change_alone(query, expected):
    group = doc(GROUP, {"uuid": ASSET, "name": "x", "query": query})

    assert references.rewrite(group, renaming("field", "a", "new")).body["query"] == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('group = "Mothers" OR group = Mothers', 'group = "New Mothers" OR group = "New Mothers"'),
        ('name = "Mothers"', 'name = "Mothers"'),
    ],
)
def test_names_in_queries_are_quoted_where_they_must_be(query, expected):
    flow = acts("send_broadcast", text="x", contact_query=query)

    after = references.rewrite(flow, renaming("group", "Mothers", "New Mothers"))

    assert body_of(after)["nodes"][0]["actions"][0]["contact_query"] == expected


@pytest.mark.parametrize("channel", [ASSET, {"uuid": ASSET}])
def test_a_channel_is_bound_however_a_trigger_names_it(channel):
    trigger = doc(TRIGGER, {"trigger_type": "K", "channel": channel, "x": [1]})

    after = references.rewrite(trigger, lambda _: Replacement(FRESH_UUID, "Android"))

    expected = FRESH_UUID if isinstance(channel, str) else {"uuid": FRESH_UUID}  # nothing is added
    assert after.body == {"trigger_type": "K", "channel": expected, "x": [1]}


def test_what_has_no_place_for_a_replacement_stays():
    case = {"type": "has_group", "arguments": [ASSET]}
    flow = doc(FLOW, asking(cases=[case], result_name=""))
    trigger = doc(TRIGGER, {"flow": {"uuid": ASSET}, "channel": ASSET})

    for document in (flow, trigger):
        assert (
            references.rewrite(document, lambda it: Replacement(name="new") if not it.definition else None)
            is document
        )


def test_a_resthook_is_renamed():
    after = references.rewrite(acts("call_resthook", resthook="a"), renaming("resthook", "a", "b"))

    assert body_of(after)["nodes"][0]["actions"][0]["resthook"] == "b"
    assert (
        references.rewrite(after, lambda _: Replacement(uuid=FRESH_UUID)).body["nodes"]
        == body_of(after)["nodes"]
    )


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            doc(FIELD, {"key": "a", "name": "A", "type": "text"}),
            {"key": "new", "name": "A", "type": "text"},
        ),
        (doc(GLOBAL, {"key": "a", "name": "A"}), {"key": "new", "name": "A"}),
        (doc(GROUP, {"uuid": ASSET, "name": "a"}), {"uuid": ASSET, "name": "new"}),
    ],
)
def test_definitions_are_renamed_too(document, expected):
    assert references.rewrite(document, lambda _: Replacement(name="new")).body == expected


def test_campaigns_are_bound():
    event = {"event_type": "F", "flow": REF, "relative_to": {"key": "a", "label": "A"}, "offset": 1}
    campaign = doc(CAMPAIGN, {"name": "x", "group": REF, "events": [event, event]})

    after = references.rewrite(campaign, lambda it: Replacement(NOWHERE, "y") if it.uuid else None)

    bound = {"uuid": NOWHERE, "name": "y"}
    assert after.body == {"name": "x", "group": bound, "events": [event | {"flow": bound}] * 2}
    assert body_of(campaign)["events"][0]["flow"] == REF


def test_a_key_that_cannot_stand_in_an_expression_is_refused():
    with pytest.raises(ValueError, match="'2nd' cannot be looked up with a dot"):
        references.rewrite(says("@globals.a"), renaming("global", "a", "2nd"))


def test_what_does_not_change_is_shared_with_the_given_document():
    flow = doc(FLOW, flow_of({"uuid": "x", "actions": []}, body_of(says("@globals.a"))["nodes"][0]))

    after = references.rewrite(flow, renaming("global", "a", "b"))

    assert body_of(after)["nodes"][0] is body_of(flow)["nodes"][0]
    assert body_of(after)["_ui"] is body_of(flow)["_ui"]
