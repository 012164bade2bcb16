from collections.abc import Callable

import pytest

from flowops.sandbox.web.csrf import masked, new_secret, secret_of

from .browser import Browser, signed_in

CREATE = "/flow/create/"


def test_a_masked_secret_is_another_text_each_time_and_the_same_secret() -> None:
    secret = new_secret()
    one, other = masked(secret), masked(secret)

    assert one != other
    assert secret_of(one) == secret_of(other) == secret_of(secret) == secret


@pytest.mark.parametrize("token", [None, "", "x" * 31, "x" * 65, "é" * 32, "x" * 31 + "-"])
def test_other_texts_are_no_tokens(token: str | None) -> None:
    assert secret_of(token) is None


def test_the_token_may_be_the_cookie_or_the_one_in_the_form_or_in_a_header(
    browser: Callable[[str], Browser],
) -> None:
    own = browser("9.0")
    page = own.get(CREATE).text
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]

    assert len(token) == 64
    assert own.post(CREATE).status_code == 200
    assert own.post(CREATE, {"csrfmiddlewaretoken": token}).status_code == 200
    assert own.http.post(CREATE, headers={"X-CSRFToken": token}).status_code == 200


@pytest.mark.parametrize(
    ("fields", "headers", "reason"),
    [
        ({}, {}, "CSRF token missing."),
        ({"csrfmiddlewaretoken": "x" * 32}, {}, "CSRF token incorrect."),
        ({"csrfmiddlewaretoken": "short"}, {}, "CSRF token incorrect."),
        ({}, {"X-CSRFToken": "x" * 64}, "CSRF token incorrect."),
        ({}, {"Origin": "https://elsewhere.example.org"}, "Origin checking failed"),
    ],
)
def test_without_the_right_token_a_form_is_refused(
    browser: Callable[[str], Browser], fields: dict[str, str], headers: dict[str, str], reason: str
) -> None:
    answer = browser("26.2").http.post(CREATE, data=fields, headers=headers)

    assert (answer.status_code, answer.mimetype) == (403, "text/html")
    assert reason in answer.text


def test_without_the_cookie_a_form_is_refused(browser: Callable[[str], Browser]) -> None:
    own = browser("26.2")
    token = own.token
    own.http.delete_cookie("csrftoken")

    answer = own.http.post(CREATE, data={"csrfmiddlewaretoken": token})

    assert answer.status_code == 403
    assert "CSRF cookie not set." in answer.text


def test_its_own_origin_is_trusted(browser: Callable[[str], Browser]) -> None:
    assert browser("26.2").post(CREATE, Origin="http://localhost").status_code == 200


@pytest.mark.parametrize("dialect", ["7.4", "26.2"])
def test_the_secret_changes_when_somebody_signs_in(browser: Callable[[str], Browser], dialect: str) -> None:
    own = Browser(browser(dialect).sandbox)
    own.get(own.login)
    before = own.token
    own.sign_in()

    assert before
    assert own.token != before


def test_a_token_from_before_signing_in_is_wrong_afterwards(browser: Callable[[str], Browser]) -> None:
    own = Browser(browser("9.0").sandbox)
    own.get(own.login)
    before = own.token
    own.sign_in()

    assert own.http.post("/org/choose/", data={"csrfmiddlewaretoken": before}).status_code == 403


def test_a_new_browser_of_the_same_user_has_a_session_of_its_own(browser: Callable[[str], Browser]) -> None:
    one = browser("9.0")
    other = signed_in(one.sandbox, "Production")

    assert one.cookie("sessionid") != other.cookie("sessionid")
    assert one.get("/api/v2/workspace.json").json["name"] == "Staging"  # type: ignore[index]
