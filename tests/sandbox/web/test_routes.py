from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from flowops.sandbox import Sandbox
from flowops.sandbox.web.state import Numbers

from .browser import Browser, signed_in
from .conftest import DIALECTS
from .test_saving import address, edited, read

Open = Callable[[str], Browser]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_who_is_nobody_is_sent_to_the_login_and_back(dialect: str) -> None:
    own = Browser(Sandbox(dialect))

    assert own.get("/flow/?a=b c").headers["Location"] == f"{own.login}?next=/flow/%3Fa%3Db%20c"


def test_a_missing_slash_is_put_there(browser: Open) -> None:
    own = browser("9.0")

    answer = own.get("/flow?a=b")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/flow/?a=b")
    assert own.get("/flow").headers["Location"] == "/flow/"
    assert own.post("/flow").status_code == 404
    assert own.get("/nothing/at/all/").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/flow/"), ("PUT", "/flow/create/"), ("DELETE", "/flow/create/")]
)
def test_other_methods_are_405(browser: Open, method: str, path: str) -> None:
    own = browser("9.0")

    assert own.http.open(path, method=method, headers={"X-CSRFToken": own.token}).status_code == 405


def test_a_large_form_is_refused(browser: Open) -> None:
    own = browser("9.0")

    assert own.post("/flow/create/", {"name": "x" * 2_700_000}).status_code == 400
    assert own.post("/flow/create/", {"name": "x" * 2_000_000}).status_code == 200
    assert own.post("/flow/create/", {f"f{number}": "x" for number in range(1200)}).status_code == 200


@pytest.mark.parametrize(
    ("dialect", "version"),
    [("7.4", None), ("8.0", None), ("9.0", "9.0.0"), ("10.0", "10.0.1"), ("26.2", "26.2.2")],
)
def test_pages_in_the_frame_say_the_version(browser: Open, dialect: str, version: str | None) -> None:
    own = browser(dialect)

    assert own.get("/flow/").headers.get("X-Temba-Version") == version
    assert "X-Temba-Version" not in own.get("/flow/create/").headers
    assert "X-Temba-Version" not in own.get("/api/v2/flows.json").headers


def test_names_are_escaped(browser: Open) -> None:
    own = browser("9.0")
    own.sandbox.workspace("Staging").save_flow({"uuid": "f", "name": "<b>&"})

    assert "&lt;b&gt;&amp;</a>" in own.get("/flow/").text


def test_of_many_editors_with_the_same_revision_one_wins(browser: Open) -> None:
    own = browser("26.2")
    definition, path = read(own), address(own)
    browsers = [signed_in(own.sandbox) for _ in range(8)]

    def save(number: int) -> int:
        return browsers[number].send(path, edited(definition, str(number))).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(save, range(8))) == [200] + [400] * 7
    assert read(own)["revision"] == definition["revision"] + 1


def test_a_row_keeps_its_number() -> None:
    numbers = Numbers(10)

    assert [numbers.of("flow", row) for row in ("a", "b", "a")] == [10, 11, 10]
    assert (numbers.row("flow", "11"), numbers.row("flow", "12"), numbers.row("revision", "10")) == (
        "b",
        None,
        None,
    )
