"""A target as `environments/NAME.yaml` describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from flowops.environment.secret import Secret


@dataclass(frozen=True, slots=True)
class Login:
    """The account of the web pages, which flows are written through."""

    email: str
    password: Secret
    totp: Secret | None = None


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A literal text inside flows, and what stands there in this workspace."""

    find: str
    replace: str


@dataclass(frozen=True, slots=True)
class Guards:
    """The limits that a deploy must not exceed without `--allow`."""

    max_changed_percent: int = 30
    min_objects: int = 10
    max_stranded: int = 0


@dataclass(frozen=True, slots=True)
class Environment:
    """Host and secrets of one workspace, and how what git holds differs there.

    lines  keys and list indexes -> the line of the file in which that stands, from 1
    """

    name: str
    path: Path
    host: str
    token: Secret
    workspace: str | None = None
    login: Login | None = None
    protected: bool = False
    include: tuple[str, ...] = ("*",)
    exclude: tuple[str, ...] = ()
    globals: Mapping[str, str | Secret] = field(default_factory=dict)
    bindings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rewrites: tuple[Rewrite, ...] = ()
    expires: Mapping[str, int] = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    guards: Guards = field(default_factory=Guards)
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict, compare=False, repr=False)

    def credentials(self) -> tuple[Secret, ...]:
        """What opens the workspace: token, password, two-factor."""
        login = (self.login.password, self.login.totp) if self.login else ()
        return tuple(value for value in (self.token, *login) if value is not None)

    def secrets(self) -> tuple[Secret, ...]:
        """Every `${NAME}` of the file."""
        return (*self.credentials(), *(it for it in self.globals.values() if isinstance(it, Secret)))

    def selects(self, flow_name: str) -> bool:
        """Whether this flow belongs here; case does not count, as in RapidPro's names."""
        return _matches(flow_name, self.include) and not _matches(flow_name, self.exclude)


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name.lower(), pattern.lower()) for pattern in patterns)
