"""What `flowops lint` and `flowops deploy` look at, and what the rules say about it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flowops.commands.asking import live
from flowops.commands.gathering import Gathered, gather, is_repository
from flowops.environment import Configuration, Environment, Lock, configuration, load, names, read_lock
from flowops.errors import ConfigurationError, FormatError, UnsetVariable
from flowops.model.kind import TRIGGER, flow_of
from flowops.repository import folder
from flowops.rules.project import Part, Project
from flowops.rules.recognition import Found, recognise
from flowops.rules.rule import Rule
from flowops.rules.run import Report, check
from flowops.rules.selection import Selection
from flowops.rules.settings import settings
from flowops.rules.spec import NEWEST, Release, release_of
from flowops.rules.table import RULES
from flowops.server.collector import without_collector

_FILE = "FILE"  # what cannot be read must not be taken for good, whatever is looked for in it


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be linted, and how.

    directory    from which `paths` go; without paths, the repository around it
    environment  for which the flows are meant; None for none
    target       RapidPro or flow spec version whose engine is to judge; None for that of the environment
    live         whether to ask the environment's workspace, too
    server       RapidPro release of the environment, where somebody has just asked; None for what the lock file says
    select, ignore  beginnings of ids, stronger than those of `flowops.yaml`
    """

    directory: Path
    paths: tuple[str, ...] = ()
    environment: str | None = None
    target: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    live: bool = False
    server: str | None = None


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found, and in which files."""

    report: Report
    gathered: tuple[Gathered, ...]


class Linter:
    """One request; what stands in the files is read anew at each run."""

    def __init__(self, request: Request, warn: Callable[[str], None]) -> None:
        """Raises ConfigurationError for what the request or the configuration gets wrong."""
        self._request = request
        self._warn = warn
        self.root = _root(request)
        self.configuration = configuration(self.root) if self.root else Configuration()
        self.rules = self._selected()
        self._environment = load(self._rooted, request.environment) if request.environment else None
        self._release = self._engine()
        self._environments = tuple(_environments(self.root, warn)) if self.root else ()
        _hide(self._environments)
        self._locks = dict(_locks(self.root, warn)) if self.root else {}

    def run(self) -> Linted:
        """Read the files and ask the rules."""
        gc.unfreeze()
        with without_collector():
            linted = self._run()
            gc.freeze()  # it stays to the end: to look through a million objects for rings would take a tenth of the time
            return linted

    def _run(self) -> Linted:
        gathered = tuple(gather(self._request.directory, self._paths))
        found = [it for one in gathered for it in recognise(one.file, asked=one.asked) if self._selects(it)]
        return Linted(check(self._project(gathered), found, self.rules, self.configuration.waivers), gathered)

    def _selects(self, found: Found) -> bool:
        """Whether it belongs to the environment; what has no name must not slip through."""
        if self._environment is None:
            return True
        if isinstance(found, Part):
            return found.kind is not TRIGGER or self._environment.selects(flow_of(found.body))
        name = found.value.get("name") if isinstance(found.value, dict) else None
        return not isinstance(name, str) or self._environment.selects(name)

    @property
    def complete(self) -> bool:
        """Whether every rule of the project looks at all of it: only then is what finds nothing good for nothing."""
        asked = self._request
        return not (self._named or asked.select or asked.ignore or asked.environment)

    @property
    def _named(self) -> bool:
        """Whether the paths are something else than one whole repository."""
        paths = self._request.paths
        return bool(paths) and not (len(paths) == 1 and is_repository(self.directory / paths[0]))

    @property
    def directory(self) -> Path:
        """From which the names of files go."""
        return self._request.directory

    @property
    def _rooted(self) -> Path:
        return self.root or folder.find_root(self._request.directory)

    @property
    def _paths(self) -> tuple[str, ...]:
        if self._request.paths:
            return self._request.paths
        return (_relative(self._rooted, self._request.directory),)

    def _selected(self) -> tuple[Rule, ...]:
        own, given = self.configuration, self._request
        ignored = [it for it in own.ignore if it not in given.select]
        wanted = given.select or own.select
        unread = (_FILE,) if wanted else ()
        chosen = Selection((*wanted, *unread), (*ignored, *given.ignore), own.severities)
        return chosen.of(RULES.values())

    def _engine(self) -> Release:
        """The engine of a server that nobody knows yet is the newest one."""
        if self._request.target or not self._environment:
            return release_of(self._request.target)
        with suppress(ConfigurationError):
            return release_of(self._request.server or self._noted(self._environment.name))
        return NEWEST

    def _noted(self, environment: str) -> str | None:
        lock = read_lock(self._rooted, environment)
        return lock.server if lock else None

    def _project(self, gathered: tuple[Gathered, ...]) -> Project:
        return Project(
            files=tuple(it.file for it in gathered),
            release=self._release,
            whole=not self._named or any(it.place.name == "workspace.json" for it in gathered),
            settings=settings(self.configuration.settings, self.configuration.languages),
            environment=self._environment,
            environments=self._environments,
            locks=self._locks,
            live=live(self._environment, self._warn) if self._environment and self._request.live else None,
        )


def _root(request: Request) -> Path | None:
    """The repository whose `flowops.yaml` counts: the one that is named, else the one around."""
    if len(request.paths) == 1 and is_repository(request.directory / request.paths[0]):
        return request.directory / request.paths[0]
    try:
        return folder.find_root(request.directory)
    except ConfigurationError:
        return None


def _relative(root: Path, directory: Path) -> str:
    """The way from a folder to the repository around it, as a user would write it."""
    up = len(directory.resolve().relative_to(root.resolve()).parts)
    return "/".join([".."] * up) or "."


def _environments(root: Path, warn: Callable[[str], None]) -> Iterator[Environment]:
    """All of a repository; one that is broken is told and left out, for it is not what lint was asked about."""
    for name in names(root):
        try:
            yield load(root, name)
        except ConfigurationError as error:
            warn(f"{error}")


def _hide(environments: Iterable[Environment]) -> None:
    """What is secret stays so, even where somebody has written it into a flow."""
    for secret in (it for environment in environments for it in environment.secrets()):
        with suppress(UnsetVariable):
            secret.reveal()


def _locks(root: Path, warn: Callable[[str], None]) -> Iterator[tuple[str, Lock]]:
    """What each workspace had when flowops last looked; what cannot be read is told and counts as not known."""
    for name in names(root):
        try:
            if lock := read_lock(root, name):
                yield name, lock
        except FormatError as error:
            warn(f"{error}")
