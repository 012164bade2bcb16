"""The ledger's branch on the remote `origin`, which other people and machines deploy from."""

from flowops.errors import RepositoryError, Unreachable
from flowops.ledger.branch import Branch
from flowops.repository.git import Git, GitFailed

_ALL = "2147483647"  # git's own word for a history without end


class Origin:
    """Asked only when told to; nothing of it is taken for known from an earlier time."""

    def __init__(self, git: Git, branch: Branch) -> None:
        self._git = git
        self._branch = branch
        self._copy = f"refs/remotes/origin/{branch.name}"

    def exists(self) -> bool:
        """Whether there is a remote `origin`."""
        return self._git.succeeds("remote", "get-url", "origin")

    def tip(self) -> str | None:
        """The commit the branch points to there; None where origin has no such branch. Raises Unreachable."""
        listed = self._ask("ls-remote", "origin", self._branch.ref).decode().split("\n")
        rows = [row.split("\t") for row in listed if row]
        return next((name for name, ref in rows if ref == self._branch.ref), None)

    def fetch(self, known: str | None) -> str | None:
        """Bring the branch with all its history, also into a shallow clone; its tip. Raises Unreachable."""
        if (there := self.tip()) in (None, known):
            return there
        self._bring()
        if self._is_cut():
            self._bring(f"--depth={_ALL}")
        return self._git.line("rev-parse", "--verify", self._copy)

    def _bring(self, *options: str) -> None:
        """By its own name: a clone of one branch would fetch that one only."""
        words = ("--quiet", "--no-tags", "--no-recurse-submodules", *options)
        self._ask("fetch", *words, "origin", f"+{self._branch.ref}:{self._copy}")

    def _is_cut(self) -> bool:
        """Whether the clone was made with --depth and holds only the end of the branch."""
        note = self._git.folder / self._git.line("rev-parse", "--git-path", "shallow")
        cuts = note.read_text().split() if note.is_file() else []
        return bool(cuts) and not {*cuts}.isdisjoint(self._git.line("rev-list", self._copy).split())

    def push(self, commit: str) -> None:
        """Let origin's branch point to `commit`, which must contain what is there. Raises Stale, RepositoryError.

        An answer may be lost, and git's words differ from server to server: what counts is what is there afterwards.
        """
        words = ("--quiet", "--no-follow-tags", "--recurse-submodules=no")
        try:
            self._git.run("push", *words, "origin", f"{commit}:{self._branch.ref}")
        except GitFailed as error:
            there = self.tip()
            if there == commit:
                return
            if there is not None and not self._branch.is_ancestor(there, commit):
                raise self._branch.stale() from None
            raise RepositoryError(
                f"origin does not take the branch {self._branch.name}: {error.reason}",
                "Whoever deploys must be allowed to push it (in GitHub Actions: permissions: contents: write)",
            ) from None

    def _ask(self, *words: str) -> bytes:
        try:
            return self._git.run(*words)
        except GitFailed as error:
            raise Unreachable(
                f"origin cannot be reached: {error.reason}",
                "See: git remote -v",
            ) from None
