from collections.abc import Callable

import pytest

from flowops.sandbox import Sandbox

from .browser import Browser, messages, signed_in
from .conftest import DIALECTS

Server = Callable[[str], Sandbox]
OLD = ("7.4", "8.0", "9.0", "10.0")


def entered(own: Browser) -> str:
    answer = own.get("/api/v2/workspace.json")
    return str(answer.json["name"]) if answer.status_code == 200 else ""  # type: ignore[index]


@pytest.mark.parametrize("dialect", OLD)
def test_the_older_servers_let_one_choose(server: Server, dialect: str) -> None:
    own = Browser(server(dialect))
    own.sign_in()
    page = own.get("/org/choose/")

    answer = own.post("/org/choose/", {"organization": "2"})

    link = "/org/choose/?organization=2" if dialect in ("9.0", "10.0") else "?organization=2"
    assert f'<a href="{link}">Production</a>' in page.text
    assert answer.headers["Location"] == ("/msg/inbox/" if dialect == "7.4" else "/org/start/")
    assert entered(own) == "Production"


@pytest.mark.parametrize("number", ["", "3", "x"])
def test_only_ones_own_workspaces_can_be_chosen(server: Server, number: str) -> None:
    own = Browser(server("9.0"))
    own.sign_in()

    answer = own.post("/org/choose/", {"organization": number})

    assert messages(answer) == ["Select a valid choice. That choice is not one of the available choices."]
    assert entered(own) == ""


@pytest.mark.parametrize("dialect", OLD)
def test_who_has_one_workspace_is_in_it(server: Server, dialect: str) -> None:
    sandbox = server(dialect)
    own = Browser(sandbox)
    own.sign_in(sandbox.add_user("one@example.org", {"Staging": "editor"}))

    assert entered(own) == "Staging"
    assert own.get("/org/choose/").status_code == 302


def test_26_2_wants_to_be_asked_even_for_the_only_workspace(server: Server) -> None:
    sandbox = server("26.2")
    own = Browser(sandbox)
    own.sign_in(sandbox.add_user("one@example.org", {"Staging": "editor"}))

    assert entered(own) == ""
    assert own.get("/flow/").headers["Location"] == "/org/choose/"
    assert own.post("/org/choose/", {"organization": "1"}).headers["Location"] == "/org/signup/"
    assert entered(own) == ""
    assert own.get("/org/choose/").headers["Location"] == "/org/start/"
    assert entered(own) == "Staging"


def test_26_2_chooses_the_workspace_that_was_seen_last(server: Server) -> None:
    sandbox = server("26.2")
    own = Browser(sandbox)
    own.sign_in()
    own.get("/org/choose/")
    assert entered(own) == "Production"

    own.choose("Staging")
    again = Browser(sandbox)
    again.sign_in()
    again.get("/org/choose/")

    assert entered(again) == "Staging"


@pytest.mark.parametrize("dialect", ["9.0", "26.2"])
def test_who_has_no_workspace_is_sent_away(server: Server, dialect: str) -> None:
    own = Browser(server(dialect))
    own.sign_in(own.sandbox.add_user("none@example.org", {}))

    location = own.get("/org/choose/").headers["Location"]

    assert location == {"9.0": "/users/login/", "26.2": "/org/signup/"}[dialect]
    assert own.get(location).status_code == 200


def test_switching_goes_where_it_is_told_to(browser: Callable[[str], Browser]) -> None:
    own = browser("26.2")

    page = own.get("/org/switch/?next=/flow/&other_org=2")
    answer = own.post("/org/switch/", {"other_org": "2", "next": "/flow/"})

    assert 'name="other_org" value="2"' in page.text
    assert answer.headers["Location"] == "/flow/"
    assert entered(own) == "Production"
    assert own.post("/org/switch/", {"other_org": "99"}).status_code == 404
    assert own.post("/org/choose/", {"organization": "1"}).headers["Location"] == "/org/start/"
    assert entered(own) == "Staging"


@pytest.mark.parametrize("dialect", OLD)
def test_the_older_servers_know_no_switch(browser: Callable[[str], Browser], dialect: str) -> None:
    assert browser(dialect).get("/org/switch/?other_org=2").status_code == 404


@pytest.mark.parametrize("dialect", DIALECTS)
def test_who_was_taken_out_of_a_workspace_is_in_none(server: Server, dialect: str) -> None:
    sandbox = server(dialect)
    user = sandbox.add_user(
        "two@example.org", {"Staging": "editor", "Production": "editor", "Third": "editor"}
    )
    own = signed_in(sandbox, "Staging", user)
    sandbox.remove_user("two@example.org", "Staging")

    assert entered(own) == ""
    assert own.get("/flow/").headers["Location"] == "/org/choose/"
