from typing import Any

import pytest

from flowops.errors import FormatError
from flowops.sandbox import Sandbox

from .client import Client, JsonDict

CHANNEL: JsonDict = {"uuid": "c", "name": "Test Android", "type": "A", "address": "+250788111222"}


def test_a_global_gets_the_value_and_keeps_its_key(sandbox: Sandbox, client: Client) -> None:
    sandbox.assets(
        "staging", {"globals": [{"name": "CHT Auth", "value": "secret"}, {"key": "other", "value": "1"}]}
    )

    rows = {row["key"]: (row["name"], row["value"]) for row in client.results("globals")}
    assert rows["cht_auth"] == ("CHT Auth", "secret")
    assert rows["other"] == ("Other", "1")


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        ("9.0", {"uuid", "name", "address", "country", "device", "last_seen", "created_on"}),
        ("26.2", {"uuid", "name", "address", "country", "device", "last_seen", "created_on", "type"}),
    ],
)
def test_a_channel_says_its_type_only_in_newer_versions(dialect: str, expected: set[str]) -> None:
    sandbox = Sandbox(dialect)
    sandbox.assets("Staging", {"channels": [CHANNEL]})

    row = Client(sandbox).results("channels")[0]
    assert set(row) == expected
    assert (row["name"], row["address"]) == ("Test Android", "+250788111222")


@pytest.mark.parametrize(("dialect", "has_uuid"), [("9.0", False), ("26.2", True)])
def test_users_have_a_uuid_only_in_newer_versions(dialect: str, has_uuid: bool) -> None:
    sandbox = Sandbox(dialect)
    sandbox.assets("Staging", {"users": [{"email": "nurse@example.org", "first_name": "N"}]})

    rows = Client(sandbox).results("users")
    assert [row["email"] for row in rows] == ["nurse@example.org", sandbox.login.email]
    assert all(("uuid" in row) is has_uuid for row in rows)


def test_an_asset_is_found_again_by_its_name(sandbox: Sandbox, client: Client) -> None:
    before = {row["name"]: row["uuid"] for row in client.results("labels")}
    sandbox.assets("Staging", {"labels": [{"name": "questions", "count": 3}]})

    rows = {row["uuid"]: row["count"] for row in client.results("labels")}
    assert rows == {before["Questions"]: 3, before["Registration Errors"]: 0}


def test_what_the_api_never_shows_is_taken_too(sandbox: Sandbox) -> None:
    sandbox.assets("Staging", {"llms": [{"name": "Translator"}], "templates": [{"name": "t"}]})

    assert Client(sandbox).call("/api/v2/llms.json").status_code == 404


@pytest.mark.parametrize(
    ("assets", "message"),
    [
        ({"chanels": []}, "a.json: chanels is no kind of asset. There are: globals, channels, "),
        ({"channels": [{}]}, "a.json: channels[0] has no name"),
        ({"users": [{"name": "x"}]}, "a.json: users[0] has no email"),
        ({"globals": [{"value": "x"}]}, "a.json: globals[0] has no name"),
        ({"globals": 1}, "a.json: globals is not a list"),
    ],
)
def test_broken_assets_are_one_clear_line(assets: Any, message: str) -> None:
    with pytest.raises(FormatError) as caught:
        Sandbox().assets("Staging", assets, "a.json")

    assert str(caught.value).startswith(message)
