"""Whatever step of a workflow fails: the run fails, nothing is deployed that should not be, and what is known is shown.

`flowops` is a script here that only notes how it was called: what is tested is the workflows.
"""

import re
import shlex
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.actions.conftest import PIN
from tests.actions.model import RunResult, Trigger
from tests.actions.runner import Runner
from tests.actions.steps import PROJECT, Machine

TRIGGERS = {"export": "schedule", "check": "pull_request", "deploy": "push", "drift": "schedule"}
CALL = """name: Call
on: [{event}]
permissions: {{}}
jobs:
  call:
    name: Call
    permissions: {{actions: write, contents: write, pull-requests: write, issues: write}}
    uses: {repository}/.github/workflows/{name}.yml@{commit}
    with: {{directory: flows-of-ours}}
    secrets: {{variables: '{{}}'{more}}}
"""
STUB = """#!/bin/bash
[[ "$1" == -C ]] && {{ [[ "$2" == flows-of-ours ]] || exit 9; shift 2; }}
echo "$GITHUB_JOB: $*" >> {log}
[[ "$GITHUB_JOB: $* " == {failing}* ]] && exit 1
case "$*" in
  *"ci environments"*--planned*)
    names="$(cd "$RUNNER_TEMP/flowops"; printf '"%s",' *.json)"
    names="${{names//.json/}}"; [[ "$names" == *'*'* ]] && names=
    echo "environments=[${{names%,}}]" >> "$GITHUB_OUTPUT";;
  *"ci environments"*) echo 'environments={environments}' >> "$GITHUB_OUTPUT";;
  *"ci change"*) printf 'number=7\\nhead=aaa\\nbase=bbb\\nsecrets={secrets}\\n' >> "$GITHUB_OUTPUT";;
  *"ci outputs"*) echo commit=abc >> "$GITHUB_OUTPUT";;
  *"ci gate"*) echo 'reason=#7, approved by bob' >> "$GITHUB_OUTPUT";;
  *plan*) echo '{{}}' > "$RUNNER_TEMP/flowops/$ENVIRONMENT.json";;
esac
exit 0
"""


@pytest.fixture
def act(hub, tmp_path):
    """Runs a reusable workflow; the result, and how flowops was called."""

    def run(name, failing="", environments='["kenya"]', secrets="true"):
        log, stub = tmp_path / "log", tmp_path / "stub"
        log.write_text("")
        stub.write_text(
            STUB.format(
                log=log, failing=shlex.quote(failing or "-"), environments=environments, secrets=secrets
            )
        )
        stub.chmod(0o755)
        repository, _, commit = PIN.partition("@")
        more = ", logins: '{}'" if name == "deploy" else ""
        text = CALL.format(event=TRIGGERS[name], repository=repository, name=name, commit=commit, more=more)
        runner = Runner(hub, Path("/nowhere"), tmp_path / "machines", {}, stub, stub=True)
        done = runner.execute(text, Trigger(TRIGGERS[name], "5" * 40, run_id="1"))
        return done, log.read_text().splitlines()

    return run


def steps():
    """Every step of every workflow that calls flowops: workflow, job, and the words of its command."""
    for name in TRIGGERS:
        workflow = YAML(typ="safe").load(PROJECT / ".github" / "workflows" / f"{name}.yml")
        for job, described in workflow["jobs"].items():
            for step in described["steps"]:
                line = re.sub(r' -C "\$DIRECTORY"', "", step.get("run", ""))
                if line.startswith("flowops"):
                    yield name, job, line.removeprefix("flowops ").split(' "$')[0].split(" --")[0]


def called(log, words):
    return [line for line in log if words in line]


@pytest.mark.parametrize(("name", "job", "words"), list(steps()))
def test_a_step_that_fails_fails_the_run_and_nothing_is_written_after_it(name, job, words, act):
    done, log = act(name, f"{job}: {words} ")

    assert done.result == "failure"
    failed = next(at for at, line in enumerate(log) if f"{line} ".startswith(f"{job}: {words} "))
    assert not [
        line for line in log[failed + 1 :] if re.search(r": (deploy|ci push|ci pull-request|ci issue) ", line)
    ]


@pytest.mark.parametrize("name", list(TRIGGERS))
def test_without_a_failure_every_step_runs(name, act):
    done, log = act(name)

    assert done.result == "success"
    for _, job, words in (it for it in steps() if it[0] == name):
        assert [line for line in log if f"{line} ".startswith(f"{job}: {words} ")], (job, words)


@pytest.mark.parametrize("words", ["ci gate", "ci mask", "deploy", "verify"])
def test_whatever_becomes_of_a_deploy_the_page_of_the_run_shows_it(words, act):
    done, log = act("deploy", f"deploy: {words} ")

    assert done.result == "failure"
    assert called(log, "deploy: ci summary")


def test_one_environment_that_fails_keeps_no_other_from_its_deploy(act):
    done, log = act("deploy", "deploy: ci gate kenya ", '["kenya", "nepal"]')

    assert done.result == "failure"
    assert called(log, "deploy: deploy nepal")
    assert not called(log, "deploy: deploy kenya")


def test_a_plan_that_fails_keeps_no_other_environment_from_its_deploy(act):
    done, log = act("deploy", "plan: plan kenya ", '["kenya", "nepal"]')

    assert done.result == "failure"
    assert called(log, "deploy: deploy nepal")
    assert not called(log, "deploy: ci gate kenya")


@pytest.mark.parametrize("wanted", [True, False])
def test_the_engine_is_built_beside_flowops_where_it_is_wanted(wanted, hub, repository, tmp_path):
    trigger = Trigger("push", "5" * 40)
    machine = Machine(
        hub, repository, tmp_path / "machine", trigger, RunResult(), Path("/bin/true"), stub=False
    )
    job = {"steps": [{"uses": "$/.github/actions/setup", "with": {"engine": wanted}}]}

    done = machine.steps("job", job, {}, "", may_push=False)

    assert done.result == "success", done.log
    assert (machine.bin / "flowops-engine").exists() == wanted


@pytest.mark.parametrize("name", ["deploy", "drift"])
def test_without_environments_nothing_is_done_and_nothing_fails(name, act):
    done, log = act(name, environments="[]")

    assert done.result == "success"
    assert [line.split(":")[0] for line in log] == ["environments"]


def test_a_pull_request_of_a_fork_is_checked_offline_and_no_job_gets_secrets(act):
    done, log = act("check", secrets="false")

    assert done.result == "success"
    assert not called(log, "plan:")
    assert not called(log, "ci mask")
    assert called(log, "lint --format github")
    assert called(log, "comment: ci comment")


def test_what_lint_finds_does_not_keep_the_rest_from_being_shown(act):
    done, log = act("check", "offline: lint ")

    assert done.result == "failure"
    assert called(log, "plan: plan kenya")
    assert called(log, "comment: ci comment")
