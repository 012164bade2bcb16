"""`flowops ci push` and `pull-request`: an export becomes one pull request, and stays one."""

import json
import subprocess

import pytest

from tests.conftest import git

BRANCH = "flowops/export-staging"
TITLE = ("--base", "main", "--title", "Export of staging")


@pytest.fixture
def origin(repository, tmp_path):
    bare = tmp_path / "origin.git"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(repository), str(bare)], check=True)
    git(repository, "remote", "add", "origin", str(bare))
    return bare


def commit(repository, text, email="flowops@users.noreply.github.com"):
    (repository / "flows").mkdir(exist_ok=True)
    (repository / "flows" / "a.json").write_text(text)
    git(repository, "add", ".")
    git(repository, "-c", f"user.email={email}", "commit", "--quiet", f"--author=x <{email}>", "-m", text)


def test_the_same_files_are_not_pushed_again(flowops, repository, origin):
    commit(repository, "one")
    first = flowops("ci", "push", BRANCH)
    there = git(origin, "rev-parse", BRANCH)
    git(repository, "commit", "--quiet", "--amend", "-m", "Another commit with the same files")
    again = flowops("ci", "push", BRANCH)

    assert (first.code, again.code) == (0, 0), first.err + again.err
    assert "holds the same already" in again.out
    assert git(origin, "rev-parse", BRANCH) == there


def test_what_changed_since_replaces_what_the_last_export_pushed(flowops, repository, origin):
    start = git(repository, "rev-parse", "HEAD")
    commit(repository, "one")
    flowops("ci", "push", BRANCH)
    git(repository, "reset", "--quiet", "--hard", start)
    commit(repository, "two")

    ran = flowops("ci", "push", BRANCH)

    assert ran.code == 0, ran.err
    assert git(origin, "show", f"{BRANCH}:flows/a.json") == "two"


def test_what_somebody_added_to_the_branch_is_never_overwritten(flowops, repository, origin):
    start = git(repository, "rev-parse", "HEAD")
    commit(repository, "one")
    commit(repository, "by hand", "alice@example.org")
    git(repository, "push", "--quiet", "origin", f"HEAD:{BRANCH}")
    git(repository, "reset", "--quiet", "--hard", start)
    commit(repository, "two")

    ran = flowops("ci", "push", BRANCH)

    assert ran.code == 1
    assert f"alice@example.org has committed to {BRANCH}" in ran.err
    assert git(origin, "show", f"{BRANCH}:flows/a.json") == "by hand"


def test_an_origin_that_does_not_take_it_is_named(flowops, repository, origin):
    commit(repository, "one")
    hook = origin / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)

    ran = flowops("ci", "push", BRANCH)

    assert ran.code == 1
    assert "contents: write" in ran.err


@pytest.fixture
def export(repository):
    def make(sha):
        (repository / "export.json").write_text(json.dumps({"format": "flowops/export@1", "commit": sha}))

    return make


def test_one_pull_request_is_opened_brought_up_to_date_and_closed(flowops, hub, step, export, repository):
    export("c" * 40)
    (repository / "diff.md").write_text("### 1 flow changed\n")
    words = ("ci", "pull-request", BRANCH, "export.json", *TITLE, "--body", "diff.md", "--check", "check.yml")
    said = [flowops(*words).out, flowops(*words).out]
    export(None)
    said += [flowops(*words).out, flowops(*words).out]

    (pull,) = hub.pulls.values()
    number = pull["number"]
    assert said == [
        f"pull request #{number} opened\n",
        f"pull request #{number} updated\n",
        f"pull request #{number} closed\n",
        "pull request not needed\n",
    ]
    assert (pull["head"]["ref"], pull["base"]["ref"], pull["state"]) == (BRANCH, "main", "closed")
    assert "1 flow changed" in pull["body"]
    wanted = {"workflow": "check.yml", "ref": "main", "inputs": {"pull-request": str(number)}}
    assert hub.dispatched == [wanted, wanted]


def test_where_workflows_may_open_none_it_says_where_to_click(flowops, hub, step, export):
    hub.may_create_pulls = False
    export("c" * 40)

    ran = flowops("ci", "pull-request", BRANCH, "export.json", *TITLE)

    assert ran.code == 1
    assert "Settings > Actions > General" in ran.err


def test_a_check_that_cannot_be_started_is_only_a_warning(flowops, hub, step, export):
    hub.faults.append(("dispatches", 404))
    export("c" * 40)

    ran = flowops("ci", "pull-request", BRANCH, "export.json", *TITLE, "--check", "gone.yml")

    assert ran.code == 0
    assert "gone.yml could not be started" in ran.err


def test_the_same_branch_of_a_fork_is_not_taken_for_ours(flowops, hub, step, export):
    hub.pull("a" * 40, branch=BRANCH, repo=2)
    export("c" * 40)

    flowops("ci", "pull-request", BRANCH, "export.json", *TITLE)

    assert len(hub.pulls) == 2
