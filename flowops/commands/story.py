"""The story that `flowops demo` tells: from the first export to a rollback."""

from __future__ import annotations

import copy
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flowops.commands.console import Console
from flowops.errors import FlowopsError

if TYPE_CHECKING:
    from flowops.model.json import Json, JsonObject
    from flowops.sandbox import Workspace

_FLOW = "ANC Visit Reminder"
_BEFORE = "It keeps you and your baby safe. Reply 1=Yes, 0=No"
_AFTER = "It is free, and keeps you and your baby safe. Reply 1=Yes, 0=No"
_HOTFIX = "It is free. Reply 1 or 0"
_WAITING = 7
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
_GLOBALS = {
    "alert_email": "duty@ministry.example.org",
    "cht_auth": "${CHT_PRODUCTION_AUTH}",
    "cht_url": "https://cht.ministry.example.org",
    "helpline": "0800 111 222",
    "programme_name": "Mama Salama",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the story is told: a repository, and two workspaces of a sandbox."""

    console: Console
    folder: Path
    staging: Workspace
    production: Workspace
    url: str
    email: str
    password: str

    def say(self, text: str) -> None:
        """Tell what happens next."""
        self.console.result(f"\n{self.console.paint(text, 'cyan')}\n")

    def run(self, *words: str, code: int = 0, last: int | None = None) -> None:
        """Run a command of the repository as the user would, and show both, of long output the last lines."""
        console = self.console
        console.result(f"  {console.paint('$', 'green')} {shlex.join(words)}")
        words = (sys.executable, "-m", *words) if words[0] == "flowops" else words
        done = subprocess.run(
            words, cwd=self.folder, env=self._environment(), capture_output=True, text=True, check=False
        )
        lines = (done.stdout + done.stderr).splitlines()
        if last is not None and len(lines) > last:
            lines = [f"… {len(lines) - last} more lines", *lines[-last:]]
        for line in lines:
            console.result(f"    {line}")
        if done.returncode != code:
            raise FlowopsError(f"the demo failed: {' '.join(words)} ended with {done.returncode}")

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            **_AUTHOR,
            **_CONFIG,
            "RAPIDPRO_STAGING_TOKEN": self.staging.token,
            "RAPIDPRO_PRODUCTION_TOKEN": self.production.token,
            "RAPIDPRO_PRODUCTION_PASSWORD": self.password,
            "CHT_PRODUCTION_AUTH": "Basic ZGVtbzpmbG93b3Bz",
            "GIT_PAGER": "cat",
        }


def tell(stage: Stage) -> None:
    """The whole story, chapter by chapter."""
    _into_git(stage)
    _into_production(stage)
    _an_edit(stage)
    _to_production_in_place(stage)
    _drift_and_back(stage)


def _into_git(stage: Stage) -> None:
    stage.say(
        f"A RapidPro server runs on this machine for a minute, at {stage.url}.\n"
        f"Its workspace Staging holds an antenatal care programme: {len(stage.staging.flows)} flows in English, Swahili and French,\n"
        "with campaigns, triggers and groups. Today it lives in RapidPro only. We give it a home in git."
    )
    stage.run("flowops", "init")
    _write_environments(stage)
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


def _into_production(stage: Stage) -> None:
    stage.say(
        "Production is an empty workspace with globals of its own: another CHT server, another helpline."
    )
    stage.run("cat", "environments/production.yaml")
    stage.run("flowops", "deploy", "production", "--yes", last=4)
    stage.run("git", "add", "environments")
    stage.run("git", "commit", "--quiet", "-m", "Production's lock file")
    stage.say("Every reference was bound to production's own objects. So nothing is left to do:")
    stage.run("flowops", "plan", "production")


def _an_edit(stage: Stage) -> None:
    stage.say(
        f"Weeks later a colleague opens the flow '{_FLOW}' in staging's editor and makes the reminder friendlier.\n"
        "She tells nobody. The nightly export finds it:"
    )
    _edit(stage.staging, _BEFORE, _AFTER)
    stage.run("flowops", "export", "staging", "--commit")
    stage.say("One line in git for one edit in RapidPro, with who, when and what. Or as people read it:")
    stage.run("git", "show", "--format=", "--unified=0")
    stage.run("flowops", "diff", "HEAD~1", "HEAD")
    stage.say(
        "Would RapidPro's engine take it? Is it good for the mothers: still one SMS, no reply without an answer, nothing lost in\n"
        "Swahili or French? Lint tells, offline, with production's own settings:"
    )
    stage.run("flowops", "lint", "--env", "production")


def _to_production_in_place(stage: Stage) -> None:
    _let_contacts_wait(stage.production)
    stage.say(
        f"In production {_WAITING} mothers have got the old reminder and not answered yet: they wait in the middle of the flow.\n"
        "An import would lose them. The plan says what happens to them:"
    )
    stage.run("flowops", "plan", "production")
    stage.run("flowops", "deploy", "production", "--yes")
    stage.say(f"And they are still there: {_contacts(stage.production)}.")


def _drift_and_back(stage: Stage) -> None:
    stage.say(
        "At night somebody mends a text in production's editor, in a hurry. Nobody else knows. flowops does:"
    )
    _edit(stage.production, _AFTER, _HOTFIX)
    stage.run("flowops", "drift", "production", "--exit-code", code=2)
    stage.say("The next deploy would overwrite it, and so it does not begin:")
    stage.run("flowops", "deploy", "production", "--yes", code=3)
    stage.say(
        "We decide: the programme goes back to what it was before the last deploy, and that is recorded too."
    )
    stage.run(
        "flowops", "rollback", "production", "--yes", "--allow", "drift", "--reason", "the hotfix was wrong"
    )
    stage.run("flowops", "history", "production")
    stage.say(
        f"Nobody was lost on the way: {_contacts(stage.production)}.\n"
        "Your own workspace is three steps away: flowops init --help"
    )


def _write_environments(stage: Stage) -> None:
    staging = (
        f"host: {stage.url}\n"
        f"workspace: {stage.staging.uuid}\n"
        "token: ${RAPIDPRO_STAGING_TOKEN}\n"
        'exclude: ["Scratch *"]\n'
    )
    values = "".join(
        f'  {key}: "{value}"\n' if "$" not in value else f"  {key}: {value}\n"
        for key, value in _GLOBALS.items()
    )
    production = (
        f"host: {stage.url}\n"
        f"workspace: {stage.production.uuid}\n"
        "token: ${RAPIDPRO_PRODUCTION_TOKEN}\n"
        f"login:\n  email: {stage.email}\n  password: ${{RAPIDPRO_PRODUCTION_PASSWORD}}\n"
        f"globals:\n{values}"
    )
    for name, text in (("staging", staging), ("production", production)):
        (stage.folder / "environments" / f"{name}.yaml").write_text(text, encoding="utf-8")


def _edit(workspace: Workspace, before: str, after: str) -> None:
    """The edit of a colleague in the editor: one text of one message."""
    definition = copy.deepcopy(_flow(workspace))
    message = next(it for it in _messages(definition) if before in str(it["text"]))
    message["text"] = str(message["text"]).replace(before, after)
    workspace.save_flow(definition)


def _flow(workspace: Workspace) -> JsonObject:
    return next(flow for flow in workspace.flows.values() if flow.name == _FLOW).definition


def _let_contacts_wait(workspace: Workspace) -> None:
    from flowops.sandbox import waiting

    nodes = _flow(workspace)["nodes"]
    listed = [node for node in nodes if isinstance(node, dict)] if isinstance(nodes, list) else []
    routers = ((node, node.get("router")) for node in listed)
    place = next(node for node, router in routers if isinstance(router, dict) and "wait" in router)
    waiting.put(workspace, {"flow": _FLOW, "node": place["uuid"], "count": _WAITING})


def _contacts(workspace: Workspace) -> str:
    from flowops.sandbox import waiting

    found = waiting.shown(workspace)
    return f"{found['waiting']} contacts wait, {found['stranded']} of them have lost their place"


def _messages(value: Json) -> Iterator[JsonObject]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value
        value = [*value.values()]
    for item in value if isinstance(value, list) else []:
        yield from _messages(item)
