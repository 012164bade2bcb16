"""Groups, labels and topics: what they have in common."""

from typing import Any

import pytest

from flowops.sandbox import Sandbox, Workspace
from tests.sandbox.client import Client, JsonDict, body_of
from tests.sandbox.resources.conftest import Created

KINDS = ("groups", "labels", "topics")
MODELS = {"groups": "ContactGroup", "labels": "Label", "topics": "Topic"}
ROWS: dict[str, JsonDict] = {
    "groups": {"query": None, "status": "ready", "system": False, "count": 0},
    "labels": {"count": 0},
    "topics": {"counts": {"open": 0, "closed": 0}, "system": False},
}


@pytest.mark.parametrize("kind", KINDS)
def test_creating_takes_a_name_and_nothing_else(created: Created, empty: Client, kind: str) -> None:
    row = created(kind, name="  Nurses ", query="age > 5", status="evaluating")

    changing = {"uuid": 0, "created_on": 0}
    assert {**row, **changing} == {"name": "Nurses", **ROWS[kind], **changing}
    assert empty.results(kind)[0] == row


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("nurses", ["This field must be unique."]),
        ('a"b', ['Cannot contain the character: "']),
        ("a\\b", ["Cannot contain the character: \\"]),
        ("a\0b", ["Cannot contain null characters.", "Null characters are not allowed."]),
        (
            "x" * 65,
            ["Cannot be longer than 64 characters.", "Ensure this field has no more than 64 characters."],
        ),
        ("", ["This field may not be blank."]),
    ],
)
def test_names_that_are_refused(
    created: Created, empty: Client, kind: str, name: str, errors: list[str]
) -> None:
    created(kind, name="Nurses")

    answer = empty.post(kind, {"name": name})

    assert (answer.status_code, answer.json) == (400, {"name": errors})


@pytest.mark.parametrize("kind", KINDS)
def test_an_object_is_renamed_by_its_uuid_and_may_keep_its_own_name(
    created: Created, empty: Client, kind: str
) -> None:
    uuid = created(kind, name="Nurses")["uuid"]

    for name in ("NURSES", "Midwives"):
        answer = empty.post(kind, {"name": name}, f"?uuid={uuid.upper()}")
        assert (answer.status_code, body_of(answer)["uuid"], body_of(answer)["name"]) == (200, uuid, name)


@pytest.mark.parametrize("kind", KINDS)
def test_what_does_not_exist_is_404(empty: Client, kind: str) -> None:
    answer = empty.post(kind, {"name": "x"}, "?uuid=00000000-0000-4000-8000-000000000007")

    assert (answer.status_code, answer.json) == (
        404,
        {"detail": f"No {MODELS[kind]} matches the given query."},
    )


@pytest.mark.parametrize(
    ("dialect", "status", "detail"),
    [("7.4", 404, "Not found."), ("8.0", 404, "Not found.")]
    + [(each, 400, "Param 'uuid': nonsense is not a valid UUID.") for each in ("9.0", "10.0", "26.2")],
)
def test_a_lookup_that_is_no_uuid(dialect: str, status: int, detail: str) -> None:
    answer = Client(Sandbox(dialect)).post("labels", {"name": "x"}, "?uuid=nonsense")

    assert (answer.status_code, answer.json) == (status, {"detail": detail})


@pytest.mark.parametrize("kind", KINDS)
def test_objects_of_the_system_do_not_count_against_the_limit(empty: Client, kind: str) -> None:
    empty.sandbox.workspace("Staging").limit = 1

    assert empty.post(kind, {"name": "One"}).status_code == 201
    assert empty.post(kind, {"name": "Two"}).status_code == 409


def test_objects_of_the_system_cannot_be_written(empty: Client) -> None:
    group, topic = empty.results("groups")[0]["uuid"], empty.results("topics")[0]["uuid"]
    modify, delete = {"detail": "Cannot modify system object."}, {"detail": "Cannot delete system object."}

    answers = [
        empty.post("groups", {"name": "x"}, f"?uuid={group}"),
        empty.post("topics", {"name": "x"}, f"?uuid={topic}"),
        empty.delete("groups", f"?uuid={group}"),
    ]

    assert [(each.status_code, each.json) for each in answers] == [
        (403, modify),
        (403, modify),
        (403, delete),
    ]


@pytest.mark.parametrize("kind", ["groups", "labels"])
def test_an_object_is_deleted_by_its_uuid(created: Created, empty: Client, kind: str) -> None:
    uuid = created(kind, name="Nurses")["uuid"]

    answers = [empty.delete(kind, f"?uuid={uuid}") for _ in range(2)]
    none = empty.delete(kind)

    assert [(each.status_code, each.data == b"") for each in answers] == [(204, True), (404, False)]
    assert (none.status_code, none.json) == (
        400,
        {"detail": "URL must contain one of the following parameters: uuid"},
    )
    assert "Nurses" not in empty.names(kind)


def test_topics_cannot_be_deleted(created: Created, empty: Client) -> None:
    assert empty.delete("topics", f"?uuid={created('topics', name='x')['uuid']}").status_code == 405


@pytest.mark.parametrize("kind", ["groups", "labels"])
def test_only_one_of_uuid_and_name_can_be_asked_for(empty: Client, kind: str) -> None:
    answer = empty.call(f"/api/v2/{kind}.json?uuid=x&name=y")

    assert (answer.status_code, answer.json) == (
        400,
        {"detail": "You may only specify one of the uuid, name parameters"},
    )


def group_of(workspace: Workspace, name: str) -> str:
    return next(group.uuid for group in workspace.groups.values() if group.name == name)


def test_a_group_that_is_used_cannot_be_deleted(client: Client, workspace: Workspace) -> None:
    path = f"?uuid={group_of(workspace, 'ANC Mothers')}"

    by_triggers = client.delete("groups", path)
    workspace.triggers.clear()
    by_campaigns = client.delete("groups", path)

    for answer, users in ((by_triggers, "triggers"), (by_campaigns, "campaigns")):
        detail = f"Group is being used by {users} which must be archived first."
        assert (answer.status_code, answer.json) == (400, {"detail": detail})


def test_a_group_that_only_archived_objects_use_can_be_deleted_and_exports_go_on(
    client: Client, workspace: Workspace, flows: dict[str, str]
) -> None:
    for uuid in flows.values():
        workspace.archive_flow(uuid)
    for uuid in tuple(workspace.campaigns):
        workspace.archive_campaign(uuid)
    group = group_of(workspace, "ANC Mothers")

    assert client.delete("groups", f"?uuid={group}").status_code == 204

    assert group not in {each for trigger in workspace.triggers for each in trigger.groups}
    assert f"deleted-{group}" in {row["group"]["name"] for row in client.results("campaigns")}
    assert client.export(*flows.values())["flows"]


def test_a_smart_group_is_renamed_and_keeps_its_query_unless_it_is_hidden(
    client: Client, workspace: Workspace
) -> None:
    uuid = group_of(workspace, "ANC Due Soon")

    row: Any = client.post("groups", {"name": "Due", "query": "x = 1"}, f"?uuid={uuid}").json
    workspace.hide_group(uuid)
    hidden = client.post("groups", {"name": "Soon"}, f"?uuid={uuid}")

    assert (row["name"], row["query"]) == (
        "Due",
        'fields.anc_visits < 4 AND fields.expected_delivery_date != ""',
    )
    assert hidden.status_code == 404


def test_an_opt_in_is_created(created: Created) -> None:
    assert created("optins", name="Jokes")["name"] == "Jokes"
