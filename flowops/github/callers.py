"""The small workflows of a repository of flows, which call the reusable ones: templates, and what differs in them.

Each holds one part that follows `environments/`: the secrets, which GitHub wants by name. It stands between two comments
and is brought up to date; all else is the user's once it is written.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flowops.environment import Environment, Secret

NAMES = ("flowops-export.yml", "flowops-check.yml", "flowops-deploy.yml", "flowops-drift.yml")
_BEGIN = "      # flowops init --github brings this up to date"
_END = "      # as far as here"
_PART = re.compile(rf"^{re.escape(_BEGIN)}\n.*?^{re.escape(_END)}$", re.MULTILINE | re.DOTALL)
_PINNED = re.compile(
    r"^(\s+uses: )\S+?(/\.github/workflows/(?:export|check|deploy|drift)\.yml)@\S+.*$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Pin:
    """Which flowops is called: OWNER/NAME, commit, version."""

    repository: str
    commit: str
    version: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What the workflows go by: the environment that flows are built in, the folder of the flows, the main branch."""

    export: str
    directory: str
    branch: str


def caller(
    template: str, name: str, pin: Pin, layout: Layout, environments: Mapping[str, Environment]
) -> str:
    """The text of one workflow."""
    prefix = "" if layout.directory == "." else f"{layout.directory}/"
    text = (
        template.replace("@REUSABLE@", f"{pin.repository}/.github/workflows")
        .replace("@@COMMIT@", f"@{pin.commit} # v{pin.version}")
        .replace("@EXPORT@", layout.export)
        .replace("@DIRECTORY@", json.dumps(layout.directory))
        .replace("@PREFIX@", prefix)
        .replace("@BRANCH@", json.dumps(layout.branch))
    )
    return re.sub(
        r"^@VARIABLES@\n(@LOGINS@\n)?",
        f"{secrets(name, layout.export, environments)}\n",
        text,
        flags=re.MULTILINE,
    )


def refreshed(text: str, name: str, pin: Pin, export: str, environments: Mapping[str, Environment]) -> str:
    """A workflow that is there already, with the secrets and the flowops of now."""
    part = secrets(name, export, environments)
    text = _PART.sub(lambda _found: part, text)
    return _PINNED.sub(lambda it: f"{it[1]}{pin.repository}{it[2]}@{pin.commit} # v{pin.version}", text)


def has_part(text: str) -> bool:
    """Whether it still has the part that follows `environments/`."""
    return bool(_PART.search(text))


def secrets(name: str, export: str, environments: Mapping[str, Environment]) -> str:
    """The part with the secrets: an export reads one environment, the others read the rest, a deploy also logs in."""
    own = name == NAMES[0]
    wanted = [it for it in environments.values() if (it.name == export) == own]
    lines = [_BEGIN, *_bundle("variables", (secret for it in wanted for secret in readers(it)))]
    if name == NAMES[2]:
        lines += _bundle("logins", (secret for it in wanted for secret in writers(it)))
    return "\n".join([*lines, _END])


def readers(environment: Environment) -> Iterable[Secret]:
    """What reading and planning want: the token, and values of globals."""
    values = (environment.token, *environment.globals.values())
    return [it for it in values if isinstance(it, Secret)]


def writers(environment: Environment) -> Iterable[Secret]:
    """What only writing flows wants: the login."""
    login = environment.login
    return [it for it in (login.password, login.totp) if it] if login else []


def _bundle(name: str, found: Iterable[Secret]) -> list[str]:
    """One line of JSON in the end: a line that holds a brace alone would be hidden in every log as a secret."""
    names = sorted({secret.variable for secret in found})
    rows = [f'"{it}": ${{{{ toJSON(secrets.{it}) }}}}' for it in names]
    if not rows:
        return [f'      {name}: "{{}}"']
    starts, ends = ["{", *[""] * (len(rows) - 1)], [*[","] * (len(rows) - 1), "}"]
    return [
        f"      {name}: >-",
        *(f"        {a}{row}{b}" for a, row, b in zip(starts, rows, ends, strict=True)),
    ]
