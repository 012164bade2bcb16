"""The branch of one environment: where it points, and moving it only from where it was seen."""

import hashlib

from flowops.errors import RepositoryError, Stale
from flowops.repository.git import Git, GitFailed
from flowops.repository.slug import slug


class Branch:
    """`flowops/ENV`, or `flowops/FOLDER/ENV` for a repository that is a folder of its checkout."""

    def __init__(self, git: Git, prefix: str, environment: str) -> None:
        """`prefix` is the path of that folder, as a checkout says it."""
        folders = prefix.split("/")
        self.name = "/".join(["flowops", *(_portable(name) for name in folders if name), environment])
        self.environment = environment
        self.ref = f"refs/heads/{self.name}"
        self._git = git

    def tip(self) -> str | None:
        """The commit it points to; None where there is no such branch. Raises RepositoryError."""
        try:
            return self._git.line("rev-parse", "--verify", "--quiet", self.ref)
        except GitFailed:
            place = self._git.folder / self._git.line("rev-parse", "--git-path", self.ref)
            if place.is_file():  # emptied by a crash of the machine: not the same as never deployed
                raise RepositoryError(
                    f"the branch {self.name} is damaged",
                    f"If it is pushed: rm '{place}' and repeat. Else look for its last commit: git fsck --lost-found",
                ) from None
            return None

    def move(self, seen: str | None, new: str) -> None:
        """Let it point to `new` if it still points to where it was seen. Raises Stale, RepositoryError."""
        try:
            self._git.run("update-ref", "-m", "flowops", self.ref, new, seen or "")
        except GitFailed:
            now = self.tip()
            if now == new:
                return
            if now != seen:
                raise self.stale() from None
            raise

    def stale(self) -> Stale:
        """Somebody else has recorded a deploy since the branch was seen."""
        return Stale(
            f"another deploy to {self.environment} was recorded on the branch {self.name} in the meantime",
            f"See flowops history {self.environment}, and plan again",
        )

    def check_is_free(self) -> None:
        """Raise RepositoryError where it is checked out: moving it would look like changes by hand there."""
        place = ""
        for line in self._git.run("worktree", "list", "--porcelain").decode(errors="replace").splitlines():
            key, _, value = line.partition(" ")
            place = value if key == "worktree" else place
            if (key, value) == ("branch", self.ref):
                raise RepositoryError(
                    f"the branch {self.name}, which records deploys, is checked out in {place}",
                    f"Go to another one: git -C '{place}' switch main",
                )

    def is_ancestor(self, old: str, new: str) -> bool:
        """Whether `new` contains `old`; no, where one of them is not here."""
        return self._git.succeeds("merge-base", "--is-ancestor", old, new)


def _portable(folder: str) -> str:
    """A folder's name as a part of a branch's name; no two folders share one."""
    plain = slug(folder)
    digest = hashlib.sha256(folder.encode(errors="surrogateescape")).hexdigest()[:8]
    return plain if plain == folder else f"{plain}-{digest}".strip("-")
