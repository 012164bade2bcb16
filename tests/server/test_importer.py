"""Importing a file: once, and with the end that the server tells of."""

import json

import pytest

from flowops.errors import NotPermitted, TooLarge, WriteRefused
from flowops.server.importer import Importer, Polling, Status

from .conftest import once_with_hang

QUICK = Polling(interval=0.02, deadline=1.5)
FLOW = {
    "uuid": "11111111-1111-4111-8111-111111111111",
    "name": "Brand New",
    "type": "messaging",
    "language": "eng",
    "nodes": [],
    "localization": {},
    "expire_after_minutes": 60,
    "revision": 1,
}
HTML = {"Content-Type": "text/html"}


@pytest.fixture
def importer(each):
    """An importer of every dialect."""
    with each.session() as session:
        yield Importer(session, QUICK)


def file_for(site, **more):
    flow = {**FLOW, "spec_version": site.sandbox.dialect.spec_version}
    return json.dumps({"version": "13", "site": site.sandbox.site, "flows": [flow], **more}).encode()


def arrived(site):
    return "Brand New" in {flow.name for flow in site.staging.flows.values()}


def uploads(site):
    return [line for line in site.posts() if "import" in line]


def form_of(site):
    return "/org/import/" if site.sandbox.dialect.name in ("7.4", "8.0") else "/orgimport/create/"


def test_a_file_is_imported(each, importer):
    assert importer.import_file(file_for(each)).status is Status.FINISHED
    assert arrived(each)
    assert len(uploads(each)) == 1


def test_an_import_that_takes_long_is_waited_for(each, importer):
    each.sandbox.web.imports.seconds = 0.1

    assert importer.import_file(file_for(each)).status is Status.FINISHED
    assert arrived(each)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no JSON", "This file is not a valid flow definition file."),
        (b'{"version": "2"}', "This file is no longer valid. Please export a new version and try again."),
    ],
)
def test_what_the_form_refuses_comes_with_its_words(each, importer, data, said):
    imported = importer.import_file(data)

    assert (imported.status, imported.message) == (Status.FAILED, said)


def test_a_form_that_comes_back_without_a_word_is_a_failure_too(each, importer):
    each.page(form_of(each), '<form><input name="csrfmiddlewaretoken"></form>', "POST")

    imported = importer.import_file(file_for(each))

    assert (imported.status, imported.message) == (Status.FAILED, "")


def test_an_import_that_fails_says_no_more_than_the_server(each, importer):
    imported = importer.import_file(b'{"version": "13"}')

    assert imported.status is Status.FAILED
    assert imported.message in ("An error happened, please try again.", "Sorry, your import file is invalid.")


@pytest.mark.parametrize("ending", ["lost", "crashed"])
def test_a_worker_that_dies_is_not_waited_for_for_ever(each, ending):
    each.sandbox.web.imports.ending = ending

    with each.session() as session:
        imported = Importer(session, Polling(0.02, 0.3)).import_file(file_for(each))

    assert imported.status is Status.UNANSWERED
    assert arrived(each) == (ending == "crashed")
    assert ("In progress..." in imported.message) != (form_of(each) == "/org/import/")


@pytest.mark.parametrize(
    ("each", "kind"), once_with_hang("status:500", "status:504", "reset", "reset-after"), indirect=["each"]
)
def test_a_file_is_sent_once_whatever_happens(each, importer, kind):
    each.fault(kind, form_of(each))

    imported = importer.import_file(file_for(each))

    assert imported.status is Status.UNANSWERED
    assert "whether the file was imported is not known" in imported.message
    assert arrived(each) == (kind == "reset-after")
    assert len(uploads(each)) == 1
    each.check_silent(imported.message)


def test_another_page_proves_nothing(each, importer):
    each.page(form_of(each), "<h1>We are checking your browser</h1>", "POST")

    assert importer.import_file(file_for(each)).status is Status.UNANSWERED


@pytest.mark.parametrize("kind", ["status:502", "reset"])
def test_a_status_page_that_fails_is_asked_again(site, kind):
    made = site("26.2")
    with made.session() as session:
        made.sandbox.web.imports.seconds = 0.2
        made.fault(kind, "/orgimport/read/*/", "GET", times=4)

        assert Importer(session, QUICK).import_file(file_for(made)).status is Status.FINISHED


def test_a_status_page_without_a_status_ends_with_the_deadline(site):
    made = site("26.2")
    with made.session() as session:
        made.page("/orgimport/read/*/", "<h1>Hello</h1>", times=999)

        imported = Importer(session, Polling(0.02, 0.2)).import_file(file_for(made))

    assert (imported.status, imported.message) == (Status.UNANSWERED, "after 0.2 s: no status")


def test_a_session_that_ends_meanwhile_is_not_waited_for(site):
    made = site("26.2")
    with made.session() as session:
        made.fault("status:302", "/orgimport/read/*/", "GET", headers={"Location": "/accounts/login/"})

        imported = Importer(session, Polling(0.02, 60)).import_file(file_for(made))

    assert imported.status is Status.UNANSWERED
    assert "led to /accounts/login/: whether the file was imported is not known" in imported.message


def test_a_session_that_is_over_imports_nothing(each, importer):
    each.sandbox.web.sessions.clear()

    with pytest.raises(NotPermitted, match="so not the file was imported"):
        importer.import_file(file_for(each))
    assert not arrived(each)


def test_what_a_proxy_refuses_was_not_imported(each, importer):
    each.fault("status:413", form_of(each))
    each.fault("status:400", form_of(each), headers=HTML, body="<h1>Bad Request</h1>")

    with pytest.raises(TooLarge):
        importer.import_file(file_for(each))
    with pytest.raises(WriteRefused, match="400: Bad Request"):
        importer.import_file(file_for(each))


def test_a_throttled_file_was_not_imported_and_is_sent_again(site):
    made = site()
    made.fault("status:429", form_of(made), headers={"Retry-After": "1"})

    with made.session() as session:
        assert Importer(session, QUICK).import_file(file_for(made)).status is Status.FINISHED
    assert len(uploads(made)) == 2
