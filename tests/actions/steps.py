"""The steps of one job: shell commands for real, and the actions that the workflows use."""

import fnmatch
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.actions.expression import condition, interpolate, text_of
from tests.actions.model import JobResult, RunResult, Trigger
from tests.github.hub import Hub
from tests.github.workflow_run import outputs_of

PROJECT = Path(__file__).parent.parent.parent
PINNED = re.compile(r"(actions/[a-z-]+)@[0-9a-f]{40}")
STEP_KEYS = {"id", "if", "uses", "with", "run", "env", "shell", "name"}
_BUNDLES = ("FLOWOPS_VARIABLES", "FLOWOPS_LOGINS")


class Machine:
    """A fresh machine for one job."""

    def __init__(  # noqa: PLR0917 # a machine is all of this
        self,
        hub: Hub,
        origin: Path,
        folder: Path,
        trigger: Trigger,
        run: RunResult,
        program: Path,
        stub: bool,
    ):
        self.hub, self.origin, self.trigger, self.run = hub, origin, trigger, run
        self.program, self.stub = program, stub
        self.workspace, self.temp, self.home, self.bin = (
            folder / it for it in ("workspace", "temp", "home", "bin")
        )
        for place in (self.workspace, self.temp, self.home, self.bin):
            place.mkdir(parents=True)
        self.masks: set[str] = set()
        self.secrets: set[str] = set()  # single values, each of which has to be masked before it is used
        self._pip()
        (self.temp / "event.json").write_text(json.dumps(trigger.event))

    def steps(
        self, key: str, job: Mapping[str, Any], contexts: dict[str, Any], token: str, may_push: bool
    ) -> JobResult:
        done, self.job = JobResult(), key
        contexts = {**contexts, "steps": {}, "runner": {"temp": str(self.temp)}}
        env = {key: text_of(it) for key, it in interpolate(job.get("env", {}), contexts).items()}
        for step in job["steps"]:
            self._step(step, contexts, env, done, token, may_push)
        return done

    def _step(self, step, contexts, env, done: JobResult, token: str, may_push: bool) -> None:
        assert set(step) <= STEP_KEYS, f"unknown: {set(step) - STEP_KEYS}"
        failed = done.result == "failure"
        status = {"success": not failed, "failure": failed, "cancelled": False}
        what = str(step.get("run") or step.get("uses"))
        outcome, outputs = "skipped", {}
        if condition(step.get("if", "success()"), contexts, status):
            own = {key: text_of(it) for key, it in interpolate(step.get("env", {}), contexts).items()}
            if "run" in step:
                outcome, outputs = self._shell(step["run"], {**env, **own}, done, token, may_push)
            else:
                outcome = self._action(
                    step["uses"], interpolate(step.get("with", {}), contexts), contexts, done
                )
        done.steps.append((what, outcome))
        if outcome == "failure":
            done.result = "failure"
        if "id" in step:
            contexts["steps"][step["id"]] = done.by_id[step["id"]] = {"outputs": outputs, "outcome": outcome}

    def _shell(self, line: str, env: dict[str, str], done: JobResult, token: str, may_push: bool):
        assert "${{" not in line
        assert "\n" not in line.strip(), "a step is one line"
        self._check_masks(line, env)
        files = {name: self.temp / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        before = self._refs()
        ran = subprocess.run(
            ["bash", "-e", "-c", line],
            cwd=self.workspace,
            env={**self._environment(), **{key: str(it) for key, it in files.items()}, **env},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        if self._refs() != before:
            assert may_push, f"pushes without `contents: write`: {line}"
            assert env.get("GITHUB_TOKEN") == token, f"pushes without a token: {line}"
        self._obey(ran.stdout + "\n" + ran.stderr, line, done)
        done.summary += files["GITHUB_STEP_SUMMARY"].read_text()
        return "success" if ran.returncode == 0 else "failure", outputs_of(files["GITHUB_OUTPUT"].read_text())

    def _check_masks(self, line: str, env: Mapping[str, str]) -> None:
        """Secrets come in one piece, and every single one is masked before the first use."""
        values = {it for name in _BUNDLES for it in json.loads(env.get(name) or "{}").values() if it}
        self.secrets |= values
        if line != "flowops ci mask":
            assert values <= self.masks, f"not masked before: {line}"
            assert not values or line.startswith('flowops -C "$DIRECTORY"'), f"needs no secret: {line}"

    def _obey(self, text: str, line: str, done: JobResult) -> None:
        for row in text.splitlines():
            if row.startswith("::add-mask::"):
                self.masks.add(row.removeprefix("::add-mask::").replace("%25", "%"))
                continue
            for secret in self.secrets:
                assert secret not in row, f"a secret in the log of {line}"
        done.log += f"$ {line}\n{text}"

    def _environment(self) -> dict[str, str]:
        trigger = self.trigger
        return {
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "HOME": str(self.home),
            "CI": "true",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(PROJECT / ".github" / "actions" / "setup"),
            "GITHUB_ACTOR": trigger.actor,
            "GITHUB_API_URL": self.hub.url,
            "GITHUB_JOB": self.job,
            "GITHUB_EVENT_NAME": trigger.event_name,
            "GITHUB_EVENT_PATH": str(self.temp / "event.json"),
            "GITHUB_REF_NAME": trigger.ref.removeprefix("refs/heads/").removeprefix("refs/pull/"),
            "GITHUB_REF_TYPE": "branch",
            "GITHUB_REPOSITORY": self.hub.repository,
            "GITHUB_RUN_ID": trigger.run_id,
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_SHA": trigger.sha,
            "RUNNER_TEMP": str(self.temp),
        }

    def _refs(self) -> str:
        if self.stub:
            return ""
        words = ["git", "-C", str(self.origin), "for-each-ref", "refs/heads"]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout

    def _action(self, uses: str, given: dict[str, Any], contexts: dict[str, Any], done: JobResult) -> str:
        if uses == "$/.github/actions/setup":
            if self.stub:
                (self.bin / "flowops").write_bytes(self.program.read_bytes())
                (self.temp / "flowops").mkdir()
                return "success"
            return self._composite(PROJECT / ".github" / "actions" / "setup" / "action.yml", given, done)
        found = PINNED.fullmatch(uses)
        assert found, f"not pinned by commit: {uses}"
        return _ACTIONS[found.group(1)](self, given)

    def _composite(self, file: Path, given: Mapping[str, Any], done: JobResult) -> str:
        """An action made of steps; it sees its own inputs alone, as texts."""
        action, inner = YAML(typ="safe").load(file), JobResult()
        assert set(given) <= set(action["inputs"])
        usual = {key: how["default"] for key, how in action["inputs"].items()}
        inputs = usual | {key: text_of(it) for key, it in given.items()}
        for step in action["runs"]["steps"]:
            assert "run" not in step or step["shell"] == "bash"
            self._step(step, {"inputs": inputs, "steps": {}}, {}, inner, "", may_push=False)
        done.log += inner.log
        return inner.result

    def _pip(self) -> None:
        """Installs flowops, as pip would from that folder: before that there is none on this machine."""
        real = f'exec {self.program} "$@"'
        flowops = self.bin / "flowops"
        script = f"""#!/bin/bash -e
last="${{@: -1}}"
if [[ "$last" == */requirements.txt ]]; then
    [[ "$*" == *--require-hashes* ]]
    grep -q sha256: "$last"
    touch {self.bin}/dependencies
else
    test -e {self.bin}/dependencies
    grep -q 'name = "rapidpro-flowops"' "$last/pyproject.toml"
    printf '#!/bin/bash\\n%s\\n' '{real}' > {flowops}
fi
"""
        go = '#!/bin/bash -e\n[[ "$1 $2" == "build -C" ]]; cd "$3"; test -e go.sum; echo engine > "${@: -2:1}"\n'
        none = "#!/bin/bash\necho not installed yet\nexit 127\n"
        for name, text in (("pip", script), ("flowops", none), ("go", go)):
            (self.bin / name).write_text(text)
            (self.bin / name).chmod(0o755)

    def git(self, *words: str) -> None:
        env = {**self._environment(), "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(["git", "-C", str(self.workspace), *words], check=True, capture_output=True, env=env)


def _checkout(machine: Machine, given: dict[str, Any]) -> str:
    assert given["persist-credentials"] is False
    trigger = machine.trigger
    machine.git("init", "--quiet", "--initial-branch=main")
    if machine.stub:
        return "success"
    machine.git("remote", "add", "origin", f"file://{machine.origin}")
    wanted = given.get("ref") or trigger.sha
    if given.get("fetch-depth") == 0:
        machine.git("fetch", "--quiet", "origin", "+refs/heads/*:refs/remotes/origin/*")
        machine.git("fetch", "--quiet", "origin", wanted)
    else:
        machine.git("fetch", "--quiet", "--depth=1", "origin", wanted)
    branch = trigger.ref.removeprefix("refs/heads/")
    machine.git("checkout", "--quiet", *(["--detach"] if given.get("ref") else ["-B", branch]), "FETCH_HEAD")
    return "success"


def _upload(machine: Machine, given: dict[str, Any]) -> str:
    assert given["overwrite"] is True
    place = Path(given["path"])
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    found = {it.name: it.read_bytes() for it in files if it.is_file()}
    for name, data in found.items():
        for secret in machine.secrets:
            assert secret.encode() not in data, f"a secret in {name}"
    if found:
        machine.run.artifacts[given["name"]] = found
    return "success"  # without files it only warns


def _download(machine: Machine, given: dict[str, Any]) -> str:
    assert given["merge-multiple"] is True
    place = Path(given["path"])
    for name, files in machine.run.artifacts.items():
        if fnmatch.fnmatchcase(name, given["pattern"]):
            for file, data in files.items():
                (place / file).write_bytes(data)
    return "success"


def _setup_python(_machine: Machine, given: dict[str, Any]) -> str:
    assert given["python-version"]
    return "success" if shutil.which("python3") else "failure"


_ACTIONS: dict[str, Callable[[Machine, dict[str, Any]], str]] = {
    "actions/checkout": _checkout,
    "actions/setup-python": _setup_python,
    "actions/upload-artifact": _upload,
    "actions/download-artifact": _download,
}
