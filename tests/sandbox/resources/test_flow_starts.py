from tests.sandbox.client import Client, JsonDict, body_of


def test_a_start_is_created_and_listed(client: Client, flows: dict[str, str]) -> None:
    flow, group = flows["ANC Reminder"], client.results("groups", "?name=ANC Mothers")[0]
    contact = body_of(client.post("contacts", {"name": "Ann"}))

    answer = client.post(
        "flow_starts",
        {"flow": flow, "groups": [group["uuid"]], "contacts": [contact["uuid"]], "params": {"a": 1}},
    )

    row = body_of(answer)
    assert answer.status_code == 201
    assert row == {
        "uuid": row["uuid"],
        "flow": {"uuid": flow, "name": "ANC Reminder"},
        "status": "pending",
        "groups": [{"uuid": group["uuid"], "name": "ANC Mothers"}],
        "contacts": [{"uuid": contact["uuid"], "name": "Ann"}],
        "params": {"a": 1},
        "created_on": row["created_on"],
        "modified_on": row["modified_on"],
    }
    assert client.results("flow_starts", f"?uuid={row['uuid']}") == [row]


def test_a_start_needs_a_flow_and_somebody(client: Client, flows: dict[str, str]) -> None:
    nobody: JsonDict = {"flow": flows["ANC Reminder"], "groups": []}
    nothing: JsonDict = {"flow": "x", "urns": ["tel:+250788111222"], "params": []}

    assert client.post("flow_starts", nobody).json == {
        "non_field_errors": ["Must specify at least one group, contact or URN"]
    }
    assert client.post("flow_starts", nothing).json == {
        "flow": ["No such object: x"],
        "params": ["Must be a valid JSON object"],
    }


def test_a_start_cannot_be_changed_or_deleted(client: Client, flows: dict[str, str]) -> None:
    body: JsonDict = {"flow": flows["ANC Reminder"], "urns": ["tel:+250788111222"]}
    uuid = body_of(client.post("flow_starts", body))["uuid"]

    again = client.post("flow_starts", body, f"?uuid={uuid}")

    assert (again.status_code, body_of(again)["uuid"] == uuid) == (201, False)
    assert client.delete("flow_starts", f"?uuid={uuid}").status_code == 405
