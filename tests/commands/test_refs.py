"""flowops refs, in repositories, files, revisions and workspaces."""

import json
import os
import shutil

import pytest

from tests.conftest import PROGRAMME, git


@pytest.fixture
def flows(repository, flowops):
    """The repository with the antenatal care programme in it, committed."""
    assert flowops("export", "--from-file", str(PROGRAMME)).code == 0
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "Export")
    return repository


@pytest.mark.parametrize(
    "pattern", ["@globals.cht_url", "globals.cht_url", "global:cht_url", "CHT_URL", "cht_u*"]
)
def test_a_global_is_found_however_it_is_written(flows, flowops, pattern):
    ran = flowops("refs", pattern, "--format", "json")

    found = ran.json["references"]
    assert ran.code == 0
    assert found
    assert {(it["kind"], it["name"]) for it in found} == {("global", "cht_url")}
    assert all(json.loads((flows / it["file"]).read_bytes())["name"] == it["flow"] for it in found)
    assert ran.json["format"] == "flowops/refs@1"


def test_the_path_leads_to_the_text(flows, flowops):
    for found in flowops("refs", "*", "--format", "json").json["references"]:
        value = json.loads((flows / found["file"]).read_bytes())
        if isinstance(value, dict):
            for step in filter(None, found["path"].split("/")):
                value = value[int(step)] if isinstance(value, list) else value[step]
            assert value


def test_without_a_pattern_everything_is_shown(flows, flowops):
    everything = flowops("refs")

    kinds = {line.split()[0] for line in everything.out.splitlines() if not line.startswith(" ")}
    assert {"global", "field", "flow", "group", "result"} <= kinds
    assert everything.out.splitlines()[-1].split()[1] == "references"


def test_it_needs_no_environment(flows, flowops, tmp_path):
    shutil.copytree(flows / "flows", tmp_path / "bare" / "flows")
    here = flowops("refs", "cht_url").out

    assert flowops("refs", "cht_url", directory=tmp_path / "bare").out == here
    assert flowops("refs", "cht_url", str(tmp_path / "bare")).out == here
    assert flowops("refs", "cht_url", str(tmp_path / "bare" / "flows")).out == here


def test_a_file_that_rapidpro_exported_is_looked_through_too(flowops, tmp_path):
    shutil.copy(PROGRAMME, tmp_path / "download.json")

    found = flowops("refs", "cht_url", "download.json", "--format", "json", directory=tmp_path)
    alone = flowops("refs", "download.json", directory=tmp_path)

    assert {it["file"] for it in found.json["references"]} == {"download.json"}
    assert "global cht_url" in alone.out.splitlines()


def test_a_path_is_shown_as_it_was_given(flows, flowops, tmp_path):
    found = flowops("refs", "cht_url", "repository", "--format", "json", directory=tmp_path).json[
        "references"
    ]
    below = flowops("refs", "cht_url", "repository/flows", "--format", "json", directory=tmp_path).json

    assert all((tmp_path / it["file"]).is_file() for it in found)
    assert below["references"] == found


def test_a_revision_is_looked_through_as_of_then(flows, flowops):
    shutil.rmtree(flows / "flows")

    assert "global cht_url" in flowops("refs", "cht_url", "--from", "HEAD").out
    assert "without flows" in flowops("refs", "cht_url", "--from", "HEAD~1").err


def test_a_workspace_is_read_live(staging, flowops):
    staging()

    found = flowops("refs", "cht_url", "--from", "staging", "--format", "json").json["references"]

    assert found
    assert {it["file"] for it in found} == {None}


def test_a_side_may_be_a_path(flows, flowops):
    assert flowops("refs", "cht_url", "--from", "flows").out == flowops("refs", "cht_url").out


def test_nothing_found_is_no_failure_and_asks_what_was_meant(flows, flowops):
    ran = flowops("refs", "cht_ulr")

    assert (ran.code, ran.out) == (0, "no references\n")
    assert "Did you mean cht_url?" in ran.err
    assert flowops("refs", "xyzzy").err == ""


def test_unused_is_what_could_go(flows, flowops):
    fields = json.loads((flows / "flows" / "fields.json").read_bytes())
    fields.append({"key": "left_over", "name": "Left over", "type": "text"})
    (flows / "flows" / "fields.json").write_text(json.dumps(fields))

    text = flowops("refs", "--unused").out
    found = flowops("refs", "field:*", "--unused", "--format", "json").json["references"]

    assert "field   left_over" in text.splitlines()
    assert [(it["name"], it["definition"], it["file"]) for it in found] == [
        ("left_over", True, "flows/fields.json")
    ]


def test_a_file_that_cannot_be_read_is_left_out_aloud(flows, flowops):
    (flows / "flows" / "broken.json").write_text("{")

    ran = flowops("refs", "cht_url")

    assert ran.code == 0
    assert "global cht_url" in ran.out
    assert "broken.json" in ran.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["refs", "x", "environments"], 64, "environments is no repository of flows"),
        (["refs", "x", "nowhere.json"], 1, "cannot read nowhere.json"),
        (["refs", "x", "README.md"], 1, "README.md"),
        (["refs", "x", "flows", "--from", "HEAD"], 64, "either a PATH or --from SIDE"),
        (["refs", "x", "--from", "nonsense"], 64, "no environment and no git revision"),
    ],
)
def test_what_cannot_be_looked_through_is_said(flows, flowops, words, code, said):
    ran = flowops(*words)

    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_outside_of_a_repository_it_says_what_to_do(flowops, tmp_path):
    ran = flowops("refs", directory=tmp_path)

    assert ran.code == 64
    assert "flowops init" in ran.err


def test_what_never_ends_is_not_waited_for(flowops, repository):
    os.mkfifo(repository / "pipe.json")
    ran = flowops("refs", "cht_url", "pipe.json")
    assert ran.code == 1
    assert "pipe.json is no plain file" in ran.err
