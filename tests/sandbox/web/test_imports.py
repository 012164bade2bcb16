import json
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
import requests
from werkzeug.test import TestResponse

from flowops.sandbox import Running, Sandbox
from tests.sandbox.client import JsonDict

from .browser import Browser, messages, signed_in
from .conftest import DIALECTS

Server = Callable[[str], Sandbox]
Open = Callable[[str], Browser]
SYNCHRONOUS = ("7.4", "8.0")
WORKER = ("9.0", "10.0", "26.2")
NEW = "11111111-1111-4111-8111-111111111111"
FLOW: JsonDict = {
    "uuid": NEW,
    "name": "New",
    "spec_version": "13.1.0",
    "language": "eng",
    "type": "messaging",
    "nodes": [],
    "localization": {},
    "_ui": {},
}
EXPORT: JsonDict = {"version": "13", "flows": [FLOW]}


def address(own: Browser) -> str:
    return "/org/import/" if own.sandbox.dialect.name in SYNCHRONOUS else "/orgimport/create/"


def upload(own: Browser, content: Any, name: str = "") -> TestResponse:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    name = name or ("import_file" if own.sandbox.dialect.name in SYNCHRONOUS else "file")
    return own.post(address(own), {name: (BytesIO(data), "x.json", "application/json")})


def status(own: Browser, location: str) -> str:
    text = own.get(location).text.partition('<div class="import-result text-lg mt-2">')[2]
    return text.partition("</div>")[0]


def names(own: Browser) -> list[str]:
    own.get("/api/v2/workspace.json")  # whatever was due is done
    return [flow.name for flow in own.sandbox.workspace("Staging").flows.values()]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The submitted file is empty."),
        (b"{", "This file is not a valid flow definition file."),
        (b"\xff{}", "This file is not a valid flow definition file."),
        (b'\xef\xbb\xbf{"version": "13", "flows": []}', "This file is not a valid flow definition file."),
        ({}, "This file is no longer valid. Please export a new version and try again."),
        (FLOW, "This file is no longer valid. Please export a new version and try again."),
        ({"version": 2.9}, "This file is no longer valid. Please export a new version and try again."),
    ],
)
def test_the_form_says_what_is_wrong_with_the_file(
    browser: Open, dialect: str, content: Any, message: str
) -> None:
    answer = upload(browser(dialect), content)

    assert (answer.status_code, messages(answer)) == (200, [message])


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_file_has_to_have_the_right_name(browser: Open, dialect: str) -> None:
    assert messages(upload(browser(dialect), EXPORT, "upload")) == ["This field is required."]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("content", [[], [EXPORT], "text", 1, None, {"version": None}, {"version": "x"}])
def test_what_the_form_did_not_expect_breaks_it(browser: Open, dialect: str, content: Any) -> None:
    answer = upload(browser(dialect), content)

    assert (answer.status_code, answer.mimetype) == (500, "text/plain")


@pytest.mark.parametrize(
    ("dialect", "spec", "refused"),
    [
        ("9.0", "13.2.1", False),
        ("10.0", "13.6.2", True),
        ("10.0", "13.6.1", False),
        ("26.2", "14.5", True),
        ("26.2", "14.4.1.0", False),
    ],
)
def test_the_newer_forms_refuse_newer_specs(browser: Open, dialect: str, spec: str, refused: bool) -> None:
    flows = [{**FLOW, "spec_version": "13.0.0"}, {"version": "11.12"}, {**FLOW, "spec_version": spec}]

    answer = upload(browser(dialect), {"version": 13, "flows": flows})

    text = "This file contains flows with a version that is too new."
    assert (messages(answer) == [text]) is refused


@pytest.mark.parametrize("flows", [[1], 1, [{"spec_version": "x"}]])
def test_flows_that_are_none_break_the_newer_forms(browser: Open, flows: Any) -> None:
    assert upload(browser("26.2"), {"version": "13", "flows": flows}).status_code == 500


