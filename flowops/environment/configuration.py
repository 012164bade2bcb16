"""`flowops.yaml`: what holds for the whole repository."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal, NotRequired, TypedDict, cast

from flowops.environment.check import checked
from flowops.environment.folder import read_text
from flowops.environment.schema import CONFIGURATION
from flowops.model.json import Json

FILE = "flowops.yaml"

_Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Waiver:
    """Findings that are as they should be: of rules whose id begins so, in flows and nodes that match the patterns."""

    rule: str
    flow: str
    reason: str
    node: str = "*"

    def covers(self, rule: str, flow: str, node: str) -> bool:
        """Whether a finding is among them; letter case does not count."""
        return (
            rule.startswith(self.rule)
            and fnmatchcase(flow.lower(), self.flow.lower())
            and fnmatchcase(node.lower(), self.node.lower())
        )


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the file says; all of it can be left out.

    languages   that every text needs
    cht         path of the CHT project, from the repository's root
    select, ignore  beginnings of ids of rules
    severities  beginning of an id -> severity
    gate        what stops a deploy: what the "engine" refuses, or all "errors" where the environment is protected
    baseline    path of the file of earlier findings, from the repository's root
    settings    thresholds and words of rules, as they stand in the file
    """

    languages: tuple[str, ...] = ()
    cht: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, _Severity] = field(default_factory=dict)
    gate: Literal["engine", "errors"] = "engine"
    baseline: str | None = None
    settings: Mapping[str, Json] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()


class _Waiver(TypedDict):
    rule: str
    flow: str
    reason: str
    node: NotRequired[str]


class _Lint(TypedDict, total=False):
    select: list[str]
    ignore: list[str]
    severities: dict[str, _Severity]
    gate: Literal["engine", "errors"]
    baseline: str
    settings: dict[str, Json]
    waivers: list[_Waiver]


class _File(TypedDict, total=False):
    """What the schema promises."""

    languages: list[str]
    cht: str
    lint: _Lint


def configuration(root: Path) -> Configuration:
    """What `flowops.yaml` of a repository says; raises EnvironmentInvalid with all its problems by line."""
    path = root / FILE
    if not path.exists():
        return Configuration()
    file = cast("_File", checked(read_text(path, FILE), FILE, CONFIGURATION).data)
    lint = file.get("lint", {})
    return Configuration(
        languages=tuple(file.get("languages", ())),
        cht=file.get("cht"),
        select=tuple(lint.get("select", ())),
        ignore=tuple(lint.get("ignore", ())),
        severities=lint.get("severities", {}),
        gate=lint.get("gate", "engine"),
        baseline=lint.get("baseline"),
        settings=lint.get("settings", {}),
        waivers=tuple(Waiver(**waiver) for waiver in lint.get("waivers", ())),
    )
