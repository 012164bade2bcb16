import re

import pytest

from flowops.sandbox import Workspace
from flowops.sandbox.importing import ImportFailed

from .samples import empty, flow, names, only, put, text

ALL = ("7.4", "8.0", "9.0", "10.0", "26.2")
OLD, NEW = ALL[:2], ALL[2:]


@pytest.mark.parametrize("dialect", ALL)
def test_a_flow_of_the_same_name_is_overwritten_and_takes_on_the_letter_case(dialect: str) -> None:
    workspace = empty(dialect)
    put(workspace, flow("ANC", text("old")))
    before = only(workspace, "ANC")

    put(workspace, flow("anc", text("new"), expire_after_minutes=720))

    after = only(workspace, "anc")
    assert (after.uuid, after.revision, after.expires) == (before.uuid, 2, 720)
    assert (after.created_on, after.modified_on > before.modified_on) == (before.created_on, True)
    assert "new" in str(after.definition)


@pytest.mark.parametrize("dialect", OLD)
def test_before_9_0_a_flow_of_another_type_is_overwritten_in_place(dialect: str) -> None:
    workspace = empty(dialect)
    put(workspace, flow("ANC", text("old")))

    put(workspace, flow("ANC", flow_type="voice"))

    after = only(workspace, "ANC")
    assert (after.created_type, after.flow_type, names(workspace)) == ("messaging", "voice", ["ANC"])


@pytest.mark.parametrize("dialect", NEW)
def test_since_9_0_a_flow_of_another_type_stays_and_the_new_one_gets_a_number(dialect: str) -> None:
    workspace = empty(dialect)
    put(workspace, flow("ANC", text("old")))

    put(workspace, flow("anc", flow_type="voice"))
    put(workspace, flow("anc", flow_type="voice"))

    assert names(workspace) == ["ANC", "anc 2", "anc 3"]
    assert only(workspace, "ANC").revision == 1


def test_only_a_file_of_the_same_site_is_matched_by_uuid(workspace: Workspace) -> None:
    put(workspace, flow("ANC", text("old")))
    uuid = only(workspace, "ANC").uuid

    put(workspace, flow("Renamed", text("new"), uuid=uuid), same_site=True)
    assert (names(workspace), only(workspace, "Renamed").uuid) == (["Renamed"], uuid)

    put(workspace, flow("Again", text("new"), uuid=uuid))
    assert names(workspace) == ["Again", "Renamed"]
    assert only(workspace, "Again").uuid != uuid


def test_a_file_of_the_same_site_falls_back_on_names(workspace: Workspace) -> None:
    put(workspace, flow("ANC", text("old")))
    put(workspace, flow("ANC", text("new")), same_site=True)

    assert only(workspace, "ANC").revision == 2


def test_a_rename_to_a_name_that_is_taken_gets_a_number(workspace: Workspace) -> None:
    put(workspace, flow("One", text("x")), flow("Two", text("x")))

    put(workspace, flow("two", text("x"), uuid=only(workspace, "One").uuid), same_site=True)

    assert names(workspace) == ["Two", "two 2"]


def test_two_flows_of_one_cleaned_name_land_in_one(workspace: Workspace) -> None:
    put(workspace, flow('say "hi"', text("first")), flow(" Say 'hi'", text("second")))

    after = only(workspace, "Say 'hi'")
    assert (len(workspace.flows), after.revision, "second" in str(after.definition)) == (1, 2, True)


def test_an_archived_flow_comes_back(workspace: Workspace) -> None:
    put(workspace, flow("ANC", text("x")))
    workspace.archive_flow(only(workspace, "ANC").uuid)

    put(workspace, flow("ANC", text("x")))

    assert not only(workspace, "ANC").archived


@pytest.mark.parametrize(
    ("dialect", "flow_type", "written", "expected"),
    [
        ("9.0", "messaging", 30, 30),
        ("9.0", "messaging", 99999, 10080),
        ("9.0", "messaging", 43200, 43200),
        ("10.0", "messaging", 43200, 43200),
        ("10.0", "messaging", 7, 10080),
        ("9.0", "messaging", None, 10080),
        ("9.0", "voice", 15, 15),
        ("9.0", "voice", 30, 5),
        ("9.0", "messaging_background", 0, 0),
        ("26.2", "messaging", 7, 4320),
        ("26.2", "voice", 4320, 5),
    ],
)
def test_minutes_that_are_not_on_the_list_become_the_default(
    dialect: str, flow_type: str, written: int | None, expected: int
) -> None:
    workspace = empty(dialect)
    spec = workspace.dialect.spec_version
    put(workspace, flow("F", flow_type=flow_type, expire_after_minutes=written, spec_version=spec))

    assert only(workspace, "F").expires == expected
    assert only(workspace, "F").definition["expire_after_minutes"] == expected


@pytest.mark.parametrize(("dialect", "revision"), [("7.4", 2), ("9.0", 2), ("26.2", 1)])
def test_a_flow_without_nodes_gets_a_new_revision_in_older_versions_only(dialect: str, revision: int) -> None:
    workspace = empty(dialect)
    put(workspace, flow("F"))
    put(workspace, flow("F"))

    assert only(workspace, "F").revision == revision


@pytest.mark.parametrize("dialect", ALL)
def test_a_flow_with_nodes_gets_a_new_revision_and_new_uuids_at_every_import(dialect: str) -> None:
    workspace = empty(dialect)
    same = flow("F", text("x"))
    put(workspace, same)
    before = only(workspace, "F")
    put(workspace, same)

    after = only(workspace, "F")
    assert (before.revision, after.revision) == (1, 2)
    assert uuids(before.definition) & uuids(after.definition) == {after.uuid}


def uuids(definition: object) -> set[str]:
    return set(re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", str(definition)))


def test_the_keys_are_alphabetical_and_the_revision_of_the_file_means_nothing(workspace: Workspace) -> None:
    put(workspace, flow("F", text("x"), revision=42, zebra=1))

    after = only(workspace, "F")
    assert list(after.definition) == sorted(after.definition)
    assert ("revision" in after.definition, after.revision, after.definition["zebra"]) == (False, 1, 1)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ({"name": "\0"}, "nothing is left of the name"),
        ({"name": ""}, "a flow has no name"),
        ({"uuid": ""}, "field 'uuid' is required"),
        ({"spec_version": "13.3.0"}, "spec version 13.3.0 is newer"),
        ({"spec_version": "11.12"}, "not of spec 13"),
    ],
)
def test_a_flow_without_identity_fails_the_import(
    workspace: Workspace, broken: dict[str, str], reason: str
) -> None:
    with pytest.raises(ImportFailed, match=reason):
        put(workspace, flow("Fine", text("x")), {**flow("F"), **broken})

    assert not workspace.flows
