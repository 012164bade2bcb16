"""One git command: its output, or why git refused, in one line."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")  # else importing it fails where git is not installed
import git  # after the line above

from flowops.errors import NoRepository, RepositoryError

# The folder says which repository is meant, as with `git -C`; these would lead every command to another one
_ELSEWHERE = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
)


class GitFailed(RepositoryError):
    """A git command failed: its exit code, and what git says about it."""

    def __init__(self, command: str, status: int, reason: str) -> None:
        super().__init__(f"git {command} failed: {reason}", "See: git status")
        self.status = status
        self.reason = reason


class Git:
    """Git commands in one folder."""

    def __init__(self, folder: Path, *options: str) -> None:
        """`options` stand before each command, as `-c NAME=VALUE` does. Raises NoRepository where git is not installed."""
        if shutil.which("git") is None:
            raise NoRepository("git is not installed, or not on the PATH", "Install git 2.26 or newer")
        if not folder.is_dir():
            raise NoRepository(f"{folder} is no folder", "Name another one: -C DIR")
        for name in _ELSEWHERE:
            os.environ.pop(name, None)
        self.folder = folder
        self._git = git.Git(str(folder))
        self._options = options

    def run(self, *words: str, given: bytes = b"") -> bytes:
        """The output of a command that gets `given` as its input. Raises GitFailed."""
        try:
            with tempfile.TemporaryFile() as source:
                source.write(given)
                source.seek(0)
                output = self._git.execute(
                    ["git", *self._options, *words],
                    istream=source.fileno(),
                    stdout_as_string=False,
                    strip_newline_in_stdout=False,
                )
        except git.GitCommandError as error:
            status = error.status if isinstance(error.status, int) else 1
            raise GitFailed(words[0], status, _reason(error)) from None
        return output

    def line(self, *words: str) -> str:
        """The output of a command that prints one line."""
        return os.fsdecode(self.run(*words)).strip()

    def succeeds(self, *words: str) -> bool:
        """Whether a command that answers by its exit code says yes."""
        try:
            self.run(*words)
        except GitFailed:
            return False
        return True

    def listing(self, tree: str, *words: str) -> dict[str, tuple[str, str]]:
        """Path -> mode and name of each object in a tree, and in the trees below it."""
        entries = self.run("ls-tree", "-r", "-z", tree, *words).split(b"\0")
        rows = [os.fsdecode(entry).partition("\t") for entry in entries if entry]
        return {path: (head.split()[0], head.split()[2]) for head, _, path in rows}

    def blobs(self, names: Iterable[str]) -> Iterator[bytes | None]:
        """The contents of the blobs with these names; None for what is no blob or is missing."""
        asked = list(names)
        data = self.run("cat-file", "--batch", given="".join(f"{name}\n" for name in asked).encode())
        position = 0
        for _ in asked:  # git prints a line with kind and size before each, and a line feed behind it
            start = data.index(b"\n", position) + 1
            words = data[position:start].split()
            there = words[-1] != b"missing"
            position = start + int(words[2]) + 1 if there else start
            yield data[start : position - 1] if there and words[1] == b"blob" else None

    def contents(self, names: Iterable[str]) -> Iterator[bytes]:
        """The contents of blobs that must be there. Raises RepositoryError."""
        for data in self.blobs(names):
            if data is None:
                raise RepositoryError(f"the git repository at {self.folder} lacks objects", "See: git fsck")
            yield data

    def with_paths(self, paths: list[str], *words: str) -> None:
        """A command with paths through its input: thousands do not fit on a command line."""
        names = "\0".join(f":(literal){path}" for path in paths)
        self.run(*words, "--pathspec-from-file=-", "--pathspec-file-nul", given=os.fsencode(names))


def start(root: Path) -> bool:
    """Make `root` a git repository unless it is in one; whether it was made. Raises RepositoryError."""
    here = Git(root)
    if here.succeeds("rev-parse", "--git-dir"):
        return False
    here.run("init", "--quiet")
    return True


def _reason(error: git.GitCommandError) -> str:
    """Of all that git printed, what tells the cause."""
    text = str(error.stderr).strip().removeprefix("stderr: ").strip("'\n ")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:", "!"))]
    return "; ".join((telling or lines)[:2]) or f"exit code {error.status}"
