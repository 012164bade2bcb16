import json
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from flowops.sandbox import Sandbox
from flowops.sandbox.upgrade import upgrade
from tests.sandbox.client import Client, JsonDict

from .browser import Browser, signed_in
from .conftest import DIALECTS

Open = Callable[[str], Browser]
Server = Callable[[str], Sandbox]
NAME = "ANC Reschedule"
UNSAVED = "Your flow could not be saved. Please refresh your browser."
INVALID = "Your flow failed validation. Please refresh your browser."


def read(own: Browser) -> JsonDict:
    """The newest definition of the flow that the tests edit."""
    rows = own.get(address(own)).json["results"]  # type: ignore[index]
    return dict(own.get(f"{address(own)}{rows[0]['id']}/").json["definition"])  # type: ignore[index]


def address(own: Browser) -> str:
    flows = own.sandbox.workspace("Staging").flows.values()
    return f"/flow/revisions/{next(flow.uuid for flow in flows if flow.name == NAME)}/"


def save(own: Browser, definition: JsonDict) -> TestResponse:
    return own.send(address(own), definition)


def saved(own: Browser, definition: JsonDict) -> JsonDict:
    answer = save(own, definition)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)  # type: ignore[arg-type]


def refused(own: Browser, definition: JsonDict) -> tuple[str, Any]:
    answer = save(own, definition)
    assert (answer.status_code, answer.json["status"]) == (400, "failure")  # type: ignore[index]
    return answer.json["description"], answer.json["detail"]  # type: ignore[index]


def edited(definition: JsonDict, text: str = "Another text") -> JsonDict:
    copy: JsonDict = json.loads(json.dumps(definition))
    copy["nodes"][0]["actions"][0]["text"] = text
    return copy


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_saved_comes_back_as_it_was_sent_in_the_next_revision(browser: Open, dialect: str) -> None:
    own = browser(dialect)
    before = read(own)
    sent = edited(before)

    body = saved(own, sent)

    assert body["revision"]["revision"] == before["revision"] + 1
    assert read(own) == {**sent, "revision": before["revision"] + 1}
    assert {"info", "metadata"} & body.keys() == ({"info", "metadata"} if dialect == "26.2" else {"metadata"})


@pytest.mark.parametrize("dialect", DIALECTS)
def test_who_read_an_older_revision_is_refused_and_told_who_was_faster(browser: Open, dialect: str) -> None:
    own = browser(dialect)
    before = read(own)
    saved(own, edited(before))

    description, detail = refused(own, edited(before, "Too late"))

    who = "deployer@example.org" if dialect in ("7.4", "8.0") else "Dee Ployer"
    assert description.startswith(f"{who} is currently editing this Flow. Your changes will not be saved")
    assert detail is None
    assert read(own)["nodes"][0]["actions"][0]["text"] == "Another text"


def test_a_colleague_may_have_been_faster(browser: Open) -> None:
    own = browser("26.2")
    before = read(own)
    own.sandbox.workspace("Staging").save_flow(edited(before, "By a colleague"))

    assert refused(own, before)[0].startswith("colleague@example.org is currently editing")


@pytest.mark.parametrize("revision", [None, "gone", 10_000])
def test_without_an_older_revision_it_overwrites_blindly(browser: Open, revision: Any) -> None:
    own = browser("9.0")
    before = read(own)
    own.sandbox.workspace("Staging").save_flow(edited(before, "By a colleague"))
    sent = {**edited(before), "revision": revision}
    if revision == "gone":
        del sent["revision"]

    assert saved(own, sent)["revision"]["revision"] == before["revision"] + 2


@pytest.mark.parametrize(
    ("change", "description"),
    [
        ({"spec_version": "11.12"}, "Your flow has been upgraded to the latest version."),
        ({"spec_version": None}, UNSAVED),
        ({"spec_version": "newest"}, UNSAVED),
        ({"revision": "1"}, UNSAVED),
        ({"nodes": [{"uuid": "x"}]}, INVALID),
    ],
)
@pytest.mark.parametrize("dialect", ["9.0", "26.2"])
def test_other_refusals(browser: Open, dialect: str, change: JsonDict, description: str) -> None:
    own = browser(dialect)
    before = read(own)

    assert refused(own, {**before, **change})[0].startswith(description)
    assert read(own) == before


def test_the_reason_is_the_engines(browser: Open) -> None:
    own = browser("9.0")
    definition = read(own)
    definition["nodes"][0]["exits"][0]["destination_uuid"] = "00000000-0000-4000-8000-00000000000b"

    description, detail = refused(own, definition)

    assert description == INVALID
    assert detail.startswith("unable to read flow: invalid node[uuid=")
    assert detail.endswith("isn't a known node")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("body", [b"{", b"[]", b"null"])
def test_what_is_no_object_breaks_the_server(browser: Open, dialect: str, body: bytes) -> None:
    own = browser(dialect)

    answer = own.http.post(
        address(own), data=body, content_type="application/json", headers={"X-CSRFToken": own.token}
    )

    assert (answer.status_code, answer.mimetype) == (500, "text/plain")


