"""Every way in which a login fails is told apart, says what to do next, and is not tried again."""

import traceback
from dataclasses import replace

import pyotp
import pytest

from flowops.environment import Login, Secret
from flowops.errors import LoginFailed, ServerError, TimedOut
from flowops.server.delivery import reason
from flowops.server.login import REASONS

from .conftest import once_with_hang

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OUTCOMES = {
    "/users/user/failed/": "locked-out",
    "/users/two-factor/backup/": "backup-code",
    "/accounts/inactive/": "inactive",
    "/accounts/login/code/confirm/": "code-by-mail",
    "/accounts/2fa/webauthn/authenticate/": "passkey",
    "/accounts/social/connections/": "single-sign-on",
    "/accounts/password/change/": "unknown-step",
    "/users/profile/": "unknown-step",
}


def failed(site) -> LoginFailed:
    with pytest.raises(LoginFailed) as raised, site.session():
        pass
    assert raised.value.way_out
    site.check_silent(str(raised.value), *traceback.format_exception(raised.value))
    return raised.value


def login_page(site):
    return "/accounts/login/" if site.sandbox.dialect.name == "26.2" else "/users/login/"


def second_factor(site, monkeypatch, secret=SECRET):
    site.sandbox.login.secret = SECRET
    monkeypatch.setenv("O", secret)
    login = Login(
        site.sandbox.login.email,
        Secret("P", "staging", "login.password"),
        Secret("O", "staging", "login.totp"),
    )
    site.environment = replace(site.environment, login=login)


def test_a_wrong_password_is_tried_once(each, monkeypatch):
    monkeypatch.setenv("P", "canary-password")

    error = failed(each)

    assert error.reason == "wrong-password"
    assert "does not accept the e-mail address and password of deployer@example.org" in str(error)
    assert "canary" not in str(error)
    assert len(each.posts()) == 1


def test_who_is_locked_out_is_told_to_wait(each, monkeypatch):
    monkeypatch.setenv("P", "canary-password")
    for _ in range(4 if login_page(each).startswith("/users/") else 5):
        failed(each)

    assert failed(each).reason == "locked-out"


def test_too_many_attempts_are_not_waited_for(each):
    each.fault("status:429", login_page(each), headers={"Retry-After": "1"})

    assert failed(each).reason == "locked-out"
    assert len(each.posts()) == 1
    assert not each.told


@pytest.mark.parametrize(
    ("each", "kind"), once_with_hang("status:500", "status:502", "status:504", "reset"), indirect=["each"]
)
def test_a_login_without_an_answer_is_not_tried_again(each, kind):
    each.fault(kind, login_page(each), headers={})

    with pytest.raises(ServerError) as raised, each.session():
        pass

    assert not isinstance(raised.value, LoginFailed)
    assert isinstance(raised.value, TimedOut) == (kind in ("status:502", "status:504", "hang"))
    assert len(each.posts()) == 1
    each.check_silent(str(raised.value))


def test_a_second_factor_that_the_environment_lacks_is_named(each):
    each.sandbox.login.secret = SECRET

    error = failed(each)

    assert error.reason == "two-factor"
    assert "login.totp" in error.way_out


@pytest.mark.parametrize("written", [SECRET, " ".join((SECRET[:16], SECRET[16:])), SECRET.lower()])
def test_the_code_of_now_opens(each, monkeypatch, written):
    second_factor(each, monkeypatch, written)

    with each.session() as session:
        assert session.web
    assert each.time.slept == []


def test_a_code_that_was_used_is_followed_by_the_next_one(site, monkeypatch):
    made = site("26.2")
    second_factor(made, monkeypatch)

    for _ in range(2):
        with made.session() as session:
            assert session.web
    assert made.time.slept == [pytest.approx(31)]
    assert made.told == [f"{made.url} refused the code of the second factor; trying the next one in 31 s"]


def test_a_wrong_code_is_tried_twice(each, monkeypatch):
    second_factor(each, monkeypatch, pyotp.random_base32())

    error = failed(each)

    assert error.reason == "wrong-code"
    assert len(each.time.slept) == 1
    assert len(each.posts()) == 3


@pytest.mark.parametrize("written", ["backup 1", "12345678", "no!"])
def test_what_is_no_secret_of_an_authenticator_is_said(site, monkeypatch, written):
    made = site()
    second_factor(made, monkeypatch, written)

    error = failed(made)

    assert error.reason == "no-secret"
    assert "the value of ${O} is no base32 secret" in str(error)


def test_too_many_codes_lock_out(site, monkeypatch):
    made = site("9.0")
    second_factor(made, monkeypatch)
    made.fault("status:302", "/users/two-factor/verify/", headers={"Location": "/users/user/failed/"})

    assert failed(made).reason == "locked-out"
    assert made.time.slept == []


def test_short_secrets_of_rapidpro_itself_are_good(site, monkeypatch):
    made = site("7.4")
    second_factor(made, monkeypatch, SECRET[:16])
    made.sandbox.login.secret = SECRET[:16]

    with made.session() as session:
        assert session.web


def test_an_address_that_was_never_verified_is_told(site):
    made = site("26.2")
    made.sandbox.login.confirmed = False

    assert failed(made).reason == "unconfirmed"


@pytest.mark.parametrize("path", OUTCOMES)
def test_where_a_login_leads_says_what_is_wrong(site, path):
    made = site("26.2" if path.startswith("/accounts/") else "9.0")
    made.fault("status:302", login_page(made), headers={"Location": path})

    assert failed(made).reason == OUTCOMES[path]


def test_a_login_that_is_answered_with_something_else_is_told(each):
    each.fault("status:403", login_page(each), headers={"Content-Type": "text/html"}, body="<h1>CSRF</h1>")

    error = failed(each)

    assert error.reason == "unknown-step"
    assert "403: CSRF" in str(error)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_captcha_is_recognised(each, method):
    each.page(login_page(each), '<form><div class="h-captcha" data-sitekey="x"></div></form>', method)

    assert failed(each).reason == "captcha"
    assert len(each.posts()) == (method == "POST")


def test_a_password_is_given_to_no_page_that_sets_no_cookie(each):
    each.page(login_page(each), "<h1>Welcome to another server</h1>")

    assert failed(each).reason == "unknown-form"
    assert not each.posts()


def test_single_sign_on_elsewhere_is_told_and_not_followed(each):
    each.fault("status:302", login_page(each), "GET", headers={"Location": "https://sso.example.org/?x=1"})

    error = failed(each)

    assert error.reason == "single-sign-on"
    assert "https://sso.example.org" in str(error)
    assert not each.posts()


def test_a_login_that_leads_to_another_host_is_not_followed(each):
    each.fault("status:302", login_page(each), headers={"Location": "https://elsewhere.example.org/"})

    with pytest.raises(ServerError, match="redirects to another host"), each.session():
        pass


def test_a_server_without_a_login_page_is_told(site):
    made = site()
    made.fault("status:404", "/*/login/", "GET", times=2)

    error = failed(made)

    assert error.reason == "unknown-form"
    assert "(404, 404)" in str(error)


def test_a_page_that_shows_cookies_does_not_show_them_further(each):
    with each.session() as session:
        cookies = [cookie.value for cookie in session.transport.sender.cookies]
        each.fault("status:418", "/x/", "GET", headers={"Content-Type": "text/html"}, body=" ".join(cookies))

        shown = reason(session.browser.page("/x/"))

    assert "***" in shown
    assert not [cookie for cookie in cookies if cookie in shown]


def test_every_reason_says_what_to_do():
    assert all(what and way_out for what, way_out in REASONS.values())
