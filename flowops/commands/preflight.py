"""What lint says about flows that are about to be deployed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flowops.commands import known
from flowops.commands.console import Console
from flowops.commands.linting import Linter, Request
from flowops.environment import Environment
from flowops.model.finding import Finding

# What the engine refuses, or flowops cannot read, can be deployed nowhere
_NOWHERE = ("SPEC", "FILE")
# Files can only guess at this, and the guards of a deploy see the workspace: unresolved-reference, blank-global
_SEEN_LIVE = ("REF001", "TRIG007", "GLOB001")


@dataclass(frozen=True, slots=True)
class Errors:
    """Errors, a line each: those that stop a deploy, and those that stop only one to a protected environment, if wished."""

    stopping: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


def lint_errors(console: Console, root: Path, environment: Environment, server: str | None) -> Errors:
    """What lint finds in the repository, new to its baseline and not waived; `server` is the RapidPro release there."""
    request = Request(root, environment=environment.name, ignore=_SEEN_LIVE, server=server)
    linter = Linter(request, console.detail)
    found, _gone = known.read(known.Place.of(root, None, linter)).without(linter.run().report.findings)
    wrong = [it for it in found if it.severity == "error"]
    every = environment.protected and linter.configuration.gate == "errors"
    stopping = [it for it in wrong if every or it.rule.startswith(_NOWHERE)]
    return Errors(tuple(map(_told, stopping)), tuple(_told(it) for it in wrong if it not in stopping))


def _told(finding: Finding) -> str:
    return f"{finding.rule} {finding.file}:{finding.line} {finding.message}"
