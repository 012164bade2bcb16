import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest

from flowops.sandbox import Sandbox
from flowops.sandbox.web.session import Session, Sessions

from .browser import Browser, signed_in
from .conftest import DIALECTS

Open = Callable[[str], Browser]
HEADERS = {"26.2": "X-Temba-Workspace"}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_session_reads_the_api_and_no_limit_counts_it(browser: Open, dialect: str) -> None:
    own = browser(dialect)
    own.sandbox.throttle.limit = 0

    answer = own.get("/api/v2/flows.json")

    assert answer.status_code == 200
    workspace = own.sandbox.workspace("Staging")
    name = HEADERS.get(dialect, "X-Temba-Org")
    assert answer.headers[name] == (workspace.uuid if dialect == "26.2" else str(workspace.id))


def test_a_session_writes_through_the_api_with_its_token_only(browser: Open) -> None:
    own = browser("26.2")

    without = own.http.post("/api/v2/groups.json", json={"name": "New"})
    answer = own.send("/api/v2/groups.json", {"name": "New"})

    assert (without.status_code, without.json) == (403, {"detail": "CSRF Failed: CSRF token missing."})
    assert answer.status_code == 201


@pytest.mark.parametrize("dialect", ["9.0", "26.2"])
def test_without_a_workspace_the_api_refuses_a_session(browser: Open, dialect: str) -> None:
    own = Browser(browser(dialect).sandbox)
    own.sign_in()

    assert own.get("/api/v2/flows.json").status_code == 403


@pytest.mark.parametrize(
    ("dialect", "header", "value", "status"),
    [
        ("9.0", "X-Temba-Org", "2", 200),
        ("10.0", "X-Temba-Org", "2", 403),
        ("10.0", "X-Temba-Org", "1", 200),
        ("10.0", "X-Temba-Workspace", "2", 200),
        ("26.2", "X-Temba-Workspace", "Production", 403),
        ("26.2", "X-Temba-Workspace", "Staging", 200),
        ("26.2", "X-Temba-Org", "2", 200),
    ],
)
def test_a_request_for_another_workspace_is_refused_where_the_version_checks(
    browser: Open, dialect: str, header: str, value: str, status: int
) -> None:
    own = browser(dialect)
    named = {each.name: each.uuid for each in own.sandbox.workspaces}.get(value, value)

    assert own.get("/flow/", **{header: named}).status_code == status
    assert own.get("/api/v2/flows.json", **{header: named}).status_code == status


def test_a_token_is_not_asked_for_the_workspace(browser: Open) -> None:
    sandbox = browser("26.2").sandbox
    headers = {"Authorization": f"Token {sandbox.workspace('Staging').token}", "X-Temba-Workspace": "other"}

    assert Browser(sandbox).get("/api/v2/flows.json", **headers).status_code == 200


def test_the_log_names_the_workspace_of_the_session(browser: Open) -> None:
    own = browser("9.0")
    own.sandbox.log.clear()
    own.get("/flow/")
    Browser(own.sandbox).get("/flow/")

    assert [(each.path, each.status, each.workspace) for each in own.sandbox.log] == [
        ("/flow/", 200, "Staging"),
        ("/flow/", 302, None),
    ]


def test_faults_meet_web_pages_too(browser: Open) -> None:
    own = browser("9.0")
    own.http.post("/sandbox/faults.json", json=[{"path": "/flow/", "fault": "status:502"}])

    assert [own.get("/flow/").status_code for _ in range(2)] == [502, 200]
    assert own.sandbox.log[-2].workspace == "Staging"


def test_the_lists_of_the_own_pages_are_for_sessions(browser: Open) -> None:
    own = signed_in(browser("26.2").sandbox, "Production")

    answer = own.get("/api/internal/orgs.json")

    assert answer.json["results"] == [{"id": 2, "name": "Production"}, {"id": 1, "name": "Staging"}]  # type: ignore[index]


class Switching(Sessions):
    """Sessions that a second tab switches to another workspace, at once after each look at them."""

    def __init__(self, sandbox: Sandbox, name: str) -> None:
        super().__init__(sandbox.web.sessions.open)
        self.next = sandbox.workspace(name).id

    def find(self, key: str | None) -> Session | None:
        session = super().find(key)
        seen = replace(session) if session else None
        if session:
            session.workspace = self.next
        return seen


def test_an_import_goes_where_the_guard_let_it_even_if_the_session_switches_meanwhile(browser: Open) -> None:
    own = browser("26.2")
    sandbox = own.sandbox
    staging, production = sandbox.workspace("Staging"), sandbox.workspace("Production")
    export = {"version": "13", "site": "s", "flows": [], "campaigns": [], "triggers": [], "fields": []}
    groups = [{"uuid": "g", "name": "Newcomers", "query": None}]
    file = BytesIO(json.dumps({**export, "groups": groups}).encode())
    sandbox.web.sessions = Switching(sandbox, "Production")

    answer = own.post("/orgimport/create/", {"file": (file, "e.json")}, **{"X-Temba-Workspace": staging.uuid})

    assert answer.status_code == 302
    assert "Newcomers" in {group.name for group in staging.groups.values()}
    assert "Newcomers" not in {group.name for group in production.groups.values()}
    assert sandbox.log[-1].workspace == "Staging"


def test_the_api_writes_nothing_where_the_session_only_is_after_the_guard(browser: Open) -> None:
    own = signed_in(browser("26.2").sandbox, "Production")
    staging = own.sandbox.workspace("Staging").uuid
    own.sandbox.web.sessions = Switching(own.sandbox, "Staging")

    answer = own.send("/api/v2/groups.json", {"name": "New"}, **{"X-Temba-Workspace": staging})

    assert answer.status_code == 403
    assert (
        own.send("/api/v2/groups.json", {"name": "New"}, **{"X-Temba-Workspace": staging}).status_code == 201
    )
