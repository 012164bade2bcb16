"""`flowops init --github`: the workflows of a repository of flows."""

from __future__ import annotations

import json
import re
from importlib import metadata, resources
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flowops import __version__
from flowops.commands import nightly
from flowops.environment import Environment, load, names
from flowops.errors import ConfigurationError, FlowopsError
from flowops.github.callers import NAMES, Layout, Pin, caller, has_part, refreshed
from flowops.repository import folder
from flowops.repository.checkout import Checkout
from flowops.repository.git import Git

_FOLDER = ".github/workflows"
_PIN = re.compile(r"([\w.-]+/[\w.-]+)@([0-9a-f]{40})")
_GITHUB = re.compile(r"(?:https://|ssh://git@|git@)github\.com[/:]([\w.-]+/[\w.-]+?)(?:\.git)?/?")


def write(root: Path, given: str | None, export: str) -> tuple[list[str], list[str]]:
    """Write or refresh them; the paths that were made or changed, and what a person has to do. Raises FlowopsError."""
    pin = _pin(given)
    environments = {name: load(root, name) for name in names(root)}
    if export not in environments:
        raise ConfigurationError(
            f"there is no environment {export[:64]!a} to export from",
            f"Name one: --export {'|'.join(environments)}",
        )
    top = Checkout(root).top
    layout = Layout(export, _directory(root, top), _branch(root))
    made, left = [], []
    for name in NAMES:
        path = f"{_FOLDER}/{name}"
        there = _text(top / path)
        if path == nightly.PATH and there == nightly.nightly(root, top).decode():
            there = None  # as flowops made it, and the other does more
        text = (
            _caller(name, pin, layout, environments)
            if there is None
            else _refreshed(there, name, pin, export, environments)
        )
        if there is not None and not has_part(there):
            left.append(
                f"{path} has no part that follows environments/ any more: look after its secrets yourself"
            )
        if text != there:
            folder.replace(top / path, text.encode())
            made.append(path)
    return made, left


def _caller(name: str, pin: Pin, layout: Layout, environments: dict[str, Environment]) -> str:
    template = resources.files("flowops").joinpath("templates", "github", name).read_text(encoding="utf-8")
    return caller(template, name, pin, layout, environments)


def _refreshed(there: str, name: str, pin: Pin, export: str, environments: dict[str, Environment]) -> str:
    return refreshed(there, name, pin, export, environments)


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _directory(root: Path, top: Path) -> str:
    """Workflows stand at the top of a repository, which flows may share with a CHT project."""
    return root.resolve().relative_to(top).as_posix()


def _branch(root: Path) -> str:
    """The main branch: the one that origin's HEAD is, else the one that is checked out."""
    git = Git(root)
    for words in (
        ("symbolic-ref", "--short", "refs/remotes/origin/HEAD"),
        ("symbolic-ref", "--short", "HEAD"),
    ):
        if git.succeeds(*words):
            return git.line(*words).removeprefix("origin/")
    return "main"


def _pin(given: str | None) -> Pin:
    """Which flowops the workflows call: the one given, else the one that runs now."""
    text = given or _installed()
    found = _PIN.fullmatch(text)
    if found is None:
        raise ConfigurationError(
            "this flowops does not know which commit of which repository it is"
            if given is None
            else f"--pin {given[:100]} is none",
            "Write --pin OWNER/NAME@COMMIT, with all 40 digits of the commit",
        )
    return Pin(found[1], found[2], __version__)


def _installed() -> str:
    """OWNER/NAME@COMMIT as pip recorded it, or as the checkout says that it runs from; else nothing."""
    try:
        recorded = json.loads(metadata.distribution("rapidpro-flowops").read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        return ""
    address, commit = str(recorded.get("url", "")), str(recorded.get("vcs_info", {}).get("commit_id", ""))
    parts = urlsplit(address)
    if parts.scheme == "file":
        try:
            git = Git(Path(unquote(parts.path)))
            address, commit = git.line("remote", "get-url", "origin"), git.line("rev-parse", "HEAD")
        except FlowopsError:
            return ""
    found = _GITHUB.fullmatch(address)
    return f"{found[1]}@{commit}" if found else ""
