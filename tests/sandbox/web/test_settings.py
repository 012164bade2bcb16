from collections.abc import Callable, Mapping
from typing import Any

import pytest
from werkzeug.test import TestResponse

from flowops.sandbox.flow import Flow
from tests.sandbox.client import Client

from .browser import Browser, messages, signed_in
from .conftest import DIALECTS

Open = Callable[[str], Browser]
FORM: Mapping[str, Any] = {"name": "New", "keyword_triggers": "", "flow_type": "M", "base_language": "eng"}
TAKEN = "ANC Reschedule"


def create(own: Browser, **changes: Any) -> TestResponse:
    return own.post("/flow/create/", {**FORM, **changes})


def created(own: Browser, **changes: Any) -> Flow:
    answer = create(own, **changes)
    assert answer.status_code == 302, messages(answer)
    return own.sandbox.workspace("Staging").flows[answer.headers["Location"].split("/")[3]]


def settings(own: Browser, flow: Flow) -> str:
    """The address of a flow's settings form, from where a client finds it."""
    page = own.get(f"/flow/editor/{flow.uuid}/").text
    for mark in ("Temba-Content-Menu", "X-Temba-Content-Menu"):
        page += own.get(f"/flow/editor/{flow.uuid}/", **{mark: "1"}).text
    return f"/flow/update/{page.partition('/flow/update/')[2].partition('/')[0]}/"


def keywords(own: Browser, flow: Flow) -> list[tuple[str, ...]]:
    triggers = own.sandbox.workspace("Staging").triggers
    return [each.keywords for each in triggers if each.flow == flow.uuid and not each.archived]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("letter", "flow_type", "expiry"),
    [
        ("M", "messaging", None),
        ("B", "messaging_background", 0),
        ("V", "voice", 5),
        ("S", "messaging_offline", 0),
    ],
)
def test_a_new_flow_is_empty_and_has_one_revision(
    browser: Open, dialect: str, letter: str, flow_type: str, expiry: int | None
) -> None:
    own = browser(dialect)
    wanted = (4320 if dialect == "26.2" else 10080) if expiry is None else expiry

    flow = created(own, flow_type=letter)

    assert (flow.name, flow.flow_type, flow.expires, flow.revision) == ("New", flow_type, wanted, 1)
    assert flow.definition["nodes"] == []
    assert flow.definition["spec_version"] == own.sandbox.dialect.spec_version
    assert "New" in Client(own.sandbox).names("flows")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 65}, "Ensure this value has at most 64 characters (it has 65)."),
        ({"name": 'a"b'}, 'Cannot contain the character: "'),
        ({"name": TAKEN.upper()}, "Already used by another flow."),
        ({"flow_type": ""}, "This field is required."),
        ({"flow_type": "X"}, "Select a valid choice. X is not one of the available choices."),
        ({"base_language": "fra"}, "Select a valid choice. fra is not one of the available choices."),
        ({"keyword_triggers": "a,b"}, "Must be single words, less than 16 characters"),
        ({"keyword_triggers": "anc"}, '"anc" is already used for another flow.'),
    ],
)
def test_the_form_says_what_is_wrong(browser: Open, changes: dict[str, str], message: str) -> None:
    own = browser("9.0")
    flow = own.sandbox.workspace("Staging").flows
    before = set(flow)
    own.post("/flow/create/", {**FORM, "name": "First", "keyword_triggers": ["anc"]})

    (found,) = messages(create(own, **changes))

    assert found.startswith(message)
    assert len(set(flow) - before) <= 1


def test_26_2_has_other_words_for_a_name_that_is_taken(browser: Open) -> None:
    assert messages(create(browser("26.2"), name=TAKEN)) == ["Must be unique."]


def test_a_workspace_without_languages_has_no_new_flows(browser: Open) -> None:
    own = browser("9.0")
    own.sandbox.workspace("Staging").languages.clear()

    assert create(own).status_code == 200


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [("7.4", [("one",), ("two",)]), ("9.0", [("one", "two")]), ("26.2", [("one", "two")])],
)
def test_keywords_are_triggers(browser: Open, dialect: str, expected: list[tuple[str, ...]]) -> None:
    own = browser(dialect)

    assert keywords(own, created(own, keyword_triggers=["one", " TWO", "one"])) == expected


@pytest.mark.parametrize("dialect", DIALECTS)
def test_name_and_expiry_change_without_a_new_revision(browser: Open, dialect: str) -> None:
    own = browser(dialect)
    flow = created(own)
    address = settings(own, flow)

    answer = own.post(address, {"name": "Newer", "expires_after_minutes": "1440"})

    changed = own.sandbox.workspace("Staging").flows[flow.uuid]
    assert answer.headers["Location"] == f"/flow/editor/{flow.uuid}/"
    assert (changed.name, changed.expires, changed.revision) == ("Newer", 1440, 1)
    rows = own.get(f"/flow/revisions/{flow.uuid}/").json["results"]  # type: ignore[index]
    read = own.get(f"/flow/revisions/{flow.uuid}/{rows[0]['id']}/").json["definition"]  # type: ignore[index]
    assert (len(rows), read["name"], read["expire_after_minutes"]) == (1, "Newer", 1440)
    assert own.get(address).status_code == 200


def test_keywords_that_are_taken_out_are_archived(browser: Open) -> None:
    own = browser("7.4")
    flow = created(own, keyword_triggers=["one", "two"])

    own.post(
        settings(own, flow),
        {"name": "New", "expires_after_minutes": "5", "keyword_triggers": ["two", "three"]},
    )

    assert keywords(own, flow) == [("two",), ("three",)]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": TAKEN}, "Already used by another flow."),
        ({"expires_after_minutes": "7"}, "Select a valid choice. 7 is not one of the available choices."),
        ({"expires_after_minutes": ""}, "This field is required."),
        ({"keyword_triggers": "a b"}, "Must be single words, less than 16 characters"),
    ],
)
def test_the_settings_say_what_is_wrong(browser: Open, changes: dict[str, str], message: str) -> None:
    own = browser("9.0")
    flow = created(own)

    answer = own.post(settings(own, flow), {"name": "New", "expires_after_minutes": "5", **changes})

    assert messages(answer)[0].startswith(message)
    assert own.sandbox.workspace("Staging").flows[flow.uuid] is flow


def test_a_flow_that_never_waits_has_no_expiry(browser: Open) -> None:
    own = browser("26.2")
    flow = created(own, flow_type="B")
    address = settings(own, flow)

    assert "expires_after_minutes" not in own.get(address).text
    assert own.post(address, {"name": "Newer"}).status_code == 302


@pytest.mark.parametrize("dialect", ["7.4", "9.0", "26.2"])
def test_what_the_address_ends_in_depends_on_the_version(browser: Open, dialect: str) -> None:
    own = browser(dialect)
    flow = created(own)
    address = settings(own, flow)

    assert (flow.uuid in address) is (dialect == "26.2")
    assert own.get("/flow/update/1/").status_code == 404
    if dialect != "26.2":
        assert own.get(f"/flow/update/{flow.uuid}/").status_code == 404


@pytest.mark.parametrize("dialect", ["9.0", "26.2"])
def test_the_settings_of_another_workspaces_flow_lead_away(browser: Open, dialect: str) -> None:
    own = browser(dialect)
    address = settings(own, created(own))
    other = signed_in(own.sandbox, "Production")

    assert (
        other.get(address)
        .headers["Location"]
        .startswith("/org/switch/" if dialect == "26.2" else "/users/login/")
    )
