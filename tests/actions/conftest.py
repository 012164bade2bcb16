"""A repository of flows on the fake GitHub, with the workflows that `flowops init --github` wrote, and two workspaces."""

import copy
import subprocess
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from flowops import wire
from flowops.cli import run
from flowops.model.export import Export
from flowops.model.json import Json
from flowops.model.kind import CAMPAIGN, FLOW, GLOBAL, TRIGGER
from flowops.repository import programme as example
from flowops.sandbox import Sandbox
from tests.actions.model import RunResult, Trigger
from tests.actions.quick import quick
from tests.actions.runner import Runner
from tests.conftest import git
from tests.github.fixtures import hub

__all__ = ["hub"]

PIN = f"medic/rapidpro-flowops@{'0123456789' * 4}"
LOGIN = """login:
  email: {email}
  password: ${{RAPIDPRO_PRODUCTION_PASSWORD}}
protected: true
globals:
  cht_auth: ${{CHT_PRODUCTION_AUTH}}
{values}"""
FLOWS = ("ANC Visit Reminder", "Health Worker Hand-over", "CHT Report", "Team Alert", "Choose Language")


class Project:
    """The repository: `origin` on GitHub, `root` a colleague's clone; and what workflows and people do."""

    def __init__(self, hub, sandbox, url, tmp_path: Path, program: Path):
        self.hub, self.sandbox, self.url, self.tmp_path = hub, sandbox, url, tmp_path
        self.root, self.origin = tmp_path / "clone", tmp_path / "origin.git"
        self.staging, self.production = (sandbox.workspace(it) for it in ("Staging", "Production"))
        login = sandbox.describe(url)["login"]
        self.email, password = login["email"], login["password"]
        self.secrets = {
            "RAPIDPRO_STAGING_TOKEN": self.staging.token,
            "RAPIDPRO_PRODUCTION_TOKEN": self.production.token,
            "RAPIDPRO_PRODUCTION_PASSWORD": password,
            "CHT_PRODUCTION_AUTH": "canary%of\\a secret",
        }
        self.runner = Runner(hub, self.origin, tmp_path / "machines", self.secrets, program)
        hub.tip = self.tip

    def start(self) -> None:
        self.root.mkdir()
        git(self.root, "init", "--quiet", "--initial-branch=main")
        folder = self.root / "environments"
        folder.mkdir()
        host = f"host: {self.url}\n"
        keys = [it.identity for it in example.read().of(GLOBAL) if it.identity != "cht_auth"]
        values = "".join(f"  {key}: https://{key.replace('_', '-')}.invalid\n" for key in keys)
        for name, workspace, more in (("staging", self.staging, ""), ("production", self.production, LOGIN)):
            text = f"{host}workspace: {workspace.uuid}\ntoken: ${{RAPIDPRO_{name.upper()}_TOKEN}}\n"
            (folder / f"{name}.yaml").write_text(text + more.format(email=self.email, values=values))
        with redirect_stdout(StringIO()):
            assert run(["-C", str(self.root), "-q", "init", "--github", "--pin", PIN]) == 0
        git(self.root, "add", ".")
        git(self.root, "commit", "--quiet", "-m", "Start")
        subprocess.run(["git", "clone", "--quiet", "--bare", str(self.root), str(self.origin)], check=True)
        git(self.origin, "config", "uploadpack.allowAnySHA1InWant", "true")
        git(self.root, "remote", "add", "origin", str(self.origin))

    def tip(self, branch: str) -> str | None:
        words = ["git", "-C", str(self.origin), "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}"]
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip() or None

    @property
    def main(self) -> str:
        return git(self.origin, "rev-parse", "main")

    def workflow(self, name: str, event: str, **more) -> RunResult:
        """What a workflow comes to for the main branch."""
        return self.runner.run(f"flowops-{name}.yml", Trigger(event, more.pop("sha", self.main), **more))

    def propose(self, edit, author="alice", **more):
        """A pull request from a branch; and the commit that GitHub makes to check it."""
        self.fetch("main")
        git(self.root, "switch", "--quiet", "-C", "topic", "origin/main")
        edit(self.root)
        git(self.root, "add", ".")
        git(self.root, "commit", "--quiet", "-m", "Edit")
        git(self.root, "push", "--quiet", "--force", "origin", "topic")
        return self.hub.pull(git(self.root, "rev-parse", "HEAD"), author=author, branch="topic", **more)

    def merged(self, pull) -> str:
        """The commit that merges a pull request as it is now, in the origin under the ref GitHub gives it."""
        self.fetch("main", pull["head"]["ref"])
        git(self.root, "checkout", "--quiet", "--detach", "origin/main")
        git(self.root, "merge", "--quiet", "--no-ff", "-m", "Merge", f"origin/{pull['head']['ref']}")
        sha = git(self.root, "rev-parse", "HEAD")
        git(self.root, "push", "--quiet", "--force", "origin", f"{sha}:refs/pull/{pull['number']}/merge")
        return sha

    def check(self, pull, **more) -> RunResult:
        ref = f"refs/pull/{pull['number']}/merge"
        event = {"pull_request": pull}
        return self.runner.run(
            "flowops-check.yml", Trigger("pull_request", self.merged(pull), ref, event, **more)
        )

    def merge(self, pull) -> str:
        sha = self.merged(pull)
        git(self.root, "push", "--quiet", "origin", f"{sha}:refs/heads/main")
        self.hub.merge(pull, sha)
        return sha

    def fetch(self, *branches: str) -> None:
        git(self.root, "fetch", "--quiet", "origin", *(f"+{it}:refs/remotes/origin/{it}" for it in branches))

    def deploy(self, event="push", **more) -> RunResult:
        return self.workflow("deploy", event, **more)

    def flow(self, name="ANC Visit Reminder"):
        return next(flow for flow in self.production.flows.values() if flow.name == name)

    def colleague(self, text: str) -> None:
        """Somebody edits production in RapidPro's own editor."""
        definition = copy.deepcopy(self.flow().definition)
        message(definition)["text"] = text
        self.production.save_flow(definition)


def message(body):
    return next(a for n in body["nodes"] for a in n.get("actions", ()) if a["type"] == "send_msg")


def some_of(export: Export) -> Export:
    """Flows that need no others: what they do is tested elsewhere, and a deploy of five is as good as one of twenty."""
    kept = [it for it in export.documents if it.kind not in (CAMPAIGN, TRIGGER)]
    return replace(
        export, documents=tuple(it for it in kept if it.kind is not FLOW or it.body["name"] in FLOWS)
    )


@pytest.fixture(scope="module")
def program():
    with TemporaryDirectory() as folder, quick(Path(folder)) as script:
        yield script


@pytest.fixture
def project(hub, start, tmp_path, program):
    sandbox = Sandbox("26.2")
    export = some_of(example.read())
    named: list[Json] = [{"name": it.body["name"], "value": "staging"} for it in export.of(GLOBAL)]
    sandbox.assets("Staging", {"globals": named})
    sandbox.load("Staging", wire.encode(export))
    made = Project(hub, sandbox, start(sandbox).url, tmp_path, program)
    made.start()
    return made
