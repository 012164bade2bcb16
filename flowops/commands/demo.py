"""`flowops demo`: the whole story on a sandbox, told by the real commands."""

from __future__ import annotations

import copy
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowops.commands.console import Console
from flowops.errors import FlowopsError

if TYPE_CHECKING:
    from flowops.model.json import Json, JsonObject
    from flowops.sandbox import Sandbox, Workspace

_FLOW = "ANC Visit Reminder"
_BEFORE = "It keeps you and your baby safe. Reply 1=Yes, 0=No"
_AFTER = "It is free, and keeps you and your baby safe. Reply 1=Yes, 0=No"
_AUTHOR = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in (("NAME", "Amina (demo)"), ("EMAIL", "amina@example.org"))
}

# The user's own settings of git for signing and hooks are for their own commits
_SETTINGS = {"commit.gpgsign": "false", "core.hooksPath": os.devnull}
_CONFIG = {
    "GIT_CONFIG_COUNT": str(len(_SETTINGS)),
    **{f"GIT_CONFIG_KEY_{number}": key for number, key in enumerate(_SETTINGS)},
    **{f"GIT_CONFIG_VALUE_{number}": value for number, value in enumerate(_SETTINGS.values())},
}


@click.command
@click.option("--keep", is_flag=True, help="Keep the folder to look around in it afterwards.")
@click.pass_obj
def command(console: Console, keep: bool) -> None:
    """Show the whole story on a sandbox, step by step.

    Starts a RapidPro-compatible server on this machine, with an antenatal care programme in its staging
    workspace, and plays a day of a team: export into git, an edit by a colleague, another export, the commit.
    What you see are the real commands; nothing leaves this machine, and the temporary folder is removed.

    \b
    Examples:
      flowops demo
      flowops demo --keep     then look at the repository it made
    """
    from flowops.commands.werkzeug import needed

    with needed("the demo"):
        from flowops.sandbox import Sandbox, serve

    sandbox = Sandbox()
    _fill(sandbox)
    folder = Path(tempfile.mkdtemp(prefix="flowops-demo-")).resolve()
    try:
        with serve(sandbox) as running:
            _tell(_Stage(console, folder, sandbox.workspace("Staging"), running.url))
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
    if keep:
        console.result(f"\nThe repository is still there: {folder}")


@dataclass(frozen=True, slots=True)
class _Stage:
    """Where the story is told: a repository, and the staging workspace of a sandbox."""

    console: Console
    folder: Path
    staging: Workspace
    url: str

    def say(self, text: str) -> None:
        self.console.result(f"\n{self.console.paint(text, 'cyan')}\n")

    def run(self, *words: str) -> None:
        """Run a command of the repository as the user would, and show both."""
        console = self.console
        console.result(f"  {console.paint('$', 'green')} {shlex.join(words)}")
        words = (sys.executable, "-m", *words) if words[0] == "flowops" else words
        done = subprocess.run(
            words, cwd=self.folder, env=self._environment(), capture_output=True, text=True, check=False
        )
        for line in (done.stdout + done.stderr).splitlines():
            console.result(f"    {line}")
        if done.returncode:
            raise FlowopsError(f"the demo failed: {' '.join(words)} ended with {done.returncode}")

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            **_AUTHOR,
            **_CONFIG,
            "RAPIDPRO_STAGING_TOKEN": self.staging.token,
            "GIT_PAGER": "cat",
        }


def _tell(stage: _Stage) -> None:
    stage.say(
        f"A RapidPro server runs on this machine for a minute, at {stage.url}.\n"
        f"Its workspace Staging holds an antenatal care programme: {len(stage.staging.flows)} flows in English, Swahili and French,\n"
        "with campaigns, triggers and groups. Today it lives in RapidPro only. We give it a home in git."
    )
    stage.run("flowops", "init")
    _write_environment(stage)
    stage.say(
        "environments/staging.yaml says where staging is. The token itself is never in a file: only the name of\n"
        "the variable that holds it."
    )
    stage.run("cat", "environments/staging.yaml")
    stage.run("git", "add", ".gitattributes", ".github", "environments")
    stage.run("git", "commit", "--quiet", "-m", "Start with flowops")
    stage.say("One command writes the workspace into the repository, one file a flow, and commits it.")
    stage.run("flowops", "export", "staging", "--commit")
    stage.say(
        "Nothing has changed since. So a second export writes nothing, byte for byte, and commits nothing."
    )
    stage.run("flowops", "export", "staging", "--commit")
    stage.say(
        f"Now a colleague opens the flow '{_FLOW}' in RapidPro's editor and makes the reminder friendlier.\n"
        "She tells nobody. The nightly export finds it:"
    )
    _edit(stage.staging)
    stage.run("flowops", "export", "staging", "--commit")
    stage.say("One line in git for one edit in RapidPro, with who, when and what, to review or to take back:")
    stage.run("git", "log", "--stat", "-1")
    stage.run("git", "show", "--format=", "--unified=0")
    stage.say("That is `flowops export`. Your own workspace is three steps away: flowops init --help")


def _fill(sandbox: Sandbox) -> None:
    from flowops import wire
    from flowops.model.kind import GLOBAL
    from flowops.repository import programme

    export = programme.read()
    values = [{"name": document.body["name"], "value": "for the demo"} for document in export.of(GLOBAL)]
    sandbox.assets("Staging", {"globals": [*values]})
    sandbox.load("Staging", wire.encode(export))


def _write_environment(stage: _Stage) -> None:
    text = (
        f"host: {stage.url}\n"
        f"workspace: {stage.staging.uuid}\n"
        "token: ${RAPIDPRO_STAGING_TOKEN}\n"
        'exclude: ["Scratch *"]\n'
    )
    (stage.folder / "environments" / "staging.yaml").write_text(text, encoding="utf-8")


def _edit(staging: Workspace) -> None:
    """The edit of a colleague in the editor: one text of one message."""
    flow = next(flow for flow in staging.flows.values() if flow.name == _FLOW)
    definition = copy.deepcopy(flow.definition)
    message = next(it for it in _messages(definition) if _BEFORE in str(it["text"]))
    message["text"] = str(message["text"]).replace(_BEFORE, _AFTER)
    staging.save_flow(definition)


def _messages(value: Json) -> Iterator[JsonObject]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value
        value = [*value.values()]
    for item in value if isinstance(value, list) else []:
        yield from _messages(item)
