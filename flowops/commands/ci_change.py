"""The pull request that a run is about."""

from __future__ import annotations

from flowops.commands.console import Console
from flowops.github.client import Client
from flowops.github.pulls import PullRequest, pull, read_pull
from flowops.github.run import Run
from flowops.repository import folder
from flowops.repository.git import Git


def the_change(console: Console, run: Run, number: int | None) -> dict[str, str]:
    """Its number, its last commit, the commit to compare with, and whether the run may have secrets for it."""
    git = Git(folder.find_root(console.directory))
    found = _pull(run, number)
    if found is None:
        return {"number": "", "head": run.sha, "base": _before(git), "secrets": "true"}
    return {
        "number": str(found.number),
        "head": found.head if number is None else git.line("rev-parse", "HEAD"),  # as it was checked out
        "base": _before(git) if number is None else _fork_point(git, found.base),
        "secrets": "true" if run.has_secrets and not found.elsewhere else "false",
    }


def _pull(run: Run, number: int | None) -> PullRequest | None:
    if number is not None:
        return pull(Client(run), number)
    there = run.event.get("pull_request")
    return read_pull(there) if isinstance(there, dict) else None


def _before(git: Git) -> str:
    """What is checked out for a pull request is its merge, whose first parent is what it leads to."""
    return git.line("rev-parse", "--verify", "HEAD^1")


def _fork_point(git: Git, base: str) -> str:
    return git.line("merge-base", f"origin/{base}", "HEAD")
