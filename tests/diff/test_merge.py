"""Three versions of an object -> one: laws, then what is a conflict and what is not."""

import copy
import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flowops.diff.flows import View, compare_flows
from flowops.diff.listmerge import merge_lists
from flowops.diff.merge import merge_objects
from flowops.model.conflict import CONFLICTS
from flowops.model.kind import CAMPAIGN, FIELD, FLOW, GROUP, TRIGGER
from flowops.sandbox.engine import ENGINES, validate

from .strategies import edited, flows, reference, rekeyed, uuid_of, workspaces

ENGINE = ENGINES["9.0"]


def merge(base, ours, theirs):
    return merge_objects("flow", base, ours, theirs)


def without_mark(body):
    return {key: value for key, value in body.items() if key != CONFLICTS}


def texts_in(value):
    """Every text that a person wrote, wherever it stands."""
    if isinstance(value, str):
        return {value}
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {text for item in items for text in texts_in(item)}


@given(flows(), flows())
def test_what_one_side_alone_changed_is_the_result(base, other):
    assert merge(base, base, other).body == other
    assert merge(base, other, base).body == other
    assert merge(base, other, other).body == other
    assert not merge(base, other, other).conflicts


@given(flows(), flows())
def test_an_import_on_one_side_changes_nothing(base, other):
    assume(base["nodes"])
    merged = merge(base, rekeyed(base), other)

    assert merged.conflicts == ()
    assert compare_flows(other, merged.body, View(layout=True)).nodes == ()


@given(st.data())
def test_independent_edits_of_both_sides_are_all_in_the_result(data):
    base = data.draw(flows())
    ours, mine = data.draw(edited(base))
    theirs, other = data.draw(edited(base))
    assume(
        mine and other and (mine.node, mine.path, mine.language) != (other.node, other.path, other.language)
    )

    merged = merge(base, ours, rekeyed(theirs) if data.draw(st.booleans()) else theirs)

    assert merged.conflicts == ()
    told = {
        (node.before, edit.path, edit.language): edit.after
        for node in compare_flows(base, merged.body, View()).nodes
        for edit in node.edits
    }
    assert told == {(edit.node, edit.path, edit.language): edit.after for edit in (mine, other)}


@given(flows(), flows(), flows())
def test_a_merged_flow_is_valid_and_nothing_that_a_side_wrote_is_lost(base, ours, theirs):
    merged = merge(base, ours, theirs)

    assert validate(without_mark(merged.body), ENGINE) is None
    kept = texts_in(merged.body)
    for side in (ours, theirs):
        assert texts_of_people(side) - texts_of_people(base) <= kept


def texts_of_people(flow):
    return {
        text
        for node in flow["nodes"]
        for part in (*node["actions"], *node.get("router", {}).get("categories", ()))
        for key, text in part.items()
        if key in ("text", "subject", "body", "name", "value")
    } | {
        text
        for items in flow["localization"].values()
        for said in items.values()
        for texts in said.values()
        for text in texts
    }


@given(st.data())
def test_a_second_merge_of_the_same_changes_nothing(data):
    base = data.draw(flows())
    ours, _ = data.draw(edited(base))
    theirs, _ = data.draw(edited(base))
    merged = merge(base, ours, theirs)
    assume(not merged.conflicts)

    again = merge(base, merged.body, theirs)

    assert json.dumps(again.body, sort_keys=True) == json.dumps(merged.body, sort_keys=True)


@given(workspaces(), workspaces())
def test_lists_and_campaigns_follow_the_same_laws(one, other):
    for kind in (TRIGGER, GROUP, FIELD):
        base, changed = ([document.body for document in side.of(kind)] for side in (one, other))
        for sides in ((base, base, changed), (base, changed, base), (base, changed, changed)):
            found, conflicts = merge_lists(kind, *sides)
            assert conflicts == []
            assert sorted(map(repr, found)) == sorted(map(repr, changed))
    base, changed = (side.of(CAMPAIGN)[0].body for side in (one, other))
    assert merge_objects("campaign", base, base, changed).body == changed
    assert merge_objects("campaign", base, changed, base).body == changed


def flow(*texts, **changes):
    """A flow of messages, one after the other."""
    nodes = [uuid_of("node", at) for at in range(len(texts))]
    return {
        "uuid": uuid_of("flow"),
        "name": "A",
        "spec_version": "13.2.0",
        "type": "messaging",
        "language": "eng",
        "nodes": [
            {
                "uuid": nodes[at],
                "actions": [{"type": "send_msg", "uuid": uuid_of("action", at), "text": text}],
                "exits": [
                    {
                        "uuid": uuid_of("exit", at),
                        "destination_uuid": nodes[at + 1] if at + 1 < len(nodes) else None,
                    }
                ],
            }
            for at, text in enumerate(texts)
        ],
    } | changes


