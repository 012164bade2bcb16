from collections.abc import Callable

import pytest

from flowops.sandbox import Sandbox
from flowops.sandbox.web.totp import code

from .browser import Browser, messages

SECRET = "JBSWY3DPEHPK3PXP"
NOW = 1_800_000_000.0
PAGES = {"9.0": "/users/two-factor/verify/", "26.2": "/accounts/2fa/authenticate/"}
FIELDS = {"9.0": "otp", "26.2": "code"}


@pytest.fixture(params=["9.0", "26.2"])
def asked(request: pytest.FixtureRequest, server: Callable[[str], Sandbox]) -> Browser:
    """A browser that has given the right password of a user with a second factor."""
    sandbox = server(request.param)
    sandbox.web.time = lambda: NOW
    sandbox.login.secret, sandbox.login.backup_codes = SECRET, ["abcd2345"]
    own = Browser(sandbox)
    own.give(sandbox.login.password, query="?next=/flow/")
    return own


def give(own: Browser, digits: str, page: str = "") -> str:
    dialect = own.sandbox.dialect.name
    answer = own.post(page or PAGES[dialect], {FIELDS[dialect]: digits, "token": digits})
    return answer.headers["Location"] if answer.status_code == 302 else messages(answer)[0]


def test_the_password_alone_is_not_enough(asked: Browser) -> None:
    dialect = asked.sandbox.dialect.name
    answer = asked.give(asked.sandbox.login.password)

    assert answer.status_code == 302
    assert answer.headers["Location"] == PAGES[dialect] + ("?next=" if dialect == "9.0" else "")
    assert asked.get(PAGES[dialect]).status_code == 200
    assert asked.get("/org/choose/").headers["Location"].startswith(asked.login)


def test_the_digits_of_now_are(asked: Browser) -> None:
    wanted = {
        "9.0": "/org/choose/",
        "26.2": "/flow/",
    }  # the older page is told where to go by its own address

    assert give(asked, code(SECRET, NOW)) == wanted[asked.sandbox.dialect.name]
    assert asked.get("/org/choose/").status_code in (200, 302)


def test_other_digits_are_refused(asked: Browser) -> None:
    wanted = {"9.0": "Incorrect OTP. Please try again.", "26.2": "Incorrect code."}

    assert give(asked, "000000") == wanted[asked.sandbox.dialect.name]


def test_a_backup_code_is_good_once(asked: Browser) -> None:
    page = "/users/two-factor/backup/" if asked.sandbox.dialect.name == "9.0" else ""
    if page:
        assert asked.get(page).status_code == 200

    assert give(asked, "abcd2345", page).startswith("/")
    again = Browser(asked.sandbox)
    again.give(asked.sandbox.login.password)
    assert give(again, "abcd2345", page) in ("Invalid backup token. Please try again.", "Incorrect code.")


def test_26_2_takes_the_same_digits_once_and_9_0_again(asked: Browser) -> None:
    dialect = asked.sandbox.dialect.name
    give(asked, code(SECRET, NOW))
    again = Browser(asked.sandbox)
    again.give(asked.sandbox.login.password)

    assert give(again, code(SECRET, NOW)) == {"9.0": "/org/choose/", "26.2": "Incorrect code."}[dialect]


@pytest.mark.parametrize("asked", ["9.0"], indirect=True)
def test_wrong_digits_lock_the_address_of_the_older_servers(asked: Browser) -> None:
    assert [give(asked, "000000") for _ in range(5)][-1] == "/users/user/failed/"
    assert give(asked, code(SECRET, NOW)) == "/users/user/failed/"


def test_nobody_comes_here_without_the_password(server: Callable[[str], Sandbox]) -> None:
    for dialect, page in PAGES.items():
        own = Browser(server(dialect))
        own.get(own.login)

        assert own.get(page).headers["Location"] == own.login
        assert own.post(page).headers["Location"] == own.login
