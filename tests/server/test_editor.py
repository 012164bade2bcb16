"""Saving a flow in place: what it keeps, and what each answer proves."""

import json

import pytest

from flowops.errors import (
    Invalid,
    NotFound,
    NotPermitted,
    Overtaken,
    ServerError,
    TooLarge,
    Unanswered,
    WriteRefused,
)
from flowops.sandbox.engine import migrate
from flowops.server.editor import Editor

from .conftest import flow_of, once_with_hang

JSON = {"Content-Type": "application/json"}
PATH = "/flow/revisions/*/"


@pytest.fixture
def editor(each):
    """An editor of every dialect."""
    for flow in [*each.staging.flows.values()]:  # as an export leaves them: of the server's own specification
        migrated = migrate(flow.definition, each.sandbox.dialect.spec_version)
        each.staging.revise(migrated)
    with each.session() as session:
        yield Editor(session)


def changed(definition):
    """The definition with another text in it."""
    return json.loads(json.dumps(definition).replace('"text": "', '"text": "New: ', 1))


def saves(site):
    return [line for line in site.posts() if "/flow/" in line]


def test_what_is_saved_comes_back_with_its_uuids(each, editor):
    uuid = flow_of(each)
    before = editor.latest(uuid)
    definition = changed(before.definition)

    saved = editor.save(uuid, definition)

    after = editor.latest(uuid)
    assert saved.number == after.number == before.number + 1
    assert {**after.definition, "revision": 0} == {**definition, "revision": 0}
    assert after.definition["spec_version"] == each.sandbox.dialect.spec_version


def test_what_the_engine_finds_wrong_is_told(each, editor):
    uuid = flow_of(each)
    definition = editor.latest(uuid).definition
    missing = {"uuid": "00000000-0000-4000-8000-000000000000", "name": "Nobody"}
    action = {
        "type": "add_contact_groups",
        "uuid": "00000000-0000-4000-8000-000000000001",
        "groups": [missing],
    }
    definition["nodes"][0]["actions"].append(action)

    saved = editor.save(uuid, definition)

    assert [issue["type"] for issue in saved.issues] == ["missing_dependency"]
    assert editor.latest(uuid).issues == saved.issues


def test_a_save_of_what_somebody_changed_is_stale(each, editor):
    uuid = flow_of(each)
    read = editor.latest(uuid).definition
    editor.save(uuid, changed(read))

    with pytest.raises(
        Overtaken, match="somebody else saved it meanwhile, so not flow ANC Reschedule was saved"
    ) as raised:
        editor.save(uuid, changed(read))

    assert "is currently editing this Flow" in raised.value.reason


def test_stale_is_recognised_in_every_language(each, editor):
    uuid = flow_of(each)
    read = editor.latest(uuid).definition
    editor.save(uuid, changed(read))
    answer = {"status": "failure", "description": "Quelqu'un modifie ce flow.", "detail": None}
    for _ in range(2):
        each.fault("status:400", PATH, headers=JSON, body=json.dumps(answer))

    with pytest.raises(Overtaken):
        editor.save(uuid, read)
    with pytest.raises(WriteRefused, match="Quelqu'un") as raised:
        editor.save(uuid, editor.latest(uuid).definition)
    assert not isinstance(raised.value, Overtaken)


def test_without_a_way_to_look_a_refusal_stays_a_refusal(each, editor):
    uuid = flow_of(each)
    read = editor.latest(uuid).definition
    each.fault(
        "status:400", PATH, headers=JSON, body='{"status": "failure", "description": "x", "detail": null}'
    )
    each.fault("status:500", PATH, "GET", times=9)

    with pytest.raises(
        WriteRefused, match=r"refused \(400: failure; x\)|refused \(400: status: failure; x\)"
    ):
        editor.save(uuid, read)


def test_what_the_engine_refuses_comes_with_its_reason(each, editor):
    uuid = flow_of(each)
    before = editor.latest(uuid)
    exit_ = before.definition["nodes"][0]["exits"][0]
    exit_["destination_uuid"] = "00000000-0000-4000-8000-00000000000b"

    with pytest.raises(Invalid, match="isn't a known node") as raised:
        editor.save(uuid, before.definition)

    assert raised.value.reason.startswith("unable to read flow: ")
    assert editor.latest(uuid).number == before.number