@pytest.mark.parametrize("dialect", SYNCHRONOUS)
def test_the_older_servers_import_within_the_request(browser: Open, dialect: str) -> None:
    own = browser(dialect)
    slept: list[float] = []
    own.sandbox.web.imports.seconds, own.sandbox.web.imports.sleep = 5, slept.append

    answer = upload(own, EXPORT)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/org/home/")
    assert "New" in names(own)
    assert slept == [5]
    assert "Import successful" in own.get("/org/home/").text
    assert "Import successful" not in own.get("/org/home/").text
    assert own.get("/orgimport/create/").status_code == 404


@pytest.mark.parametrize("dialect", SYNCHRONOUS)
@pytest.mark.parametrize(
    ("ending", "status", "done"), [("lost", 504, False), ("crashed", 504, True), ("failed", 200, True)]
)
def test_the_answer_of_the_older_servers_proves_nothing(
    browser: Open, dialect: str, ending: str, status: int, done: bool
) -> None:
    own = browser(dialect)
    own.sandbox.web.imports.ending = ending

    answer = upload(own, EXPORT)

    assert answer.status_code == status
    assert ("New" in names(own)) is done
    assert messages(answer) == (["Sorry, your import file is invalid."] if status == 200 else [])


@pytest.mark.parametrize("dialect", WORKER)
def test_the_newer_servers_send_one_to_a_status_page(browser: Open, dialect: str) -> None:
    own, now = browser(dialect), 0.0
    own.sandbox.web.imports.seconds, own.sandbox.web.imports.clock = 10, lambda: now

    answer = upload(own, EXPORT)

    job = own.sandbox.web.imports.rows[0]
    key = job.uuid if dialect == "26.2" else job.number
    location = answer.headers["Location"]
    assert location == f"/orgimport/read/{key}/"
    assert status(own, location) == "About to start..."
    now = 5
    assert (status(own, location), "New" in names(own)) == ("In progress...", False)
    assert 'name="progress_spinner"' in own.get(location).text
    now = 10
    assert (status(own, location), "New" in names(own)) == ("Finished successfully", True)
    assert '<temba-icon name="check"' in own.get(location).text
    assert own.get("/org/import/").status_code == 404


@pytest.mark.parametrize("dialect", WORKER)
@pytest.mark.parametrize(
    ("ending", "text", "done"),
    [
        ("lost", "In progress...", False),
        ("crashed", "In progress...", True),
        ("failed", "An error happened, please try again.", True),
    ],
)
def test_no_status_proves_anything(browser: Open, dialect: str, ending: str, text: str, done: bool) -> None:
    own = browser(dialect)
    own.sandbox.web.imports.ending = ending

    location = upload(own, EXPORT).headers["Location"]

    assert status(own, location) == text
    assert ("New" in names(own)) is done
    assert 'name="progress_spinner"' in own.get(location).text


@pytest.mark.parametrize("dialect", WORKER)
def test_a_failed_import_leaves_no_trace_and_no_reason(browser: Open, dialect: str) -> None:
    own = browser(dialect)
    before = names(own)

    location = upload(own, {**EXPORT, "version": "14"}).headers["Location"]

    assert status(own, location) == "An error happened, please try again."
    assert names(own) == before


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_import_makes_a_revision_of_its_author(server: Server, dialect: str) -> None:
    sandbox = server(dialect)
    own = signed_in(
        sandbox, "Staging", sandbox.add_user("ed@example.org", {"Staging": "editor", "Production": "editor"})
    )
    upload(own, {"version": "13", "flows": [FLOW, {**FLOW, "name": "Other", "uuid": NEW.replace("1", "2")}]})
    flow = next(each for each in sandbox.workspace("Staging").flows.values() if each.name == "New")

    (row,) = own.get(f"/flow/revisions/{flow.uuid}/").json["results"]  # type: ignore[index]

    assert (row["user"], row["revision"]) == ({"email": "ed@example.org", "name": "ed@example.org"}, 1)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("role", ["viewer", "agent"])
