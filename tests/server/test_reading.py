"""What a deploy reads besides an export."""

import pytest
import requests

from flowops.errors import ServerError
from flowops.server.api import Api
from flowops.server.reading import Reader

from .conftest import FLOW, flow_of

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def reader(each):
    return Reader(Api(each.transport()))


def test_flows_tell_how_many_contacts_are_in_them(each, reader):
    uuid = flow_of(each)
    nodes = each.staging.flows[uuid].definition["nodes"]
    node = next(node["uuid"] for node in nodes if node.get("router", {}).get("wait"))
    body = {"workspace": "Staging", "flow": uuid, "node": node, "count": 3}
    assert requests.post(f"{each.url}/sandbox/waiting.json", json=body, timeout=5).ok

    facts = {flow.name: flow for flow in reader.flows()}

    assert len(facts) == 7
    assert (facts[FLOW].uuid, facts[FLOW].waiting, facts[FLOW].archived) == (uuid, 3, False)
    assert facts[FLOW].type == "message"
    assert facts[FLOW].expires > 0


def test_archived_flows_are_told_too(each, reader):
    each.staging.archive_flow(flow_of(each))

    assert [flow.name for flow in reader.flows() if flow.archived] == [FLOW]


def test_what_a_flow_does_not_tell_is_nothing(each, reader):
    each.fault("status:200", "/api/v2/flows.json", "GET", headers=JSON, body='{"results": [{"uuid": "u"}]}')

    assert [(flow.waiting, flow.expires, flow.archived) for flow in reader.flows()] == [(0, 0, False)]


def test_campaign_events_come_with_their_uuids(each, reader):
    known = {event.uuid for campaign in each.staging.campaigns.values() for event in campaign.events}

    assert {event["uuid"] for event in reader.campaign_events()} == known != set()


def test_languages_come_in_their_order(each, reader):
    assert reader.languages() == tuple(each.staging.languages)


def test_a_workspace_without_languages_is_told(each, reader):
    each.fault("status:200", "/api/v2/workspace.json", "GET", headers=JSON, body='{"uuid": "x"}')

    with pytest.raises(ServerError, match="does not tell the languages"):
        reader.languages()


@pytest.mark.parametrize("name", ["users", "classifiers", "optins", "resthooks"])
def test_a_list_that_the_server_lacks_is_unknown_and_not_empty(each, reader, name):
    found = getattr(reader, name)()

    there = name == "resthooks" or name in each.sandbox.dialect.assets
    assert (found is not None) == there
    if name == "users":
        assert "deployer@example.org" in {user["email"] for user in found}
