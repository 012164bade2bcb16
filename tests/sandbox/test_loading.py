from typing import Any

import pytest

from flowops.errors import FormatError
from flowops.sandbox import Sandbox

from .client import Client, JsonDict, names

FLOW: JsonDict = {"uuid": "f", "name": "F", "nodes": []}


def test_uuids_stay_what_the_file_says(client: Client, flows: dict[str, str]) -> None:
    assert {row["name"]: row["uuid"] for row in client.results("flows")} == flows


def test_what_flows_refer_to_is_created_as_an_import_would(client: Client) -> None:
    assert client.names("labels") == ["Questions", "Registration Errors"]
    assert client.names("topics") == ["Quality of Care", "General"]
    assert {row["key"]: row["value"] for row in client.results("globals")} == {
        "cht_url": "",
        "cht_auth": "",
        "programme_name": "",
    }


def test_a_group_and_a_field_that_the_file_leaves_out_are_created(programme: JsonDict) -> None:
    sandbox = Sandbox()
    sandbox.load("Staging", {"flows": programme["flows"], "campaigns": programme["campaigns"]})
    client = Client(sandbox)

    assert sorted(client.names("groups")) == ["ANC Due Soon", "ANC Mothers", "Health Workers", "Open Tickets"]
    types = {row["key"]: row["type"] for row in client.results("fields")}
    assert types == dict.fromkeys(
        ("anc_visits", "expected_delivery_date", "health_facility", "next_visit"), "text"
    )


def test_the_date_of_a_campaign_event_is_created_unless_contacts_have_it_by_nature() -> None:
    event: JsonDict = {
        "offset": 1,
        "unit": "D",
        "event_type": "M",
        "message": {"eng": "Hi"},
        "base_language": "eng",
    }
    events: list[JsonDict] = [
        {**event, "relative_to": {"key": "due", "label": "Due"}},
        {**event, "relative_to": {"key": "created_on", "label": "Created On"}},
    ]
    sandbox = Sandbox()
    sandbox.campaigns("Staging", [{"name": "C", "group": {"uuid": "g", "name": "G"}, "events": [*events]}])

    rows = Client(sandbox).results("fields")
    assert [(row["key"], row["name"], row["type"]) for row in rows] == [("due", "Due", "datetime")]


def test_the_workspace_has_one_general_topic_and_one_group_of_open_tickets(sandbox: Sandbox) -> None:
    action = {"type": "open_ticket", "topic": {"uuid": "t", "name": "general"}}
    flow = {**FLOW, "nodes": [{"uuid": "n", "actions": [action]}]}
    sandbox.load(
        "Fresh", {"flows": [flow], "groups": [{"uuid": "g", "name": "open tickets", "query": "tickets > 0"}]}
    )
    client = Client(sandbox, "fresh")

    assert [(row["uuid"], row["system"]) for row in client.results("topics")] == [("t", True)]
    assert [(row["uuid"], row["system"]) for row in client.results("groups")] == [("g", True)]


def test_loading_again_replaces_what_has_the_same_identity(
    sandbox: Sandbox, client: Client, programme: JsonDict
) -> None:
    before = client.results("flows"), client.results("groups"), client.results("fields")
    sandbox.load("STAGING", programme)

    assert [row["name"] for row in client.results("flows")] == [row["name"] for row in before[0]]
    assert (client.results("groups"), client.results("fields")) == before[1:]
    assert len(sandbox.workspace("Staging").triggers) == len(programme["triggers"])


def test_flows_and_campaigns_are_archived_by_an_extra_key(programme: JsonDict, flows: dict[str, str]) -> None:
    campaign = programme["campaigns"][0]["uuid"]
    sandbox = Sandbox()
    sandbox.load("Staging", {**programme, "archived": [flows["ANC Reminder"], campaign]})
    client = Client(sandbox)

    assert client.names("flows", "?archived=1") == ["ANC Reminder"]
    assert [row["archived"] for row in client.results("campaigns", f"?uuid={campaign}")] == [True]


def test_an_event_without_its_flow_is_dropped(programme: JsonDict) -> None:
    sandbox = Sandbox()
    sandbox.load("Staging", {"campaigns": programme["campaigns"]})

    assert [row["flow"] for row in Client(sandbox).results("campaign_events")] == [None, None]


def test_field_types_may_be_letters() -> None:
    sandbox = Sandbox()
    sandbox.load("Staging", {"fields": [{"key": "n", "name": "N", "type": "N"}]})

    row = Client(sandbox).results("fields")[0]
    assert (row["type"], row["value_type"]) == ("number", "numeric")


def test_campaigns_and_triggers_can_be_replaced(
    sandbox: Sandbox, client: Client, flows: dict[str, str]
) -> None:
    flow: JsonDict = {"uuid": flows["ANC Reminder"], "name": "whatever"}
    sandbox.triggers(
        "Staging", [{"trigger_type": "K", "flow": flow, "keywords": ["a", "b"], "match_type": "O"}]
    )
    sandbox.campaigns("Staging", [{"name": "New", "group": {"uuid": "g", "name": "G"}, "events": []}])

    assert client.names("campaigns") == ["New"]
    export = client.export(flows["ANC Reminder"])
    assert names(export, "campaigns") == []
    assert [trigger["keywords"] for trigger in export["triggers"]] == [["a", "b"]]


@pytest.mark.parametrize(
    ("export", "message"),
    [
        ({"flows": {}}, "x.json: flows is not a list"),
        ({"flows": [1]}, "x.json: flows[0] is not a JSON object"),
        ({"flows": [{"name": "F"}]}, "x.json: flows[0] has no uuid"),
        ({"flows": [{"uuid": "f", "name": ""}]}, "x.json: flows[0] has no name"),
        ({"groups": [{"uuid": "g"}]}, "x.json: groups[0] has no name"),
        ({"fields": [{"name": "F"}]}, "x.json: fields[0] has no key"),
        ({"campaigns": [{"name": "C", "group": None}]}, "x.json: campaigns[0]: group has no uuid"),
        (
            {"triggers": [{"trigger_type": "K", "flow": {"uuid": "f"}}]},
            "x.json: triggers[0] starts a flow that is",
        ),
        ({"triggers": [{"trigger_type": "K", "flow": None}]}, "x.json: triggers[0]: flow has no uuid"),
        ({"archived": ["f"]}, "x.json: archived names f, which is neither a flow nor a campaign"),
        ({"flows": [{**FLOW, "n": 2**70}]}, "x.json: flows[0] cannot be kept"),
    ],
)
def test_a_broken_export_is_one_clear_line(export: Any, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        Sandbox().load("Staging", export, "x.json")

    assert str(caught.value).startswith(message)


def test_an_event_of_an_unknown_type_is_an_error() -> None:
    campaign: Any = {"name": "C", "group": {"uuid": "g"}, "events": [{"event_type": "X"}]}

    with pytest.raises(FormatError, match="event_type is X, not F or M"):
        Sandbox().campaigns("Staging", [campaign])
