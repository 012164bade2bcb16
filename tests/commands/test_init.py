"""`flowops init` starts a repository and changes nothing that exists."""

import json
import re

import pytest

from flowops import __version__
from flowops.environment import ENVIRONMENT, load
from flowops.environment.target import Guards
from tests.conftest import tree

MADE = [
    ".gitattributes",
    ".github/workflows/flowops-export.yml",
    "environments/environment.schema.json",
    "environments/flow.schema.json",
    "environments/flowops.schema.json",
    "environments/production.yaml",
    "environments/staging.yaml",
]


def test_a_repository_is_made_from_nothing(flowops, tmp_path):
    new = tmp_path / "new"
    new.mkdir()

    ran = flowops("init", directory=new)

    assert ran.code == 0
    assert sorted(tree(new)) == MADE
    assert (new / "flows").is_dir()
    assert (new / ".git").is_dir()
    assert [line.split()[1] for line in ran.out.splitlines()] == [".git/", *sorted(MADE, key=ran.out.index)]


def test_a_second_time_everything_is_there(flowops, repository):
    flowops("init")
    before = tree(repository)

    ran = flowops("init")

    assert ran.out == "Everything is there already.\n"
    assert tree(repository) == before


def test_what_exists_stays_and_what_is_missing_is_made(flowops, repository):
    mine = repository / "environments" / "staging.yaml"
    mine.write_text("mine")
    (repository / "environments" / "environment.schema.json").write_text("{}")

    flowops("init")

    assert mine.read_text() == "mine"
    assert (repository / "environments" / "environment.schema.json").read_bytes() == ENVIRONMENT.bytes
    assert (repository / "environments" / "production.yaml").exists()


@pytest.mark.parametrize(
    ("spec", "shipped"), [("13.1.0", "13.1.0"), ("13.3.0", "13.5.0"), ("14.4.2", "14.4.2")]
)
def test_the_schema_of_flows_is_that_of_the_repository(flowops, repository, spec, shipped):
    flow = {"uuid": "0b3c7f5e-6a54-4f35-8f0e-000000000001", "name": "ANC", "spec_version": spec, "nodes": []}
    (repository / "flows").mkdir()
    (repository / "flows" / "anc.json").write_text(json.dumps(flow))

    flowops("init")

    schema = json.loads((repository / "environments" / "flow.schema.json").read_bytes())
    assert shipped in schema["title"]


@pytest.mark.parametrize("name", ["staging", "production"])
def test_the_environments_it_makes_are_valid(flowops, repository, name):
    flowops("init")

    environment = load(repository, name)

    assert str(environment.token) == f"${{RAPIDPRO_{name.upper()}_TOKEN}}"
    assert environment.protected == (name == "production")


def test_every_key_of_an_environment_is_shown_to_production_and_valid_when_it_counts(flowops, repository):
    flowops("init")
    file = repository / "environments" / "production.yaml"
    head, *lines = file.read_text().splitlines(keepends=True)

    file.write_text(head + "".join(re.sub("^( *)# ", r"\1", line) for line in lines[1:]))

    environment = load(repository, "production")
    assert environment.login
    assert environment.login.totp
    assert environment.guards == Guards(30, 10, 0)
    shown = set(re.findall("^(?:# )?([a-z]+):", "".join(lines), re.MULTILINE))
    assert shown == json.loads(ENVIRONMENT.bytes)["properties"].keys()


def test_the_workflow_it_makes_is_pinned_and_may_do_little(flowops, repository):
    flowops("init")

    text = (repository / MADE[1]).read_text()

    assert f'"rapidpro-flowops=={__version__}"' in text
    assert "permissions: {}" in text
    uses = [line.split("uses: ")[1] for line in text.splitlines() if "uses: " in line]
    assert all(len(use.split("@")[1].split()[0]) == 40 for use in uses)
    assert not [line for line in text.splitlines() if "run:" in line and "${{" in line]


def test_inside_another_repository_the_workflow_stands_at_its_top(flowops, repository):
    inner = repository / "config" / "flows"
    inner.mkdir(parents=True)

    flowops("init", directory=inner)

    text = (repository / ".github/workflows/flowops-export.yml").read_text()
    assert "run: flowops -C config/flows export staging --commit --push" in text
    assert not (inner / ".github").exists()
    assert (inner / "environments" / "staging.yaml").exists()


def test_without_git_it_says_so(flowops, repository, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    ran = flowops("init")

    assert ran.code == 1
    assert "git is not installed" in ran.err


def test_a_folder_that_cannot_be_written_is_named(flowops, repository):
    (repository / "flows").write_text("a file")

    ran = flowops("init")

    assert ran.code == 1
    assert "cannot write" in ran.err
    assert json.dumps(str(repository))[1:-1] in ran.err