@pytest.mark.parametrize(
    ("dialect", "spec", "status", "stored"),
    [
        ("9.0", "13.0.0", 200, "13.0.0"),
        ("9.0", "99.0.0", 400, "13.1.0"),
        ("7.4", "99.0.0", 400, "13.1.0"),
        ("26.2", "13.0.0", 200, "14.4.1"),
        ("26.2", "99.0.0", 200, "14.4.1"),
    ],
)
def test_26_2_stamps_its_own_spec_and_the_others_keep_what_is_sent(
    browser: Open, dialect: str, spec: str, status: int, stored: str
) -> None:
    own = browser(dialect)

    answer = save(own, {**edited(read(own)), "spec_version": spec})

    rows = own.get(address(own)).json["results"]  # type: ignore[index]
    assert (answer.status_code, rows[0]["version"]) == (status, stored)


@pytest.mark.parametrize(("dialect", "more"), [("7.4", 1), ("9.0", 1), ("10.0", 1), ("26.2", 0)])
def test_an_unchanged_definition_makes_no_new_revision_on_26_2(
    browser: Open, dialect: str, more: int
) -> None:
    own = browser(dialect)
    workspace = own.sandbox.workspace("Staging")
    upgrade(workspace, workspace.flows)
    before = read(own)

    assert saved(own, before)["revision"]["revision"] == before["revision"] + more


def test_it_can_neither_rename_a_flow_nor_change_its_expiry(browser: Open) -> None:
    own = browser("26.2")
    before = read(own)
    sent = {**edited(before), "name": "New", "uuid": "x", "expire_after_minutes": 5}

    saved(own, sent)

    known = {key: before[key] for key in ("name", "uuid", "expire_after_minutes")}
    assert known == {key: value for key, value in read(own).items() if key in known}


def test_missing_globals_are_created_blank_and_dependencies_are_found_anew(browser: Open) -> None:
    own = browser("26.2")
    client = Client(own.sandbox)

    body = saved(own, edited(read(own), "Call @globals.hot_line or ask @fields.nobody_knows"))

    assert {"key": "hot_line", "name": "Hot Line", "value": ""}.items() <= client.results("globals")[
        0
    ].items()
    assert [issue["description"] for issue in body["issues"]] == ["missing field dependency 'nobody_knows'"]
    assert "nobody_knows" not in client.names("fields")


def test_an_archived_flow_is_saved_and_stays_archived(browser: Open) -> None:
    own = browser("26.2")
    workspace = own.sandbox.workspace("Staging")
    definition = read(own)
    workspace.archive_flow(definition["uuid"])

    saved(own, edited(definition))

    assert workspace.flows[definition["uuid"]].archived


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_body_over_two_and_a_half_megabytes_is_too_large(browser: Open, dialect: str) -> None:
    own = browser(dialect)

    answer = save(own, {**read(own), "padding": "x" * 2_700_000})

    assert (answer.status_code, answer.mimetype) == (400, "text/html")


@pytest.mark.parametrize("dialect", ["7.4", "9.0", "10.0"])
def test_a_viewer_reads_and_does_not_save(server: Server, dialect: str) -> None:
    sandbox = server(dialect)
    roles = {"Staging": "viewer", "Production": "viewer"}
    own = signed_in(sandbox, "Staging", sandbox.add_user("v@example.org", roles))

    answer = save(own, edited(read(own)))

    assert answer.status_code == 403
    assert answer.json["description"] == "You don't have permission to edit this flow"  # type: ignore[index]


@pytest.mark.parametrize(
    ("dialect", "location"),
    [
        ("7.4", "/users/login/?next={here}"),
        ("9.0", "/users/login/?next={here}"),
        ("10.0", "/users/login/?next={here}"),
        ("26.2", "/org/switch/?next={here}&other_org=1"),
    ],
)
def test_a_flow_of_another_workspace_leads_away(browser: Open, dialect: str, location: str) -> None:
    own = browser(dialect)
    here = address(own)
    other = signed_in(own.sandbox, "Production")

    assert other.get(here).headers["Location"] == location.format(here=here)
    assert other.send(here, {}).headers["Location"] == location.format(here=here)
    assert other.get("/flow/revisions/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_a_flow_may_be_in_both_workspaces(browser: Open, programme: JsonDict) -> None:
    own = browser("9.0")
    own.sandbox.load("Production", programme)
    other = signed_in(own.sandbox, "Production")

    saved(other, edited(read(other)))

    assert read(own)["nodes"][0]["actions"][0]["text"] != "Another text"


def test_what_is_too_deep_to_be_answered_again_is_not_saved(browser: Open) -> None:
    own = browser("26.2")
    definition = read(own)
    deep: Any = []
    for _ in range(900):
        deep = [deep]

    answer = save(own, {**definition, "_ui": {"deep": deep}})

    assert answer.status_code == 500
    assert read(own) == definition