def test_who_may_not_import_is_sent_to_the_login(server: Server, dialect: str, role: str) -> None:
    sandbox = server(dialect)
    if role not in sandbox.dialect.roles:
        role = "agent"
    own = signed_in(
        sandbox, "Staging", sandbox.add_user("x@example.org", {"Staging": role, "Production": role})
    )

    assert own.get(address(own)).headers["Location"] == f"{own.login}?next={address(own)}"
    assert upload(own, EXPORT).status_code == 302
    assert "New" not in names(own)


@pytest.mark.parametrize(("dialect", "code"), [("9.0", 200), ("10.0", 200), ("26.2", 302)])
def test_the_status_page_of_another_workspace(browser: Open, dialect: str, code: int) -> None:
    own = browser(dialect)
    location = upload(own, EXPORT).headers["Location"]
    other = signed_in(own.sandbox, "Production")

    answer = other.get(location)

    assert answer.status_code == code
    if code == 302:
        assert answer.headers["Location"] == f"/org/switch/?next={location}&other_org=1"


def test_the_status_page_is_for_members_only(browser: Open) -> None:
    own = browser("26.2")
    location = upload(own, EXPORT).headers["Location"]
    sandbox = own.sandbox
    stranger = Browser(sandbox)
    stranger.sign_in(sandbox.add_user("x@example.org", {"Production": "editor"}))
    stranger.get("/org/choose/")

    assert stranger.get(location).status_code == 404
    assert own.get("/orgimport/read/nothing/").status_code == 404


def test_a_large_file_is_taken(browser: Open) -> None:
    own = browser("26.2")
    head = 'Content-Disposition: form-data; name="file"; filename="x.json"\r\n\r\n'
    large = json.dumps({**EXPORT, "padding": "x" * 3_000_000})

    answer = own.http.post(
        address(own),
        data=f"--x\r\n{head}{large}\r\n--x--\r\n".encode(),
        content_type="multipart/form-data; boundary=x",
        headers={"X-CSRFToken": own.token},
    )

    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("dialect", "mark"), [("9.0", "Temba-Spa"), ("10.0", "X-Temba-Spa"), ("26.2", "X-Temba-Spa")]
)
def test_a_page_without_its_frame_is_shorter(browser: Open, dialect: str, mark: str) -> None:
    own = browser(dialect)
    location = upload(own, EXPORT).headers["Location"]

    assert "<html>" in own.get(location).text
    assert "<html>" not in own.get(location, **{mark: "1"}).text
    assert "Finished successfully" in own.get(location, **{mark: "1"}).text


@pytest.fixture
def http(running: Running) -> Iterator[requests.Session]:
    """A session on a port, signed in and in the staging workspace."""
    login = running.sandbox.login
    with requests.Session() as session:
        session.get(f"{running.url}/accounts/login/")
        for path, form in (
            ("/accounts/login/", {"login": login.email, "password": login.password}),
            ("/org/switch/", {"other_org": "1"}),
        ):
            token = session.cookies["csrftoken"]
            session.post(f"{running.url}{path}", data={**form, "csrfmiddlewaretoken": token})
        yield session


def send(running: Running, http: requests.Session) -> requests.Response:
    form = {"csrfmiddlewaretoken": http.cookies["csrftoken"]}
    files = {"file": ("x.json", json.dumps(EXPORT), "application/json")}
    return http.post(f"{running.url}/orgimport/create/", data=form, files=files)


def test_over_the_network_cookies_do_the_same(running: Running, http: requests.Session) -> None:
    answer = send(running, http)

    assert [each.status_code for each in answer.history] == [302]
    assert "Finished successfully" in answer.text


def test_an_import_is_done_although_its_answer_is_lost(running: Running, http: requests.Session) -> None:
    fault = {"method": "POST", "path": "/orgimport/create/", "fault": "reset-after"}
    http.post(f"{running.url}/sandbox/faults.json", json=[fault])

    with pytest.raises(requests.ConnectionError):
        send(running, http)

    flows = running.sandbox.workspace("Staging").flows.values()
    assert [flow.revision for flow in flows if flow.name == "New"] == [1]
    entry = running.sandbox.log[-1]
    assert (entry.path, entry.status, entry.workspace) == ("/orgimport/create/", 302, "Staging")
