"""Export <-> files: what is written reads back, and writing what was read gives the same bytes."""

import json
from pathlib import PurePosixPath

import pytest
from hypothesis import given

from flowops import canon, wire
from flowops.model.export import Export
from flowops.repository import layout
from tests.strategies import exports


@given(exports().map(canon.normalize))
def test_what_is_written_reads_back_as_it_was(export):
    assert layout.read(layout.files(export)).export == export


@given(exports().map(canon.normalize))
def test_writing_what_was_read_gives_the_same_bytes(export):
    files = layout.files(export)
    contents = layout.read(files)

    assert layout.files(contents.export) == files
    assert (contents.problems, contents.not_canonical) == ((), ())


@given(exports().map(canon.normalize))
def test_every_file_lies_in_flows_and_has_a_name_that_any_system_takes(export):
    paths = list(layout.files(export))

    assert len({path.lower() for path in paths}) == len(paths)
    for path in paths:
        assert layout.managed(path)
        assert PurePosixPath(path).parts[0] == "flows"
        assert ".." not in PurePosixPath(path).parts
        assert path.isascii()


def test_the_sample_programme_has_a_file_for_each_flow_and_campaign(programme):
    export = canon.normalize(wire.decode(programme, "x"))

    assert sorted(layout.files(export)) == [
        "flows/anc-after-visit-survey.json",
        "flows/anc-danger-signs.json",
        "flows/anc-facility-sync.json",
        "flows/anc-registration.json",
        "flows/anc-reminder.json",
        "flows/anc-reschedule.json",
        "flows/anc-voice-reminder.json",
        "flows/campaigns/anc-reminders.json",
        "flows/campaigns/facility-sync.json",
        "flows/fields.json",
        "flows/globals.json",
        "flows/groups.json",
        "flows/triggers.json",
        "flows/workspace.json",
    ]


def test_kinds_that_could_not_be_read_have_no_file():
    files = layout.files(Export(unread=frozenset({"trigger"})))

    assert "flows/triggers.json" not in files
    assert "flows/groups.json" in files


def test_a_file_in_another_form_is_read_and_named(programme):
    files = layout.files(canon.normalize(wire.decode(programme, "x")))
    path = "flows/anc-reminder.json"
    loose = files | {path: json.dumps(json.loads(files[path])).encode()}

    contents = layout.read(loose)

    assert contents.not_canonical == (path,)
    assert layout.files(contents.export) == files


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("flows/bad.json", b"{", "flows/bad.json:1: the JSON ends in the middle"),
        ("flows/bad.json", b"[]", "flows/bad.json holds no JSON object"),
        ("flows/bad.json", b"{}", "flows/bad.json: flow 'without a name' has the format 'unknown'"),
        ("flows/campaigns/bad.json", b'{"name": "C"}', "flows/campaigns/bad.json: campaign 'C' has no uuid"),
        ("flows/triggers.json", b"{}", "flows/triggers.json holds no list"),
        ("flows/groups.json", b"[1]", "flows/groups.json holds no JSON object"),
        ("flows/workspace.json", b"[]", "flows/workspace.json holds no JSON object"),
        ("flows/workspace.json", b'{"format": "flowops/workspace@9"}', "flows/workspace.json: format is"),
    ],
)
def test_a_broken_file_is_named_and_the_others_are_read(programme, path, data, said):
    files = layout.files(canon.normalize(wire.decode(programme, "x")))

    contents = layout.read(files | {path: data})

    assert len(contents.problems) == 1
    assert contents.problems[0].startswith(said)
    assert len(contents.export.documents) > 5


def test_two_files_of_one_flow_are_a_problem(programme):
    files = layout.files(canon.normalize(wire.decode(programme, "x")))

    contents = layout.read(files | {"flows/copy.json": files["flows/anc-reminder.json"]})

    assert "two flows of one UUID" in contents.problems[0]


def test_keys_of_the_envelope_that_nobody_knows_survive():
    export = Export(residue={"new_in_27": [1]})

    files = layout.files(export)

    assert json.loads(files["flows/workspace.json"])["envelope"] == {"new_in_27": [1]}
    assert layout.read(files).export.residue == {"new_in_27": [1]}
