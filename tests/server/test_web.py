"""The table of web pages: which line of releases answers like this?"""

import pytest

from flowops.server.web import ALLAUTH, OWN, WEBS, import_pages, recognise

ORG, WORKSPACE = {"X-Temba-Org": "1"}, {"X-Temba-Workspace": "x"}


@pytest.mark.parametrize(
    ("door", "page", "version", "headers", "release"),
    [
        (OWN, "/org/import/", None, ORG, "7.4"),
        (OWN, "/org/import/", "8.1.100", ORG, "7.4"),
        (OWN, "/orgimport/create/", "8.1.211", ORG, "8.2"),
        (OWN, "/orgimport/create/", "9.0.0", ORG, "9.0"),
        (OWN, "/orgimport/create/", "9.2.5", ORG, "9.0"),
        (OWN, "/orgimport/create/", None, ORG, "8.2"),
        (OWN, "/orgimport/create/", "10.0.1", ORG, "10.0"),
        (ALLAUTH, "/orgimport/create/", "10.2.4", ORG, "10.2"),
        (ALLAUTH, "/orgimport/create/", "26.0.0", WORKSPACE, "26.0"),
        (ALLAUTH, "/orgimport/create/", "26.3.54", WORKSPACE, "26.0"),
        (ALLAUTH, "/orgimport/create/", None, WORKSPACE, "26.0"),
        (ALLAUTH, "/orgimport/create/", None, ORG, "10.2"),
        (ALLAUTH, "/orgimport/create/", None, {}, "10.2"),
        (ALLAUTH, "/orgimport/create/", "a mystery", WORKSPACE, "26.0"),
    ],
)
def test_version_door_and_form_tell_the_line(door, page, version, headers, release):
    sent = {**headers, "X-Temba-Version": version} if version else headers

    found = recognise(door, page, sent)

    assert found
    assert found.release == release


def test_what_is_in_no_row_is_no_line():
    assert recognise(ALLAUTH, "/org/import/", {}) is None
    assert recognise(ALLAUTH, "/orgimport/create/", {"X-Temba-Version": "3.0"}) is None


def test_newer_forms_are_looked_for_first():
    assert import_pages(OWN) == ("/orgimport/create/", "/org/import/")
    assert import_pages(ALLAUTH) == ("/orgimport/create/",)


def test_rows_are_in_order():
    assert sorted(WEBS, key=lambda web: web.since) == list(WEBS)
