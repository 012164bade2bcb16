"""What tells git to show and merge flows through flowops: two drivers, and the files they are for."""

import os
from dataclasses import dataclass
from pathlib import Path

from flowops.errors import RepositoryError
from flowops.repository import folder
from flowops.repository.git import Git, GitFailed

_BEGIN = "# flowops begin: written by `flowops git install`, removed by `flowops git uninstall`"
_END = "# flowops end"
_PATTERNS = ("flows/*.json", "flows/campaigns/*.json")
_SECTIONS = ("diff.flowops", "merge.flowops")


@dataclass(frozen=True, slots=True)
class Drivers:
    """The drivers of one clone, or of all of a user's.

    git         commands in the clone; anywhere for all
    attributes  git's file that says which driver is for which files
    patterns    these files
    scope       git config's option for where the drivers are named
    """

    git: Git
    attributes: Path
    patterns: tuple[str, ...]
    scope: str

    def install(self, command: str) -> None:
        """Register them; `command` is how a shell starts flowops. Again is the same as once."""
        self.git.run("config", self.scope, "diff.flowops.textconv", f"{command} git textconv")
        self.git.run("config", self.scope, "merge.flowops.name", "flowops: merges flows on nodes")
        self.git.run("config", self.scope, "merge.flowops.driver", f"{command} git merge %O %A %B --path %P")
        lines = [f"{pattern} diff=flowops merge=flowops" for pattern in self.patterns]
        before = self._others()
        folder.replace(self.attributes, "\n".join([*before, _BEGIN, *lines, _END, ""]).encode())

    def uninstall(self) -> None:
        """Take back all that was registered, and nothing else."""
        for section in _SECTIONS:
            if self.git.succeeds("config", self.scope, "--get-regexp", f"^{section}\\."):
                self.git.run("config", self.scope, "--remove-section", section)
        if self.attributes.exists():
            kept = self._others()
            if kept:
                folder.replace(self.attributes, "\n".join([*kept, ""]).encode())
            else:
                self.attributes.unlink()

    def _others(self) -> list[str]:
        """The lines of the file that are not ours."""
        try:
            lines = (
                self.attributes.read_text(encoding="utf-8").splitlines() if self.attributes.exists() else []
            )
        except (OSError, UnicodeDecodeError) as error:
            raise RepositoryError(f"cannot read {self.attributes}: {error}", "Check the file") from None
        kept: list[str] = []
        ours = False
        for line in lines:
            ours = ours or line == _BEGIN
            kept += [] if ours else [line]
            ours = ours and line != _END
        return kept


def of_clone(root: Path) -> Drivers:
    """Those of the clone that holds the repository at `root`."""
    git = Git(root)
    common = Path(git.line("rev-parse", "--git-common-dir"))
    top = Path(git.line("rev-parse", "--show-toplevel"))
    inside = root.resolve().relative_to(top.resolve()).as_posix()
    prefix = "" if inside == "." else f"{inside}/"
    patterns = tuple(f"/{prefix}{pattern}".replace(" ", "[[:space:]]") for pattern in _PATTERNS)
    return Drivers(git, (root / common).resolve() / "info" / "attributes", patterns, "--local")


def of_user(home: Path) -> Drivers:
    """Those of all clones of the user."""
    git = Git(home)
    try:
        file = Path(git.line("config", "--global", "--type=path", "core.attributesFile"))
    except GitFailed:
        configured = os.environ.get("XDG_CONFIG_HOME")
        file = (Path(configured) if configured else home / ".config") / "git" / "attributes"
    return Drivers(git, file, tuple(f"**/{pattern}" for pattern in _PATTERNS), "--global")
