"""Workflows: which jobs run, with which inputs, secrets and permissions, for which combinations of a matrix."""

import itertools
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.actions.expression import condition, interpolate, text_of
from tests.actions.model import JobResult, RunResult, Trigger
from tests.actions.steps import PROJECT, Machine
from tests.github.hub import Hub

JOB_KEYS = {
    "name", "needs", "if", "runs-on", "timeout-minutes", "permissions", "outputs", "env", "steps", "strategy",
    "concurrency", "environment", "uses", "with", "secrets",
}  # fmt: skip
WORKFLOW_KEYS = {"name", "on", "permissions", "concurrency", "jobs"}
REUSABLE = re.compile(r"medic/rapidpro-flowops/\.github/workflows/(\w+\.yml)@[0-9a-f]{40}")
_LEVELS = {"none": 0, "read": 1, "write": 2}


class Runner:
    """GitHub Actions, for one repository of which `origin` is the bare clone."""

    def __init__(  # a runner is all of this
        self,
        hub: Hub,
        origin: Path,
        folder: Path,
        secrets: Mapping[str, str],
        program: Path,
        stub: bool = False,
    ):
        """`program` is what becomes `flowops` on a machine; a `stub` of it needs no checkout."""
        self.hub, self.origin, self.folder, self.secrets = hub, origin, folder, secrets
        self.program, self.stub = program, stub
        self._numbers = itertools.count()

    def run(self, name: str, trigger: Trigger) -> RunResult:
        """Run a workflow as it is in the commit."""
        words = ["git", "-C", str(self.origin), "show", f"{trigger.sha}:.github/workflows/{name}"]
        text = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        return self.execute(text, trigger)

    def execute(self, text: str, trigger: Trigger) -> RunResult:
        workflow = YAML(typ="safe").load(text)
        assert trigger.event_name in workflow["on"], f"not for {trigger.event_name}"
        done = RunResult()
        inputs = {}
        if trigger.event_name == "workflow_dispatch":
            inputs = _inputs(workflow["on"]["workflow_dispatch"], trigger.inputs)
        elif "workflow_dispatch" in workflow["on"]:  # of another event they are null, not missing
            inputs = dict.fromkeys((workflow["on"]["workflow_dispatch"] or {}).get("inputs", {}))
        secrets = dict(self.secrets) if trigger.secrets else {}
        contexts = {"github": trigger.github, "inputs": inputs, "secrets": secrets}
        self._jobs(workflow, contexts, trigger, done, {}, "")
        return done

    def _jobs(self, workflow, contexts, trigger: Trigger, done: RunResult, cap: dict[str, str], prefix: str):
        assert set(workflow) <= WORKFLOW_KEYS
        assert workflow["permissions"] == {}
        interpolate(workflow.get("concurrency"), {key: contexts[key] for key in ("github", "inputs")})
        finished: dict[str, list[JobResult]] = {}
        for key, job in workflow["jobs"].items():
            assert set(job) <= JOB_KEYS, f"unknown: {set(job) - JOB_KEYS}"
            before = [job.get("needs", [])] if isinstance(job.get("needs"), str) else job.get("needs", [])
            needs = {it: _need(finished[it]) for it in before}
            results = {it["result"] for it in needs.values()}
            status = {
                "success": results <= {"success"},
                "failure": "failure" in results,
                "cancelled": False,
            }
            mine = {**contexts, "needs": needs}
            known = {it: mine[it] for it in ("github", "inputs", "needs")}
            if condition(job.get("if", "success()"), known, status):
                ran = [
                    self._job(key, job, {**mine, "matrix": it}, trigger, done, cap, prefix)
                    for it in _matrix(job, mine)
                ]
            else:
                ran = [JobResult("skipped")]
                done.jobs[prefix + key] = ran[0]
            finished[key] = ran
        return finished

    def _job(  # noqa: PLR0917 # a job is all of this
        self, key, job, contexts, trigger: Trigger, done: RunResult, cap: dict[str, str], prefix: str
    ) -> JobResult:
        name = prefix + text_of(interpolate(job["name"], contexts))
        rights = job["permissions"]
        assert rights, "every job says what it may"
        for scope, level in rights.items() if cap else ():
            assert _LEVELS[level] <= _LEVELS[cap.get(scope, "none")], (
                f"{name}: the caller does not grant {scope}"
            )
        interpolate({it: job[it] for it in ("concurrency", "environment") if it in job}, contexts)
        if "uses" in job:
            return self._reusable(job, contexts, trigger, done, name)
        assert job["timeout-minutes"]
        token = self.hub.token(rights)
        machine = Machine(
            self.hub,
            self.origin,
            self.folder / str(next(self._numbers)),
            trigger,
            done,
            self.program,
            self.stub,
        )
        within = {**contexts, "github": {**contexts["github"], "token": token}}
        ran = machine.steps(key, job, within, token, rights.get("contents") == "write")
        after = {**within, "steps": ran.by_id}
        ran.outputs = {key: text_of(interpolate(it, after)) for key, it in job.get("outputs", {}).items()}
        for secret in machine.secrets:
            assert secret not in ran.summary, f"{name}: a secret in the summary"
        done.jobs[name] = ran
        return ran

    def _reusable(self, job, contexts, trigger: Trigger, done: RunResult, name: str) -> JobResult:
        found = REUSABLE.fullmatch(job["uses"])
        assert found, f"not pinned by commit: {job['uses']}"
        workflow = YAML(typ="safe").load(PROJECT / ".github" / "workflows" / found.group(1))
        declared = workflow["on"]["workflow_call"]
        inputs = _inputs(declared, interpolate(job.get("with", {}), contexts))
        given = interpolate(job.get("secrets", {}), contexts)
        assert set(given) <= set(declared["secrets"])
        assert {it for it, how in declared["secrets"].items() if how["required"]} <= set(given)
        inner = {"github": contexts["github"], "inputs": inputs, "secrets": given}
        ran = self._jobs(workflow, inner, trigger, done, job["permissions"], f"{name} / ")
        results = {it.result for each in ran.values() for it in each}
        return JobResult("failure" if "failure" in results else "success")


def _need(ran: list[JobResult]) -> dict[str, Any]:
    results = {it.result for it in ran}
    result = "failure" if "failure" in results else "skipped" if results == {"skipped"} else "success"
    return {"result": result, "outputs": {key: it for each in ran for key, it in each.outputs.items()}}


def _matrix(job: Mapping[str, Any], contexts: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    matrix = interpolate(job.get("strategy", {}).get("matrix", {}), contexts)
    assert all(isinstance(it, list) and it for it in matrix.values()), (
        f"an empty matrix is an error: {matrix}"
    )
    for values in itertools.product(*matrix.values()):
        yield dict(zip(matrix, values, strict=True))


def _inputs(declared: Mapping[str, Any] | None, given: Mapping[str, Any]) -> dict[str, Any]:
    known = (declared or {}).get("inputs", {})
    assert set(given) <= set(known), f"unknown inputs: {set(given) - set(known)}"
    assert {key for key, how in known.items() if how.get("required")} <= set(given)
    usual = {key: how.get("default", "") for key, how in known.items()}
    return usual | {key: text_of(it) for key, it in given.items() if it is not None}
