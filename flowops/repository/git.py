"""The git edge: read a revision, see what would be lost, commit exactly what flowops wrote."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")  # else importing it fails where git is not installed
import git  # after the line above

from flowops.errors import NoRepository, RepositoryError
from flowops.repository import folder
from flowops.repository.layout import ROOT, managed

# States of a checkout in which git itself cannot commit a part of the changes
_IN_THE_MIDDLE = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
}


class Checkout:
    """The git checkout that holds a repository of flows, which may be a folder inside it."""

    def __init__(self, root: Path) -> None:
        """Open the checkout around `root`. Raises RepositoryError where there is none."""
        self.root = root.resolve()
        _need_git()
        try:
            self._repo = git.Repo(self.root, search_parent_directories=True)
        except (git.InvalidGitRepositoryError, git.NoSuchPathError):
            raise NoRepository(f"{root} is not in a git repository", "Start one with: git init") from None
        if self._repo.bare or self._repo.working_tree_dir is None:
            raise RepositoryError(f"{root} is a bare git repository", "Work in a clone of it")
        self.top = Path(self._repo.working_tree_dir).resolve()
        self._prefix = "" if self.top == self.root else f"{self.root.relative_to(self.top).as_posix()}/"
        self._git = git.Git(str(self.root))
        self._run("rev-parse", "--git-dir")  # git refuses a repository of somebody else
        self._records = Path(self._repo.git_dir) / "flowops" / "exported.json"

    def files(self, revision: str) -> dict[str, bytes]:
        """Path -> bytes of the managed files as of a revision; the working tree is not touched."""
        try:
            top = self._repo.commit(revision).tree
        except (git.exc.ODBError, ValueError, IndexError, git.GitCommandError):
            raise RepositoryError(
                f"{revision} is no revision of {self.root}", "See: git log --oneline"
            ) from None
        try:
            tree = top.join(f"{self._prefix}{ROOT}")
        except KeyError:
            return {}
        if not isinstance(tree, git.Tree):
            raise RepositoryError(f"{ROOT} is no folder in {revision}", "See: git ls-tree REVISION")
        found = {
            str(blob.path).removeprefix(self._prefix): blob
            for home in (tree, *tree.trees)
            for blob in home.blobs
        }
        return {path: found[path].data_stream.read() for path in sorted(found) if managed(path)}

    def has_commits(self) -> bool:
        """Whether HEAD points to a commit: not so in a repository that was just started."""
        return self._repo.head.is_valid()

    def check_can_commit(self) -> None:
        """Raise RepositoryError where a commit could not be made, or would belong to no branch."""
        if self._repo.head.is_detached:
            raise RepositoryError(
                "HEAD is detached: a commit would belong to no branch",
                "First go to a branch: git switch main",
            )
        for mark, what in _IN_THE_MIDDLE.items():
            if (Path(self._repo.git_dir) / mark).exists():
                raise RepositoryError(
                    f"{what} is under way in {self.root}", "Finish or abort it first: git status"
                )
        try:
            self._git.var("GIT_COMMITTER_IDENT")
        except git.GitCommandError:
            raise RepositoryError(
                "git does not know who commits",
                "Set it: git config user.name NAME; git config user.email ADDRESS",
            ) from None

    def hand_made(self, paths: Iterable[str]) -> list[str]:
        """Those of `paths` whose content no commit holds and no export wrote: overwriting would lose it."""
        exported = self._exported()
        return [
            path
            for path in sorted(set(self.uncommitted()) & set(paths))
            if (self.root / path).is_file()
            and _digest((self.root / path).read_bytes()) not in exported.get(self._prefix + path, ())
        ]

    def remember(self, files: Mapping[str, bytes]) -> None:
        """Note what an export is about to write, so that the next may overwrite it before it is committed.

        What the last export wrote stays noted too: until it is replaced, that is what stands there.
        """
        noted = self._exported()
        others = {path: found for path, found in noted.items() if not path.startswith(self._prefix)}
        for path, data in files.items():
            before = noted.get(self._prefix + path, [])
            others[self._prefix + path] = [*dict.fromkeys([_digest(data), *before])][:2]
        folder.replace(self._records, json.dumps(others, indent=0, sort_keys=True).encode())

    def uncommitted(self, *states: str) -> list[str]:
        """Paths in `flows/` and `environments/` that differ from HEAD, or those with such a state of git status."""
        options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored=traditional")
        listed = self._run("status", *options, "--", ROOT, "environments")
        lines = [line for line in listed.split("\0") if line]
        return sorted(
            line[3:].removeprefix(self._prefix) for line in lines if not states or line[:2] in states
        )

    def commit(self, paths: list[str], message: str) -> str:
        """Commit these paths and nothing else, whatever else is changed or staged; the new commit's SHA."""
        untracked = sorted(set(self.uncommitted("??", "!!")) & set(paths))
        try:
            if untracked:
                self._with_paths(untracked, "add")
            self._with_paths(paths, "commit", "--only", "--quiet", "-m", message)
        except git.GitCommandError as error:
            with suppress(git.GitCommandError):  # where git can do nothing, it has added nothing
                self._with_paths(untracked, "rm", "--cached", "--quiet", "--ignore-unmatch")
            raise RepositoryError(
                f"git commit failed: {_reason(error)}",
                "The files are written; mend it and repeat with --commit",
            ) from None
        return str(self._repo.head.commit.hexsha)

    def push(self) -> None:
        """Push the current branch to where it goes; a branch without upstream goes to origin."""
        branch = self._repo.active_branch
        target = [] if branch.tracking_branch() else ["--set-upstream", "origin", branch.name]
        try:
            self._git.push("--quiet", *target)
        except git.GitCommandError as error:
            raise RepositoryError(
                f"git push failed: {_reason(error)}",
                "The commit is made; when the cause is gone: git pull --rebase && git push",
            ) from None

    def _with_paths(self, paths: list[str], command: str, *options: str) -> None:
        """Paths go through standard input: thousands do not fit on a command line."""
        with tempfile.TemporaryFile() as names:
            names.write("\0".join(f":(literal){path}" for path in paths).encode())
            names.seek(0)
            self._git.execute(
                ["git", command, *options, "--pathspec-from-file=-", "--pathspec-file-nul"],
                istream=names.fileno(),
            )

    def _run(self, *words: str) -> str:
        try:
            return str(self._git.execute(["git", *words]))
        except git.GitCommandError as error:
            raise RepositoryError(f"git {words[0]} failed: {_reason(error)}", "See: git status") from None

    def _exported(self) -> dict[str, list[str]]:
        try:
            digests = json.loads(self._records.read_bytes())
        except (OSError, ValueError):
            return {}
        return digests if isinstance(digests, dict) else {}


def _need_git() -> None:
    if shutil.which("git") is None:
        raise NoRepository("git is not installed, or not on the PATH", "Install git 2.26 or newer")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _reason(error: git.GitCommandError) -> str:
    lines = [line.strip() for line in str(error.stderr).strip(" \n'").removeprefix("stderr: '").splitlines()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "!"))] or [
        line for line in lines if line
    ]
    return "; ".join(telling[:2]) or f"exit code {error.status}"


def start(root: Path) -> bool:
    """Make `root` a git repository unless it is in one; whether it was made. Raises RepositoryError."""
    _need_git()
    try:
        git.Repo(root, search_parent_directories=True)
    except (git.InvalidGitRepositoryError, git.NoSuchPathError):
        try:
            git.Repo.init(root)
        except (git.GitCommandError, OSError) as error:
            raise RepositoryError(f"no git repository can be made in {root}: {error}") from None
        return True
    return False