def said(body):
    return [node["actions"][0]["text"] for node in body["nodes"]]


BASE = flow("One", "Two", "Three")


def test_both_sides_edited_one_text():
    merged = merge(BASE, flow("One", "Two!", "Three"), flow("One", "Two?", "Three"))

    assert said(merged.body) == ["One", "Two!", "Three"]
    (conflict,) = merged.body[CONFLICTS]
    assert (conflict["base"], conflict["ours"], conflict["theirs"]) == ("Two", "Two!", "Two?")
    assert conflict["node"] == "Two!"
    assert conflict["path"].endswith("/text")


def test_one_side_deletes_a_node_that_the_other_edits():
    without = flow("One", "Three")
    without["nodes"][1] = {**copy.deepcopy(BASE["nodes"][2])}
    without["nodes"][0]["exits"][0]["destination_uuid"] = BASE["nodes"][2]["uuid"]

    merged = merge(BASE, without, flow("One", "Two!", "Three"))

    assert "Two!" in said(merged.body)
    assert merged.conflicts
    assert validate(without_mark(merged.body), ENGINE) is None


def test_one_side_deletes_a_node_that_the_other_leads_to():
    ours = copy.deepcopy(BASE)
    ours["nodes"][1]["exits"][0]["destination_uuid"] = None
    del ours["nodes"][2]
    theirs = copy.deepcopy(BASE)
    theirs["nodes"][0]["exits"][0]["destination_uuid"] = BASE["nodes"][2]["uuid"]

    for sides in ((ours, theirs), (theirs, ours)):
        merged = merge(BASE, *sides)
        assert said(merged.body) == ["One", "Two", "Three"]
        assert len(merged.conflicts) == 1
        assert validate(without_mark(merged.body), ENGINE) is None


def test_what_both_sides_added_alike_is_there_once():
    both = flow("One", "Two", "Three", "Four")

    assert said(merge(BASE, both, rekeyed(both)).body) == ["One", "Two", "Three", "Four"]


def test_two_files_without_a_common_base_merge_on_what_is_the_same():
    merged = merge({}, flow("One", "Two"), flow("One", "Two"))
    assert (said(merged.body), merged.conflicts) == (["One", "Two"], ())

    merged = merge({}, flow("One", "Two"), rekeyed(flow("One", "Zwei", "Three")))
    assert said(merged.body) == ["One", "Two", "Three"]
    assert [conflict.get("theirs") for conflict in merged.conflicts if conflict["path"] == "uuid"]


def test_two_flows_that_only_share_a_file_are_one_conflict():
    other = rekeyed(flow("Three", name="B"))

    merged = merge({}, flow("One", "Two"), other)

    assert said(merged.body) == ["One", "Two"]
    assert [conflict["theirs"] for conflict in merged.conflicts] == [other]


@pytest.mark.parametrize("broken", [{"nodes": 5}, {"nodes": [None]}, {"nodes": [{"uuid": 1}]}])
def test_a_flow_without_nodes_that_can_be_read_is_one_conflict(broken):
    merged = merge(BASE, flow("One"), BASE | broken)

    assert said(merged.body) == ["One"]
    (conflict,) = merged.conflicts
    assert conflict["theirs"] == BASE | broken


def test_two_sides_edit_two_properties_of_one_event():
    event = {"uuid": uuid_of("event"), "offset": 1, "unit": "D", "delivery_hour": -1, "event_type": "M"}
    campaign = reference("campaign", "ANC") | {"events": [event | {"message": {"eng": "Hi"}}]}
    ours, theirs = copy.deepcopy(campaign), copy.deepcopy(campaign)
    ours["events"][0]["message"] = {"eng": "Hello"}
    theirs["events"][0]["delivery_hour"] = 9

    merged = merge_objects("campaign", campaign, ours, theirs)

    assert merged.conflicts == ()
    assert merged.body["events"] == [event | {"message": {"eng": "Hello"}, "delivery_hour": 9}]


def test_two_sides_give_one_group_two_queries():
    base, ours, theirs = (
        [reference("group", "Mothers") | {"query": query}] for query in (None, "a = 1", "a = 2")
    )

    merged, conflicts = merge_lists(GROUP, base, ours, theirs)

    assert merged[0]["query"] == "a = 1"
    assert conflicts == merged[0][CONFLICTS]
    assert conflicts == [
        {"group": "Mothers", "path": "query", "base": None, "ours": "a = 1", "theirs": "a = 2"}
    ]


def test_the_mark_of_a_conflict_is_no_part_of_any_kind():
    assert all(CONFLICTS not in kind.volatile for kind in (FLOW, CAMPAIGN, TRIGGER))