def test_a_flow_that_is_too_large_is_not_sent_in_vain(each, editor):
    uuid = flow_of(each)
    definition = editor.latest(uuid).definition

    with pytest.raises(TooLarge, match=r"refused 2,6.* bytes as too large"):
        editor.save(uuid, {**definition, "padding": "x" * 2_621_441})


@pytest.mark.parametrize("status", [401, 403])
def test_what_this_user_may_not_is_told(each, editor, status):
    uuid = flow_of(each)
    definition = editor.latest(uuid).definition
    answer = {"status": "failure", "description": "You don't have permission to edit this flow"}
    each.fault(f"status:{status}", PATH, headers=JSON, body=json.dumps(answer))

    with pytest.raises(NotPermitted, match="You don't have permission to edit this flow") as raised:
        editor.save(uuid, definition)
    assert raised.value.status == status


def test_a_session_that_is_over_saves_nothing(each, editor):
    uuid = flow_of(each)
    definition = editor.latest(uuid).definition
    each.sandbox.web.sessions.clear()

    with pytest.raises(NotPermitted, match=r"so not flow ANC Reschedule was saved"):
        editor.save(uuid, changed(definition))


def test_without_a_csrf_token_nothing_is_saved(each, editor):
    uuid = flow_of(each)
    definition = editor.latest(uuid).definition
    each.fault(
        "status:403", PATH, headers={"Content-Type": "text/html"}, body="<h1>CSRF verification failed</h1>"
    )

    with pytest.raises(NotPermitted, match=r"403: CSRF verification failed"):
        editor.save(uuid, definition)


@pytest.mark.parametrize(
    ("each", "kind"),
    once_with_hang(
        "status:500", "status:502", "status:504", "status:408", "reset", "reset-after", "truncate"
    ),
    indirect=["each"],
)
def test_what_proves_nothing_is_sent_once(each, editor, kind):
    uuid = flow_of(each)
    before = editor.latest(uuid)
    each.fault(kind, PATH)

    with pytest.raises(Unanswered, match="whether flow ANC Reschedule was saved is not known") as raised:
        editor.save(uuid, changed(before.definition))

    done = kind in ("reset-after", "truncate")
    assert editor.latest(uuid).number == before.number + done
    assert len(saves(each)) == 1
    each.check_silent(str(raised.value))


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"status": "success"}', '{"status": "success", "revision": {}}', "<p>"]
)
def test_a_success_that_cannot_be_read_proves_nothing(each, editor, body):
    uuid = flow_of(each)
    definition = editor.latest(uuid).definition
    each.fault("status:200", PATH, headers=JSON, body=body)

    with pytest.raises(Unanswered, match="answered with something else"):
        editor.save(uuid, definition)


def test_a_throttled_save_was_not_done_and_is_sent_again(site):
    made = site("9.0")
    uuid = flow_of(made)
    with made.session() as session:
        editor = Editor(session)
        before = editor.latest(uuid)
        made.fault("status:429", PATH, headers={"Retry-After": "1"})

        assert editor.save(uuid, changed(before.definition)).number == before.number + 1
    assert len(saves(made)) == 2


def test_a_flow_that_is_not_there_is_told(each, editor):
    with pytest.raises(NotFound, match="has no /flow/revisions/00000000"):
        editor.latest("00000000-0000-4000-8000-00000000000b")
    with pytest.raises(WriteRefused) as raised:
        editor.save("00000000-0000-4000-8000-00000000000b", {"spec_version": "13.1.0"})
    assert raised.value.status == 404


def test_a_flow_of_another_workspace_is_not_there(each):
    with each.session("Production") as session, pytest.raises(NotFound):
        Editor(session).latest(flow_of(each))


def test_a_flow_is_migrated_where_that_is_asked_for(site):
    made = site("26.2")
    with made.session() as session:
        asked = [Editor(session).latest(flow_of(made), version) for version in (None, "14.4.1")]

    assert [revision.definition["spec_version"] for revision in asked] == ["13.1.0", "14.4.1"]


@pytest.mark.parametrize(
    "body", ["[]", '{"results": []}', '{"results": [1]}', '{"results": [{"id": 1}]}', "nonsense"]
)
def test_a_history_that_makes_no_sense_is_told(each, editor, body):
    each.fault("status:200", PATH, "GET", headers=JSON, body=body, times=2)

    with pytest.raises(ServerError, match="does not answer as RapidPro's flow editor does"):
        editor.latest(flow_of(each))
