"""A session is in the workspace that was asked for, or it is none."""

from dataclasses import replace

import pytest

from flowops.environment import Login, Secret
from flowops.errors import ConfigurationError, LoginFailed, ServerError
from flowops.model.workspace import Workspace
from flowops.server.api import Api
from flowops.server.session import Session

from .conftest import QUICK


def in_workspace(session):
    return Api(session.transport).workspace().uuid


@pytest.mark.parametrize("name", ["Staging", "Production"])
def test_one_signs_in_to_the_workspace_that_is_asked_for(each, name):
    with each.session(name) as session:
        assert in_workspace(session) == each.sandbox.workspace(name).uuid
        assert session.requests == len(each.log()) == len(each.details)
    each.check_silent()


RELEASES = {"7.4": "7.4", "8.0": "7.4", "9.0": "9.0", "10.0": "10.0", "26.2": "26.0"}


def test_the_line_of_releases_is_recognised(each):
    with each.session() as session:
        assert session.web.release == RELEASES[each.sandbox.dialect.name]


def test_signing_out_ends_the_session(each):
    with each.session():
        pass

    assert not [it for it in each.sandbox.web.sessions.open.values() if it.email]


def test_a_session_that_cannot_be_ended_is_no_reason_to_fail(each):
    each.fault("status:502", "/*/logout/")

    with each.session():
        pass


def test_a_failure_after_the_login_signs_out_too(each):
    each.fault("status:500", "/org*import*", "GET", times=9)

    with pytest.raises(ServerError, match="answered 500"), each.session():
        pass
    assert not [it for it in each.sandbox.web.sessions.open.values() if it.email]
    each.check_silent()


def test_of_several_workspaces_with_one_name_the_uuid_says_which(each):
    twins = [each.sandbox.workspace(f"Twin {number}") for number in range(3)]
    for twin in twins:
        twin.name = "Staging"

    for wanted in twins:
        session = Session(each.environment, Workspace(wanted.uuid, "Staging", each.url), each.notices, QUICK)
        with session:
            assert in_workspace(session) == wanted.uuid


def test_an_account_of_one_workspace_is_in_it(each, monkeypatch):
    user = sign_in_as(each, monkeypatch, {"Staging": "editor"})

    with each.session() as session:
        assert in_workspace(session) == each.staging.uuid
    assert user.roles


def sign_in_as(site, monkeypatch, roles):
    user = site.sandbox.add_user("other@example.org", roles)
    monkeypatch.setenv("P", user.password)
    login = Login(user.email, Secret("P", "staging", "login.password"))
    site.environment = replace(site.environment, login=login)
    return user


@pytest.mark.parametrize("own", ["Elsewhere", "Staging"])
def test_an_account_without_access_is_told_what_it_has(each, monkeypatch, own):
    other = each.sandbox.workspace("Elsewhere")
    sign_in_as(each, monkeypatch, {"Elsewhere": "editor"})
    other.name = own

    with (
        pytest.raises(LoginFailed, match=r"has no workspace Staging \(.*for other@example\.org") as raised,
        each.session(),
    ):
        pass

    assert raised.value.reason == "no-access"
    assert ("it has Elsewhere" in str(raised.value)) == (own == "Elsewhere")


def test_an_account_without_any_workspace_is_told(each, monkeypatch):
    sign_in_as(each, monkeypatch, {})

    with pytest.raises(LoginFailed, match=r"\(it has none\)\. Invite the account"), each.session():
        pass


@pytest.mark.parametrize("role", ["viewer", "agent"])
def test_who_may_not_edit_is_told_so(each, monkeypatch, role):
    if role not in each.sandbox.dialect.roles:
        pytest.skip("this release has no such role")
    sign_in_as(each, monkeypatch, {"Staging": role})

    with pytest.raises(LoginFailed) as raised, each.session():
        pass

    assert raised.value.reason == {"viewer": "role", "agent": "no-access"}[role]


def test_a_session_that_is_moved_elsewhere_is_refused_where_the_server_checks(each):
    with each.session() as session:
        mine = next(it for it in each.sandbox.web.sessions.open.values() if it.email)
        mine.workspace = each.sandbox.workspace("Production").id

        status = session.browser.page(session.web.import_page[0]).status_code

        assert status == (403 if session.web.guarded else 200)


def test_without_a_login_the_way_out_is_a_file(site):
    made = site()
    made.environment = replace(made.environment, login=None)

    with pytest.raises(ConfigurationError, match="flowops render staging"):
        made.session()


def test_a_server_without_an_import_form_is_told(each):
    each.fault("status:404", "/org*import*", "GET", times=9)

    with pytest.raises(LoginFailed, match="no import form"), each.session():
        pass


def test_reading_is_asked_again(each):
    each.fault("reset", "/org/choose/", "GET", times=2)
    each.fault("status:502", "/api/v2/workspace.json", "GET", times=2)

    with each.session() as session:
        assert in_workspace(session) == each.staging.uuid


def test_language_models_are_told_by_newer_servers_only(each):
    each.sandbox.assets("Staging", {"llms": [{"name": "GPT"}]} if each.sandbox.dialect.name == "26.2" else {})

    with each.session() as session:
        llms = session.llms()

    assert (llms and [row["name"] for row in llms]) == (
        ["GPT"] if each.sandbox.dialect.name == "26.2" else None
    )


def test_a_netrc_file_does_not_sign_anybody_in(site, tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    with site().session() as session:
        assert in_workspace(session)


@pytest.mark.parametrize("body", ['{"uuid": ', "<p>Hello</p>"])
def test_what_a_session_reads_may_break_off(site, body):
    made = site()
    with made.session() as session:
        headers = {"Content-Type": "application/json"}
        made.fault("status:200", "/api/internal/llms.json", "GET", headers=headers, body=body, times=9)

        with pytest.raises(ServerError, match=r"broke off in the middle|answered with a web page"):
            session.llms()


def test_what_a_session_may_not_read_is_told(site):
    made = site()
    with made.session() as session:
        made.fault("status:403", "/api/internal/llms.json", "GET")

        with pytest.raises(ServerError, match=r"does not let the account read that \(403: You do not have"):
            session.llms()
