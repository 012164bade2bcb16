"""The git checkout around a repository: what a revision holds, what would be lost, and exact commits."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from flowops.errors import NoRepository, RepositoryError
from flowops.repository.exported import Exported
from flowops.repository.git import Git, GitFailed
from flowops.repository.layout import ROOT, managed

# States of a checkout in which git itself cannot commit a part of the changes
_IN_THE_MIDDLE = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
}
_FILE_MODES = ("100644", "100755")


class Checkout:
    """The git checkout that holds a repository of flows, which may be a folder inside it.

    top     its own root
    home    git's own folder, as a rule .git
    prefix  what stands before each path of the repository in git, with a slash at its end; "" in its root
    """

    def __init__(self, root: Path) -> None:
        """Open the checkout around `root`. Raises NoRepository where there is none, RepositoryError."""
        self.root = root.resolve()
        self._git = Git(self.root)
        try:
            told = self._git.line("rev-parse", "--is-inside-work-tree", "--show-cdup", "--absolute-git-dir")
        except GitFailed as error:
            if "not a git repository" not in error.reason:
                raise
            raise NoRepository(f"{root} is not in a git repository", "Start one with: git init") from None
        inside, _, places = told.partition("\n")
        if inside != "true":
            raise RepositoryError(f"{root} is a bare git repository", "Work in a clone of it")
        up, _, home = places.partition("\n")
        self.home = Path(home)
        self.top = (self.root / up).resolve()
        self.prefix = "" if self.top == self.root else f"{self.root.relative_to(self.top).as_posix()}/"
        self.exported = Exported(self.home / "flowops" / "exported.json", self.prefix)

    def files(self, revision: str) -> dict[str, bytes]:
        """Path -> bytes of the managed files as of a revision; the working tree is not touched."""
        commit = self._commit(revision)
        listed = self._git.listing(commit, ROOT)
        if ROOT in listed:
            raise RepositoryError(f"{ROOT} is no folder in {revision}", "See: git ls-tree REVISION")
        found = {path: name for path, (mode, name) in listed.items() if managed(path) and mode in _FILE_MODES}
        return dict(zip(found, self._git.contents(found.values()), strict=True))

    def holds(self, revision: str, folder: str) -> bool:
        """Whether a revision has this folder, with something in it. Raises RepositoryError."""
        return bool(self._git.listing(self._commit(revision), folder))

    def _commit(self, revision: str) -> str:
        if revision and not revision.startswith("-"):
            with suppress(GitFailed):
                return self._git.line("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        raise RepositoryError(f"{revision} is no revision of {self.root}", "See: git log --oneline")

    def head(self) -> str | None:
        """The SHA of the last commit; None where there is none: HEAD points to none in a repository just started."""
        with suppress(GitFailed):
            return self._git.line("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        return None

    def has_commits(self) -> bool:
        """Whether there is a last commit."""
        return self.head() is not None

    def check_can_commit(self) -> None:
        """Raise RepositoryError where a commit could not be made, or would not hold the flows, or be of no branch."""
        if not self._git.succeeds("symbolic-ref", "--quiet", "HEAD"):
            raise RepositoryError(
                "HEAD is detached: a commit would belong to no branch",
                "First go to a branch: git switch main",
            )
        for mark, what in _IN_THE_MIDDLE.items():
            if (self.home / mark).exists():
                raise RepositoryError(
                    f"{what} is under way in {self.root}", "Finish or abort it first: git status"
                )
        if not self._git.succeeds("var", "GIT_COMMITTER_IDENT"):
            raise RepositoryError(
                "git does not know who commits",
                "Set it: git config user.name NAME; git config user.email ADDRESS",
            )
        for folder in (self.root / ROOT, self.root / ROOT / "campaigns"):
            if folder.is_symlink():
                raise RepositoryError(
                    f"{folder} is a link: git would keep the link, not the flows", "Make it a folder"
                )
        if self.has_commits():
            self.files("HEAD")  # a file or a submodule in the place of the folder

    def hand_made(self, paths: Iterable[str]) -> list[str]:
        """Those of `paths` whose content no commit holds and no export wrote: overwriting would lose it."""
        return [
            path
            for path in sorted(set(self.uncommitted()) & set(paths))
            if (self.root / path).is_file() and not self.exported.wrote(path, (self.root / path).read_bytes())
        ]

    def uncommitted(self, *states: str) -> list[str]:
        """Paths in `flows/` and `environments/` that differ from HEAD, or those with such a state of git status."""
        options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored=traditional")
        listed = os.fsdecode(self._git.run("status", *options, "--", ROOT, "environments"))
        lines = [line for line in listed.split("\0") if line]
        return sorted(
            line[3:].removeprefix(self.prefix) for line in lines if not states or line[:2] in states
        )

    def commit(self, paths: list[str], message: str) -> str | None:
        """Commit these paths and nothing else, whatever else is changed or staged; the SHA, None if HEAD has it all."""
        untracked = sorted(set(self.uncommitted("??", "!!")) & set(paths))
        try:
            if untracked:
                self._git.with_paths(untracked, "add")
            if self._is_in_head(paths):
                return None
            self._git.with_paths(paths, "commit", "--only", "--quiet", "-m", message)
        except GitFailed as error:
            with suppress(GitFailed):  # where git can do nothing, it has added nothing
                self._git.with_paths(untracked, "rm", "--cached", "--quiet", "--ignore-unmatch")
            raise RepositoryError(
                f"git commit failed: {error.reason}",
                "The files are written; mend it and repeat with --commit",
            ) from None
        return self._git.line("rev-parse", "HEAD")

    def _is_in_head(self, paths: list[str]) -> bool:
        """Whether only the index differs from HEAD, so that git would refuse an empty commit."""
        if not self.has_commits():
            return False
        differing = os.fsdecode(
            self._git.run("diff", "--name-only", "--no-renames", "-z", "--relative", "HEAD")
        )
        return not set(differing.split("\0")) & set(paths)

    def push(self) -> None:
        """Push the current branch to where it goes; a branch without upstream goes to origin."""
        branch = self._git.line("symbolic-ref", "--short", "HEAD")
        known = self._git.succeeds("rev-parse", "--verify", "--quiet", "@{upstream}")
        try:
            self._git.run("push", "--quiet", *(() if known else ("--set-upstream", "origin", branch)))
        except GitFailed as error:
            raise RepositoryError(
                f"git push failed: {error.reason}",
                "The commit is made; when the cause is gone: git pull --rebase && git push",
            ) from None
