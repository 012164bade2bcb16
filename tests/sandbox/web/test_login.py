from collections.abc import Callable

import pytest

from flowops.sandbox import Sandbox

from .browser import Browser, messages, set_cookies
from .conftest import DIALECTS

OLD = ("7.4", "8.0", "9.0", "10.0")
Server = Callable[[str], Sandbox]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_name_and_password_lead_to_the_workspaces(server: Server, dialect: str) -> None:
    own = Browser(server(dialect))

    answer = own.give(own.sandbox.login.password, "Deployer@Example.org ")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/org/choose/")
    assert set_cookies(answer).keys() == {"csrftoken", "sessionid"}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_other_era_has_no_form_here(server: Server, dialect: str) -> None:
    own = Browser(server(dialect))
    other = "/users/login/" if own.allauth else "/accounts/login/"

    assert own.get(other).status_code == 404


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        ("/flow/?a=b", "/flow/?a=b"),
        ("//evil.example.org/", "/org/choose/"),
        ("/\\evil.example.org/", "/org/choose/"),
        ("https://evil.example.org/", "/org/choose/"),
        ("/a%0d%0aSet-Cookie:x", "/a%0D%0ASet-Cookie:x"),
    ],
)
@pytest.mark.parametrize("dialect", ["9.0", "26.2"])
def test_afterwards_it_goes_where_it_was_meant_to_on_this_server(
    server: Server, dialect: str, wanted: str, location: str
) -> None:
    own = Browser(server(dialect))

    assert own.give(own.sandbox.login.password, query=f"?next={wanted}").headers["Location"] == location


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_empty_form_says_what_is_required(server: Server, dialect: str) -> None:
    own = Browser(server(dialect))

    assert messages(own.give("", "")) == ["This field is required."] * 2


@pytest.mark.parametrize("dialect", OLD)
def test_the_fifth_wrong_password_locks_the_address_for_ten_minutes(server: Server, dialect: str) -> None:
    own, now = Browser(server(dialect)), 0.0
    own.sandbox.web.limits.own.clock = lambda: now
    assert [own.give("wrong").status_code for _ in range(5)] == [200, 200, 200, 200, 302]

    locked = own.give(own.sandbox.login.password)
    now = 600

    assert locked.headers["Location"] == "/users/user/failed/"
    assert own.get("/users/user/failed/").status_code == 200
    assert own.give(own.sandbox.login.password).headers["Location"] == "/org/choose/"


@pytest.mark.parametrize("dialect", ["9.0", "26.2"])
def test_the_right_password_ends_the_counting(server: Server, dialect: str) -> None:
    sandbox = server(dialect)
    for _ in range(2):
        own = Browser(sandbox)
        assert [own.give("wrong").status_code for _ in range(4)] == [200] * 4
        assert own.give(sandbox.login.password).status_code == 302


def test_after_five_wrong_passwords_26_2_has_had_enough_for_five_minutes(server: Server) -> None:
    own, now = Browser(server("26.2")), 0.0
    limits = own.sandbox.web.limits
    limits.failures.clock = limits.host_failures.clock = lambda: now
    assert [own.give("wrong").status_code for _ in range(6)] == [200] * 5 + [429]

    assert own.give(own.sandbox.login.password).status_code == 429
    assert own.give("wrong", "other@example.org").status_code == 200
    now = 300
    assert own.give(own.sandbox.login.password).status_code == 302


def test_ten_wrong_passwords_a_minute_are_enough_for_one_host(server: Server) -> None:
    own = Browser(server("26.2"))
    for number in range(10):
        assert own.give("wrong", f"{number}@example.org").status_code == 200

    assert own.give(own.sandbox.login.password).status_code == 429


def test_thirty_attempts_a_minute_are_enough_for_one_host(server: Server) -> None:
    sandbox = server("26.2")
    for _ in range(30):
        Browser(sandbox).sign_in()

    assert Browser(sandbox).give(sandbox.login.password).status_code == 429


def test_who_has_not_confirmed_the_address_is_not_let_in(server: Server) -> None:
    own = Browser(server("26.2"))
    own.sandbox.login.confirmed = False

    answer = own.give(own.sandbox.login.password)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/confirm-email/")
    assert own.get("/accounts/confirm-email/").status_code == 200
    assert own.get("/org/choose/").headers["Location"] == "/accounts/login/?next=/org/choose/"


def test_django_allauth_does_not_ask_twice(browser: Callable[[str], Browser]) -> None:
    own = browser("26.2")

    assert own.get(own.login).headers["Location"] == "/org/choose/"


def test_a_session_of_nobody_is_kept(server: Server) -> None:
    own = Browser(server("26.2"))
    own.get(own.login)

    assert set_cookies(own.get(own.login)).keys() == {"csrftoken"}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_signing_out_ends_the_session(browser: Callable[[str], Browser], dialect: str) -> None:
    own = browser(dialect)
    address = own.login.replace("login", "logout")
    session = own.cookie("sessionid")
    if own.allauth:
        assert own.get(address).status_code == 200

    answer = own.post(address)
    own.http.set_cookie("sessionid", session)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert set_cookies(answer)["sessionid"] == "deleted"
    assert own.get("/").status_code == 200
    assert own.get("/flow/").headers["Location"] == f"{own.login}?next=/flow/"
    assert own.post(address).status_code == 302


def test_sessions_end_when_the_server_says_so(browser: Callable[[str], Browser]) -> None:
    own = browser("9.0")
    own.sandbox.web.sessions.clear()

    assert own.get("/flow/").status_code == 302


@pytest.mark.parametrize("dialect", ["9.0", "26.2"])
def test_web_pages_ignore_tokens(server: Server, dialect: str) -> None:
    sandbox = server(dialect)
    own, headers = Browser(sandbox), {"Authorization": f"Token {sandbox.workspace('Staging').token}"}
    flow = next(iter(sandbox.workspace("Staging").flows))

    assert own.http.post("/orgimport/create/", headers=headers).status_code == 403
    assert own.get(f"/flow/revisions/{flow}/", **headers).headers["Location"].startswith(own.login)
