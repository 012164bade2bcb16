import re
from uuid import UUID

import pytest

from flowops.errors import ConfigurationError
from flowops.sandbox import Sandbox


def test_staging_and_production_always_exist() -> None:
    assert [(each.id, each.name) for each in Sandbox().workspaces] == [(1, "Staging"), (2, "Production")]


def test_a_workspace_is_found_in_any_letter_case_and_made_where_there_is_none() -> None:
    sandbox = Sandbox()

    assert sandbox.workspace("PRODUCTION").id == 2
    assert sandbox.workspace("District").id == 3
    assert sandbox.workspace("district").id == 3


def test_everything_secret_is_new_at_every_start() -> None:
    first, second = Sandbox(), Sandbox()

    for name in ("Staging", "Production"):
        one, other = first.workspace(name), second.workspace(name)
        assert one.token != other.token
        assert re.fullmatch("[0-9a-f]{40}", one.token)
        assert one.uuid != other.uuid
        assert UUID(one.uuid).version == 4
    assert first.login.password != second.login.password
    assert first.login.password not in repr(first.login)


def test_an_unknown_dialect_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(
        ConfigurationError, match=r"does not speak 3\.0\. It speaks 7\.4, 8\.0, 9\.0, 10\.0, 26\.2\."
    ):
        Sandbox("3.0")


def test_what_is_printed_is_all_that_a_client_needs() -> None:
    sandbox = Sandbox("9.0")
    staging, production = sandbox.workspaces

    assert sandbox.describe("http://127.0.0.1:1") == {
        "format": "flowops/sandbox@1",
        "url": "http://127.0.0.1:1",
        "dialect": "9.0",
        "login": {"email": sandbox.login.email, "password": sandbox.login.password},
        "workspaces": [
            {"id": 1, "uuid": staging.uuid, "name": "Staging", "token": staging.token},
            {"id": 2, "uuid": production.uuid, "name": "Production", "token": production.token},
        ],
    }
