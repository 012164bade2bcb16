import pytest

from tests.sandbox.client import Client, JsonDict, body_of

ANN: JsonDict = {
    "name": "Ann",
    "language": "eng",
    "urns": ["tel:+250788111222"],
    "groups": ["ANC Mothers"],
    "fields": {"anc_visits": "3"},
}


def test_a_contact_is_created_changed_and_deleted(client: Client) -> None:
    created = client.post("contacts", ANN)
    uuid = body_of(created)["uuid"]
    changed = client.post(
        "contacts", {"name": None, "fields": {"health_facility": "Kigali"}}, f"?uuid={uuid}"
    )
    deleted = client.delete("contacts", f"?uuid={uuid}")

    assert [each.status_code for each in (created, changed, deleted)] == [201, 200, 204]
    before, after = body_of(created), body_of(changed)
    assert (before["name"], before["language"], before["urns"]) == ("Ann", "eng", ["tel:+250788111222"])
    assert [group["name"] for group in before["groups"]] == ["ANC Mothers"]
    assert (after["uuid"], after["name"], after["groups"]) == (uuid, None, before["groups"])
    assert after["fields"] == {"anc_visits": "3", "health_facility": "Kigali"}
    assert client.results("contacts") == []


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?urn=tel:%2B250788111222", ["Ann"]),
        ("?urn=tel:1", []),
        ("?group=anc mothers", ["Ann"]),
        ("", ["Ben", "Ann"]),
    ],
)
def test_contacts_are_filtered(client: Client, query: str, names: list[str]) -> None:
    client.post("contacts", ANN)
    client.post("contacts", {"name": "Ben"})

    assert client.names("contacts", query) == names


def test_who_changed_last_comes_first(client: Client) -> None:
    uuid = body_of(client.post("contacts", ANN))["uuid"]
    client.post("contacts", {"name": "Ben"})
    client.post("contacts", {"name": "Anne"}, f"?uuid={uuid}")

    assert client.names("contacts") == ["Anne", "Ben"]


def test_fields_are_a_dictionary(client: Client) -> None:
    assert client.post("contacts", {"fields": []}).json == {
        "fields": ['Expected a dictionary of items but got type "list".']
    }


def test_what_is_refused(client: Client) -> None:
    client.post("contacts", ANN)

    answer = client.post(
        "contacts",
        {"language": "english", "urns": ANN["urns"], "groups": ["ANC Due Soon"], "fields": {"age": "1"}},
    )

    assert (answer.status_code, answer.json) == (
        400,
        {
            "language": ["Ensure this field has no more than 3 characters."],
            "urns": ["URN belongs to another contact: tel:+250788111222"],
            "groups": ["No such object: ANC Due Soon"],
            "fields": ["Invalid contact field key: age"],
        },
    )
