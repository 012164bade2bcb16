"""The environments that a workflow runs for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlsplit

from flowops.commands.ci_plans import plans, writes
from flowops.commands.console import Console
from flowops.environment import Environment, load, names, read
from flowops.errors import ConfigurationError
from flowops.repository import folder
from flowops.repository.git import Git, GitFailed

_MOST = 256  # GitHub's limit
_OF_THE_TEMPLATE = ".example.org"  # nobody can have such a host


def chosen(console: Console, patterns: Sequence[str], trusted: str | None, planned: Path | None) -> list[str]:
    """Their names, in alphabetical order; what is left out is noted with the reason. Raises ConfigurationError."""
    root = folder.find_root(console.directory)
    there = names(root)
    _check(patterns, there)
    found = [name for name in there if _matches(name, patterns)]
    if not folder.read(root):
        console.note("all of them are left out: nothing has been exported yet")
        return []
    left_out: list[tuple[str, str]] = []
    if planned is not None:
        wanted = {name for name, plan in plans(console, [planned]).items() if writes(plan)}
        left_out += [(name, "there is nothing to write") for name in found if name not in wanted]
    left_out += [(name, why) for name in found for why in _reasons(root, name, trusted)]
    for name, why in left_out:
        console.note(f"{name} is left out: {why}")
    gone = {name for name, _ in left_out}
    kept = [name for name in found if name not in gone]
    if len(kept) > _MOST:
        raise ConfigurationError(
            f"{len(kept)} environments, and GitHub runs {_MOST} in one matrix",
            "Split them: environments: [a-m]*",
        )
    return kept


def _check(patterns: Sequence[str], there: Sequence[str]) -> None:
    """A name that means nothing is a mistake, and not the same as none."""
    for word in patterns:
        plain = word.removeprefix("!")
        if not any(sign in plain for sign in "*?[") and not word.startswith("!") and plain not in there:
            raise ConfigurationError(
                f"there is no environment {plain[:64]!a}", f"There are: {', '.join(there) or 'none'}"
            )


def _matches(name: str, patterns: Sequence[str]) -> bool:
    """By the last pattern that fits, as in .gitignore; patterns that only take away take from all."""
    if not patterns or all(word.startswith("!") for word in patterns):
        patterns = ["*", *patterns]
    verdict = False
    for word in patterns:
        if fnmatchcase(name, word.removeprefix("!")):
            verdict = not word.startswith("!")
    return verdict


def _reasons(root: Path, name: str, trusted: str | None) -> Iterator[str]:
    environment = load(root, name)
    if (urlsplit(environment.host).hostname or "").endswith(_OF_THE_TEMPLATE):
        yield f"its host is still {environment.host}"
    elif trusted is not None:
        before = _before(root, name, trusted)
        if before is None or (before.host, before.token) != (environment.host, environment.token):
            yield "its host or its token is new here, and no token is sent before that is merged"


def _before(root: Path, name: str, revision: str) -> Environment | None:
    """The environment as of a revision; None where it was not there, or not as it should be."""
    git = Git(root)
    git.run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    try:
        return read(name, git.run("show", f"{revision}:./environments/{name}.yaml"))
    except (GitFailed, ConfigurationError):
        return None
