"""`flowops init --github` writes small workflows that call ours, and follows what changes in environments/."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from flowops import __version__
from tests.conftest import git

COMMIT = "0123456789" * 4
PIN = ("--pin", f"medic/rapidpro-flowops@{COMMIT}")
NAMES = ["check", "deploy", "drift", "export"]
LOGIN = "login:\n  email: a@example.org\n  password: ${KENYA_PASSWORD}\n  totp: ${KENYA_TOTP}\n"
KENYA = (
    f"host: https://kenya.invalid\ntoken: ${{KENYA_TOKEN}}\n{LOGIN}globals:\n  a: ${{CHT_AUTH}}\n  b: plain\n"
)


def text(root, name):
    return (root / ".github" / "workflows" / f"flowops-{name}.yml").read_text()


def call(root, name):
    (job,) = YAML(typ="safe").load(text(root, name))["jobs"].values()
    return job


def names_in(bundle):
    """The secrets that a bundle names, once GitHub has put values in: JSON on one line."""
    filled = re.sub(r"\$\{\{ toJSON\(secrets\.(\w+)\) \}\}", r'"value of \1"', bundle)
    assert "\n" not in filled.rstrip("\n")
    values = json.loads(filled)
    assert values == {name: f"value of {name}" for name in values}
    return sorted(values)


@pytest.fixture
def made(flowops, repository):
    """A repository with the environments that init makes, one more, and the workflows."""
    flowops("init")
    (repository / "environments" / "kenya.yaml").write_text(KENYA)
    ran = flowops("init", "--github", *PIN)
    assert ran.code == 0, ran.err
    return repository


def test_four_workflows_are_made_that_call_exactly_this_flowops(made):
    found = sorted(path.name for path in (made / ".github" / "workflows").iterdir())

    assert found == [f"flowops-{name}.yml" for name in NAMES]
    for name in NAMES:
        wanted = f"uses: medic/rapidpro-flowops/.github/workflows/{name}.yml@{COMMIT} # v{__version__}"
        assert wanted in text(made, name)
        assert "@@" not in text(made, name)


def test_each_workflow_is_given_the_secrets_it_needs_and_no_others(made):
    reading = ["CHT_AUTH", "KENYA_TOKEN", "RAPIDPRO_PRODUCTION_TOKEN"]

    assert names_in(call(made, "export")["secrets"]["variables"]) == ["RAPIDPRO_STAGING_TOKEN"]
    for name in ("check", "deploy", "drift"):
        assert names_in(call(made, name)["secrets"]["variables"]) == reading
    assert names_in(call(made, "deploy")["secrets"]["logins"]) == ["KENYA_PASSWORD", "KENYA_TOTP"]
    assert not any("logins" in call(made, name)["secrets"] for name in ("check", "drift", "export"))


def test_a_second_time_nothing_changes(made, flowops):
    before = {name: text(made, name) for name in NAMES}

    ran = flowops("init", "--github", *PIN)

    assert "Everything is there already" in ran.out
    assert {name: text(made, name) for name in NAMES} == before


def test_a_change_of_environments_or_of_flowops_changes_those_parts_and_nothing_else(made, flowops):
    file = made / ".github" / "workflows" / "flowops-drift.yml"
    file.write_text(
        file.read_text().replace('"47 4 * * *"', '"5 5 * * 1"').replace("name: Drift", "name: Ours")
    )
    (made / "environments" / "kenya.yaml").write_text(KENYA.replace("KENYA_TOKEN", "OTHER_TOKEN"))
    newer = "f" * 40

    ran = flowops("init", "--github", "--pin", f"medic/rapidpro-flowops@{newer}")

    assert ran.code == 0
    assert ".github/workflows/flowops-drift.yml" in ran.out
    assert "5 5 * * 1" in file.read_text()
    assert "name: Ours" in file.read_text()
    assert "OTHER_TOKEN" in names_in(call(made, "drift")["secrets"]["variables"])
    assert "KENYA_TOKEN" not in file.read_text()
    assert f"@{newer} # v" in file.read_text()


def test_the_nightly_export_of_a_plain_init_makes_way_unless_somebody_changed_it(flowops, repository):
    flowops("init")
    nightly = repository / ".github" / "workflows" / "flowops-export.yml"
    assert "export staging --commit" in nightly.read_text()
    assert flowops("init", "--github", "--pin", f"us/flowops@{'a' * 40}").code == 0
    assert "us/flowops/.github/workflows/export.yml" in nightly.read_text()
    nightly.write_text("name: ours\n")
    ran = flowops("init", "--github", "--pin", f"us/flowops@{'a' * 40}")
    assert nightly.read_text() == "name: ours\n"
    assert "flowops-export.yml has no part that follows environments/" in ran.err


def test_a_workflow_whose_part_is_gone_is_left_to_whoever_removed_it(made, flowops):
    file = made / ".github" / "workflows" / "flowops-drift.yml"
    file.write_text("name: mine\n")

    ran = flowops("init", "--github", *PIN)

    assert file.read_text() == "name: mine\n"
    assert "look after its secrets yourself" in ran.err


def test_inside_another_repository_the_workflows_stand_at_its_top(flowops, repository):
    inner = repository / "config" / "flows of ours"
    inner.mkdir(parents=True)

    assert flowops("init", "--github", *PIN, directory=inner).code == 0

    assert call(repository, "export")["with"]["directory"] == "config/flows of ours"
    on = YAML(typ="safe").load(text(repository, "deploy"))["on"]
    assert on["push"]["paths"] == [
        "config/flows of ours/flows/**",
        "config/flows of ours/environments/*.yaml",
    ]


def test_deploys_start_on_the_main_branch_of_origin(flowops, repository):
    git(repository, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")

    flowops("init", "--github", *PIN)

    assert YAML(typ="safe").load(text(repository, "deploy"))["on"]["push"]["branches"] == ["trunk"]


def test_another_environment_can_be_the_one_that_flows_are_built_in(made, flowops, repository):
    for name in NAMES:
        (repository / ".github" / "workflows" / f"flowops-{name}.yml").unlink()

    assert flowops("init", "--github", "--export", "kenya", *PIN).code == 0

    assert call(repository, "export")["with"]["environment"] == "kenya"
    assert call(repository, "drift")["with"]["environments"] == "* !kenya"
    assert names_in(call(repository, "export")["secrets"]["variables"]) == ["CHT_AUTH", "KENYA_TOKEN"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--export", "nepal"), "there is no environment 'nepal'"),
        (("--pin", "medic/flowops@main"), "all 40 digits"),
        (("--pin", ""), "all 40 digits"),
    ],
)
def test_what_it_cannot_go_by_is_an_error(words, says, flowops, repository):
    ran = flowops("init", "--github", *(PIN if "--pin" not in words else ()), *words)

    assert ran.code == 64
    assert says in ran.err
    assert not (repository / ".github").exists()


class Recorded:
    def __init__(self, document):
        self.document = document

    def read_text(self, _name):
        return json.dumps(self.document)


@pytest.mark.parametrize("address", ["https://github.com/medic/ours", "https://github.com/medic/ours.git"])
def test_without_a_pin_it_is_the_commit_that_pip_installed(address, flowops, repository, monkeypatch):
    recorded = Recorded({"url": address, "vcs_info": {"commit_id": COMMIT}})
    monkeypatch.setattr("importlib.metadata.distribution", lambda _name: recorded)

    assert flowops("init", "--github").code == 0
    assert f"uses: medic/ours/.github/workflows/export.yml@{COMMIT}" in text(repository, "export")


def test_without_a_pin_a_checkout_of_flowops_says_which_commit_it_is(flowops, repository, monkeypatch):
    git(repository, "remote", "add", "origin", "git@github.com:medic/ours.git")
    monkeypatch.setattr(
        "importlib.metadata.distribution", lambda _name: Recorded({"url": repository.as_uri()})
    )

    assert flowops("init", "--github").code == 0
    head = git(repository, "rev-parse", "HEAD")
    assert f"uses: medic/ours/.github/workflows/export.yml@{head}" in text(repository, "export")


@pytest.mark.parametrize("document", [{}, {"url": "file:///nowhere"}, {"url": "https://example.org/x"}])
def test_a_flowops_that_does_not_know_its_commit_asks_for_it(document, flowops, repository, monkeypatch):
    monkeypatch.setattr("importlib.metadata.distribution", lambda _name: Recorded(document))

    ran = flowops("init", "--github")

    assert ran.code == 64
    assert "--pin OWNER/NAME@COMMIT" in ran.err


def tool(name):
    return shutil.which(name, path=str(Path(sys.executable).parent))


def lint(words, root):
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing_in_what_it_writes(made):
    zizmor = tool("zizmor")
    assert zizmor

    lint([zizmor, "--offline", "--no-config", "--no-progress", "--persona=pedantic", ".github"], made)


@pytest.mark.skipif(not tool("actionlint"), reason="actionlint is left out: Go was not installed at `make`")
def test_actionlint_finds_nothing_in_what_it_writes(made):
    lint([tool("actionlint")], made)
