from collections.abc import Callable

import pytest

from flowops.sandbox import Sandbox
from tests.sandbox.client import JsonDict

from .browser import Browser
from .conftest import DIALECTS
from .test_saving import address, edited, read, saved

Open = Callable[[str], Browser]
USER = {"email": "deployer@example.org", "name": "Dee Ployer"}


def rows(own: Browser) -> list[JsonDict]:
    return list(own.get(address(own)).json["results"])  # type: ignore[index]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_revisions_are_listed_newest_first_with_user_and_time(browser: Open, dialect: str) -> None:
    own = browser(dialect)
    first = read(own)["revision"]
    own.sandbox.workspace("Staging").save_flow(edited(read(own), "By a colleague"))
    saved(own, edited(read(own)))

    found = rows(own)

    assert [row["revision"] for row in found] == [first + 2, first + 1, first]
    assert [row["user"]["email"] for row in found] == [USER["email"], "colleague@example.org", USER["email"]]
    assert found[0]["id"] > found[1]["id"] > found[2]["id"]
    assert found[0]["created_on"] > found[1]["created_on"] > found[2]["created_on"]
    assert found[0]["created_on"].endswith("Z" if dialect in ("7.4", "8.0") else "+00:00")


def test_only_the_last_hundred_are_shown_and_five_hundred_kept(browser: Open) -> None:
    own = browser("26.2")
    workspace, definition = own.sandbox.workspace("Staging"), read(own)
    for number in range(510):
        workspace.save_flow(edited(definition, str(number)))

    assert len(rows(own)) == 100
    assert len(workspace.revisions[definition["uuid"]]) == 500


def test_an_older_revision_keeps_its_definition(browser: Open) -> None:
    own = browser("9.0")
    before = read(own)
    saved(own, edited(before))

    old = own.get(f"{address(own)}{rows(own)[1]['id']}/").json["definition"]  # type: ignore[index]

    assert old == before


@pytest.mark.parametrize(("dialect", "status"), [("7.4", 500), ("9.0", 500), ("10.0", 500), ("26.2", 404)])
@pytest.mark.parametrize("key", ["1", "x"])
def test_an_unknown_revision(browser: Open, dialect: str, status: int, key: str) -> None:
    own = browser(dialect)

    assert own.get(f"{address(own)}{key}/").status_code == status


@pytest.mark.parametrize(("dialect", "status"), [("10.0", 500), ("26.2", 200)])
def test_only_26_2_knows_the_latest(browser: Open, dialect: str, status: int) -> None:
    own = browser(dialect)

    assert own.get(f"{address(own)}latest/").status_code == status


@pytest.mark.parametrize(
    ("sent", "asked", "version"),
    [
        ("13.0.0", "", "13.2.0"),
        ("13.0.0", "?version=13.1.0", "13.1.0"),
        ("13.1.0", "?version=13.0.0", "13.1.0"),
        ("13.0.0", "?version=13.2.0", "13.2.0"),
    ],
)
def test_a_revision_is_migrated_to_what_is_asked_for(
    browser: Open, sent: str, asked: str, version: str
) -> None:
    own = browser("9.0")
    saved(own, {**edited(read(own)), "spec_version": sent})

    answer = own.get(f"{address(own)}{rows(own)[0]['id']}/{asked}")

    assert answer.json["definition"]["spec_version"] == version  # type: ignore[index]
    assert rows(own)[0]["version"] == sent


def test_a_version_that_is_none_breaks_the_server(browser: Open) -> None:
    own = browser("9.0")

    assert own.get(f"{address(own)}{rows(own)[0]['id']}/?version=newest").status_code == 500


def test_filling_a_workspace_anew_begins_a_new_history(browser: Open, programme: JsonDict) -> None:
    own = browser("26.2")
    first = read(own)["revision"]
    saved(own, edited(read(own)))
    own.sandbox.load("Staging", programme)

    assert [row["revision"] for row in rows(own)] == [first]


def test_what_nobody_signed_is_in_the_history_all_the_same() -> None:
    sandbox = Sandbox()
    flow = sandbox.workspace("Staging").save_flow({"uuid": "a", "name": "A"})

    assert [each.number for each in sandbox.workspace("Staging").revisions["a"]] == [flow.revision]


def test_the_last_row_says_what_changed_since_the_one_before_it(browser: Open) -> None:
    own = browser("26.2")
    definition = read(own)
    for number in range(102):
        own.sandbox.workspace("Staging").save_flow({**definition, "localization": {"x": {"n": number}}})

    found = rows(own)

    assert {str(row["changes"]) for row in found} == {"{'tags': ['localization:x']}"}
    assert [row["id"] for row in found] == sorted((row["id"] for row in found), reverse=True)
    own.sandbox.workspace("Staging").save_flow({**definition, "localization": {"x": {"n": 0}}})
    assert saved(own, {**read(own), "localization": {}})["revision"]["changes"] == {
        "tags": ["localization:x"]
    }
