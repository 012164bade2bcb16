"""Calls with a session: what makes cookies a caller is tested with the web pages."""

import pytest
from werkzeug.test import TestResponse

from flowops.sandbox import Sandbox
from flowops.sandbox.authentication import SIGNED_IN, Caller
from flowops.sandbox.dialects import DIALECTS

from .client import Client, JsonDict, body_of

GLOBAL: JsonDict = {"name": "G", "value": "1"}
NO_PERMISSION = "You do not have permission to perform this action."


def called(
    sandbox: Sandbox, path: str, method: str = "GET", chosen: bool = True, csrf: str = "", accept: str = "*/*"
) -> TestResponse:
    """The answer to somebody who is signed in."""
    workspace = sandbox.workspace("Staging") if chosen else None
    caller = Caller(sandbox.login, workspace, session=True, csrf=csrf)
    body = GLOBAL if method == "POST" else None
    return Client(sandbox).http.open(
        path, method=method, json=body, headers={"Accept": accept}, environ_base={SIGNED_IN: caller}
    )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_session_is_answered_like_a_token_and_never_throttled(dialect: str) -> None:
    sandbox = Sandbox(dialect)
    sandbox.throttle.limit = 0

    answers = [called(sandbox, "/api/v2/workspace.json"), called(sandbox, "/api/v2/globals.json", "POST")]

    assert [each.status_code for each in answers] == [200, 201]
    header, attribute = sandbox.dialect.identity
    assert answers[0].headers[header] == str(getattr(sandbox.workspace("Staging"), attribute))


def test_without_a_csrf_token_a_session_may_only_read(sandbox: Sandbox) -> None:
    read = called(sandbox, "/api/v2/globals.json", csrf="CSRF token missing.")
    written = called(sandbox, "/api/v2/globals.json", "POST", csrf="CSRF token missing.")

    assert read.status_code == 200
    assert (written.status_code, written.json) == (403, {"detail": "CSRF Failed: CSRF token missing."})


def test_without_a_chosen_workspace_a_session_may_do_nothing(sandbox: Sandbox) -> None:
    answer = called(sandbox, "/api/v2/workspace.json", chosen=False)

    assert (answer.status_code, answer.json) == (403, {"detail": NO_PERMISSION})
    assert sandbox.log[-1].workspace is None


@pytest.mark.parametrize(
    ("dialect", "names"),
    [
        *((name, set()) for name in ("7.4", "8.0", "9.0")),
        ("10.0", {"templates"}),
        ("26.2", {"templates", "llms", "orgs"}),
    ],
)
def test_which_internal_lists_there_are(dialect: str, names: set[str]) -> None:
    sandbox = Sandbox(dialect)

    found = {
        name
        for name in ("templates", "llms", "orgs", "nothing")
        if called(sandbox, f"/api/internal/{name}.json").status_code == 200
    }

    assert found == names


def test_a_list_shows_the_assets_of_the_chosen_workspace(sandbox: Sandbox) -> None:
    sandbox.assets("Staging", {"llms": [{"uuid": "l", "name": "Translator", "type": "example"}]})

    answer = called(sandbox, "/api/internal/llms.json")

    assert body_of(answer)["results"] == [{"uuid": "l", "name": "Translator", "type": "example"}]
    assert answer.headers["X-Temba-Workspace"] == sandbox.workspace("Staging").uuid
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert called(sandbox, "/api/internal/llms.json", chosen=False).json == {"detail": NO_PERMISSION}


def test_orgs_are_those_of_the_user_even_before_one_is_chosen(sandbox: Sandbox) -> None:
    sandbox.remove_user(sandbox.login.email, "Production")
    sandbox.workspace("District")

    answer = called(sandbox, "/api/internal/orgs.json", chosen=False)

    assert body_of(answer)["results"] == [{"id": 3, "name": "District"}, {"id": 1, "name": "Staging"}]


def test_a_token_is_nobody_there(client: Client) -> None:
    answer = client.call("/api/internal/llms.json")

    assert (answer.status_code, answer.json) == (
        403,
        {"detail": "Authentication credentials were not provided."},
    )
    assert called(client.sandbox, "/api/internal/llms.json", "POST").status_code == 405


@pytest.mark.parametrize("name", ["llms", "orgs"])
def test_the_lists_go_through_the_checks_of_every_call(sandbox: Sandbox, name: str) -> None:
    path = f"/api/internal/{name}.json"

    options = called(sandbox, path, "OPTIONS")

    assert (options.status_code, body_of(options)["name"]) == (200, name)
    assert "results" not in body_of(options)
    assert called(sandbox, path, accept="text/html").status_code == 406
    assert called(sandbox, path, "POST", csrf="CSRF token missing.").status_code == 403
