"""The example programme: what a user may copy must be right."""

import json
from pathlib import Path
from typing import Any

import pytest

from flowops.environment import load, names
from flowops.model.kind import CAMPAIGN, FIELD, FLOW, GLOBAL, GROUP, TRIGGER, Kind
from flowops.references import globals_used, uuids_used
from flowops.repository import folder, layout, programme

ROOT = Path(__file__).parent.parent
EXPORT = programme.read()


def bodies(kind: Kind) -> list[Any]:
    return [document.body for document in EXPORT.of(kind)]


FLOWS: dict[str, Any] = {flow.name: flow.body for flow in EXPORT.of(FLOW)}


def nodes(flow):
    return flow["nodes"]


def actions(flow, *types):
    return [action for node in nodes(flow) for action in node["actions"] if action["type"] in types]


def test_its_files_are_in_canonical_form():
    files = folder.read(ROOT)

    contents = layout.read(files)

    assert (contents.problems, contents.not_canonical) == ((), ())
    assert layout.files(contents.export) == files


def test_it_has_what_such_programmes_have():
    assert len(FLOWS) >= 12
    assert {flow["type"] for flow in FLOWS.values()} == {"messaging", "messaging_background", "voice"}
    assert {event["event_type"] for c in bodies(CAMPAIGN) for event in c["events"]} == {"F", "M"}
    assert {trigger["trigger_type"] for trigger in bodies(TRIGGER)} >= {"K", "C", "V", "M"}
    assert {group["query"] is None for group in bodies(GROUP)} == {True, False}
    assert any(actions(flow, "send_email") for flow in FLOWS.values())
    assert any(
        "timeout" in (node.get("router") or {}).get("wait", {}) for f in FLOWS.values() for node in nodes(f)
    )


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_holds_together(name):
    flow = FLOWS[name]
    known = {node["uuid"] for node in nodes(flow)}
    for node in nodes(flow):
        exits = {exit_["uuid"] for exit_ in node["exits"]}
        assert {exit_["destination_uuid"] for exit_ in node["exits"]} - {None} <= known
        categories = node.get("router", {}).get("categories", [])
        assert {category["exit_uuid"] for category in categories} <= exits
    assert known == set(flow["_ui"]["nodes"])


@pytest.mark.parametrize("name", FLOWS)
@pytest.mark.parametrize("language", ["swa", "fra"])
def test_every_message_is_translated(name, language):
    flow = FLOWS[name]
    for action in actions(flow, "send_msg", "say_msg", "send_broadcast"):
        assert flow["localization"][language][action["uuid"]]["text"][0], action["text"]


@pytest.mark.parametrize("name", FLOWS)
def test_webhooks_go_to_the_cht_of_the_environment_with_both_ways_out(name):
    for node in nodes(FLOWS[name]):
        for action in node["actions"]:
            if action["type"] == "call_webhook":
                assert action["url"].startswith(("@globals.cht_url", "@(globals.cht_url"))
                assert action["headers"]["Authorization"] == "@globals.cht_auth"
                assert all(exit_["destination_uuid"] for exit_ in node["exits"])


def test_flows_and_groups_that_it_refers_to_are_in_it():
    known = {document.identity for document in EXPORT.of(FLOW) + EXPORT.of(GROUP)}
    entered = {
        action["flow"]["uuid"]
        for flow in FLOWS.values()
        for action in actions(flow, "enter_flow", "start_session")
    }

    assert entered <= known
    assert {trigger["flow"]["uuid"] for trigger in bodies(TRIGGER)} <= known
    assert uuids_used(EXPORT.of(TRIGGER)) <= known


def test_each_environment_gives_every_global_a_value():
    used = globals_used(EXPORT.of(FLOW) + EXPORT.of(CAMPAIGN))

    assert used == {document.identity for document in EXPORT.of(GLOBAL)}
    for name in names(ROOT):
        assert set(load(ROOT, name).globals) == used


def test_a_field_is_used_only_in_the_query_of_a_group():
    queries = " ".join(str(group["query"]) for group in bodies(GROUP))
    texts = json.dumps(list(FLOWS.values()))

    assert any(f.identity in queries and f'"{f.identity}"' not in texts for f in EXPORT.of(FIELD))
