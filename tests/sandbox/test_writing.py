"""What every POST and DELETE goes through, whatever it is about."""

from typing import Any

import pytest

from flowops.sandbox import Sandbox, Workspace
from flowops.sandbox.answers import SERVER_ERROR
from flowops.sandbox.dialects import DIALECTS

from .client import Client, JsonDict, body_of

GLOBAL: JsonDict = {"name": "G", "value": "1"}
NO_OBJECT = {"non_field_errors": ["Request body should be a single JSON object"]}


def sent(client: Client, data: bytes | str, content_type: str = "application/json") -> Any:
    answer = client.http.post(
        "/api/v2/globals.json",
        data=data,
        content_type=content_type,
        headers={"Authorization": f"Token {client.token}"},
    )
    return answer.status_code, answer.json


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("[]", NO_OBJECT),
        ('"x"', NO_OBJECT),
        ("null", NO_OBJECT),
        (
            "{",
            "JSON parse error - Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
        ("x", "JSON parse error - Expecting value: line 1 column 1 (char 0)"),
        ('{"name": NaN}', "JSON parse error - Out of range float values are not JSON compliant: 'NaN'"),
        (
            b"\xff",
            "JSON parse error - 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
        ),
    ],
)
def test_a_body_that_is_no_json_object(client: Client, body: bytes | str, answer: Any) -> None:
    expected = answer if isinstance(answer, dict) else {"detail": answer}

    assert sent(client, body) == (400, expected)


def test_a_body_that_is_too_deep_is_refused_too(client: Client) -> None:
    status, answer = sent(client, "[" * 200_000)

    assert (status, answer["detail"].startswith("JSON parse error - ")) == (400, True)


@pytest.mark.parametrize("name", ['"\\ud800"', "1" * 30, f"{'[' * 300}{']' * 300}"])
def test_what_a_database_does_not_take_makes_the_server_fail_and_changes_nothing(
    client: Client, name: str
) -> None:
    before = client.results("globals")
    answer = client.http.post(
        "/api/v2/globals.json",
        data=f'{{"name": {name}, "value": "1"}}',
        content_type="application/json",
        headers={"Authorization": f"Token {client.token}"},
    )

    assert (answer.status_code, answer.text) == (500, SERVER_ERROR)
    assert client.results("globals") == before


def test_a_form_is_a_body_too(client: Client) -> None:
    status, answer = sent(client, "name=G&value=1", "application/x-www-form-urlencoded")

    assert (status, answer["key"], answer["value"]) == (201, "g", "1")


def test_no_body_is_an_empty_one_and_another_type_is_refused(client: Client) -> None:
    assert sent(client, "") == (400, {"value": ["This field is required."]})
    assert sent(client, "x", "text/plain") == (
        415,
        {"detail": 'Unsupported media type "text/plain" in request.'},
    )


@pytest.mark.parametrize("state", ["suspended", "flagged"])
def test_a_suspended_workspace_can_be_read_and_deleted_from_but_not_posted_to(
    client: Client, workspace: Workspace, state: str
) -> None:
    label = client.results("labels")[0]["uuid"]
    setattr(workspace, state, True)
    text = f"Sorry, your workspace is currently {state}. To enable sending messages, please contact support."

    answer = client.post("globals", GLOBAL)

    assert (answer.status_code, answer.json) == (400, {"non_field_errors": [text]})
    assert client.get("workspace")["name"] == "Staging"
    assert client.delete("labels", f"?uuid={label}").status_code == 204
    assert Client(client.sandbox, "Production").post("globals", GLOBAL).status_code == 201


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_created_can_be_read_at_once_and_by_nobody_else(dialect: str) -> None:
    sandbox = Sandbox(dialect)
    client = Client(sandbox)

    created = client.post("globals", GLOBAL)

    assert client.results("globals") == [body_of(created)]
    assert Client(sandbox, "Production").results("globals") == []


def test_a_refused_body_changes_nothing(client: Client, workspace: Workspace) -> None:
    before = workspace.state

    assert client.post("globals", {**GLOBAL, "name": "1"}).status_code == 400

    assert workspace.state == before


@pytest.mark.parametrize("endpoint", ["flows", "definitions", "channels", "users", "workspace", "runs"])
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_what_is_read_only_is_405(client: Client, endpoint: str, method: str) -> None:
    answer = client.call(f"/api/v2/{endpoint}.json", method)

    assert (answer.status_code, answer.json) == (405, {"detail": f'Method "{method}" not allowed.'})
