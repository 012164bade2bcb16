import pytest

from flowops.errors import FormatError
from flowops.sandbox import Workspace

from .client import Client, JsonDict, names


def row_of(client: Client, uuid: str) -> JsonDict:
    return client.results("flows", f"?uuid={uuid}")[0]


def test_a_saved_flow_has_a_new_revision_and_the_same_identity(
    workspace: Workspace, client: Client, programme: JsonDict
) -> None:
    flow = programme["flows"][0]
    before = row_of(client, flow["uuid"])

    workspace.save_flow({**flow, "name": "Renamed", "nodes": [], "spec_version": "14.4.1"})

    after = row_of(client, flow["uuid"])
    assert (after["name"], after["results"], after["created_on"]) == ("Renamed", [], before["created_on"])
    assert after["modified_on"] > before["modified_on"]
    [exported] = client.export(flow["uuid"], dependencies="none")["flows"]
    assert (exported["name"], exported["revision"]) == ("Renamed", flow["revision"] + 1)


def test_references_follow_a_rename(workspace: Workspace, client: Client, programme: JsonDict) -> None:
    workspace.save_flow({**programme["flows"][1], "name": "Renamed"})

    export = client.export(programme["flows"][1]["uuid"])
    assert "Renamed" in {trigger["flow"]["name"] for trigger in export["triggers"]}
    assert "Renamed" in {row["flow"]["name"] for row in client.results("campaign_events") if row["flow"]}


def test_saving_an_unknown_uuid_makes_a_flow_and_its_globals(workspace: Workspace, client: Client) -> None:
    text: JsonDict = {"type": "send_msg", "text": "@globals.brand_new"}
    workspace.save_flow({"uuid": "new", "name": "New", "nodes": [{"uuid": "n", "actions": [text]}]})

    assert client.names("flows")[0] == "New"
    assert client.results("globals", "?key=brand_new")[0]["value"] == ""
    assert client.export("new")["flows"][0]["revision"] == 1


def test_a_flow_without_a_name_is_not_saved(workspace: Workspace) -> None:
    with pytest.raises(FormatError, match="the flow has no name"):
        workspace.save_flow({"uuid": "new"})


def test_a_deleted_flow_takes_its_triggers_and_events_with_it(
    workspace: Workspace, client: Client, flows: dict[str, str]
) -> None:
    workspace.delete_flow(flows["ANC Reminder"])

    assert "ANC Reminder" not in client.names("flows")
    assert all(trigger.flow != flows["ANC Reminder"] for trigger in workspace.triggers)
    assert "ANC Reminder" not in [
        row["flow"]["name"] for row in client.results("campaign_events") if row["flow"]
    ]
    assert "ANC Reminder" not in names(client.export(flows["ANC Reschedule"]), "flows")


def test_an_archived_flow_is_modified_and_stays_in_the_list(
    workspace: Workspace, client: Client, flows: dict[str, str]
) -> None:
    before = row_of(client, flows["ANC Reminder"])
    workspace.archive_flow(flows["ANC Reminder"])

    after = row_of(client, flows["ANC Reminder"])
    assert (after["archived"], after["modified_on"] > before["modified_on"]) == (True, True)


def test_a_smart_group_can_be_hidden_while_it_is_filled(workspace: Workspace, client: Client) -> None:
    uuid = next(group.uuid for group in workspace.groups.values() if group.name == "ANC Due Soon")
    assert "ANC Due Soon" in client.names("groups")

    workspace.hide_group(uuid)
    assert "ANC Due Soon" not in client.names("groups")

    workspace.hide_group(uuid, hidden=False)
    assert "ANC Due Soon" in client.names("groups")
