"""The branch and the pull request of an export."""

from __future__ import annotations

from urllib.parse import quote

from flowops.commands.console import Console
from flowops.errors import GitHubError, RepositoryError
from flowops.github import pulls
from flowops.github.client import Client
from flowops.model.json import JsonObject
from flowops.repository import folder
from flowops.repository.git import Git, GitFailed


class Pushed:
    """Pushes what is checked out."""

    def __init__(self, console: Console) -> None:
        self._git = Git(folder.find_root(console.directory))

    def to(self, branch: str) -> str:
        """Say what was done. Raises RepositoryError."""
        ref = f"refs/heads/{branch}"
        there = self._there(ref)
        if there and self._tree(there) == self._tree("HEAD"):
            return "holds the same already"
        if there:
            self._check_is_ours(branch, there)
        try:
            self._git.run(
                "push", "--quiet", f"--force-with-lease={ref}:{there or ''}", "origin", f"HEAD:{ref}"
            )
        except GitFailed as error:
            raise RepositoryError(
                f"origin does not take the branch {branch}: {error.reason}",
                "The job needs `permissions: contents: write`, and nobody else may push meanwhile",
            ) from None
        return "pushed"

    def _there(self, ref: str) -> str | None:
        listed = self._git.line("ls-remote", "origin", ref)
        if not listed:
            return None
        self._git.run("fetch", "--quiet", "--no-tags", "origin", f"+{ref}:refs/flowops/there")
        return self._git.line("rev-parse", "refs/flowops/there")

    def _tree(self, commit: str) -> str:
        return self._git.line("rev-parse", f"{commit}^{{tree}}")

    def _check_is_ours(self, branch: str, there: str) -> None:
        """The last commit tells enough: whoever adds to the branch adds on top."""
        ours = self._git.line("log", "-1", "--format=%ae", "HEAD")
        last = self._git.line("log", "-1", "--format=%ae", there)
        if ours != last:
            raise RepositoryError(
                f"{last} has committed to {branch}, and an export would overwrite that",
                "Merge or close the pull request and delete that branch; the next export makes it anew",
            )


def close(client: Client, branch: str) -> str:
    """Nothing differs any more. Raises GitHubError."""
    found = pulls.open_pull(client, branch)
    if found is None:
        return "not needed"
    client.patch(f"pulls/{found.number}", {"state": "closed"})
    return f"#{found.number} closed"


def propose(
    console: Console, client: Client, branches: tuple[str, str], texts: tuple[str, str], check: str | None
) -> str:
    """Open it or bring it up to date, and start the check that GitHub does not start for what a workflow did."""
    try:
        number, done = pulls.propose(client, *branches, *texts)
    except GitHubError as error:
        if error.status != 403:
            raise
        raise GitHubError(
            error.what,
            "Settings > Actions > General > Workflow permissions: allow GitHub Actions to create pull requests",
            status=403,
        ) from None
    if check:
        _start(console, client, check, branches[1], number)
    return f"#{number} {done}"


def _start(console: Console, client: Client, workflow: str, branch: str, number: int) -> None:
    """A pull request without a check is still one."""
    body: JsonObject = {"ref": branch, "inputs": {"pull-request": str(number)}}
    try:
        client.post(f"actions/workflows/{quote(workflow, safe='')}/dispatches", body)
    except GitHubError as error:
        console.warn(f"{workflow} could not be started: {error.what}. Close and reopen #{number} to check it")
