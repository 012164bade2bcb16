"""The findings that a baseline file knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flowops.commands.console import Console
from flowops.commands.linting import Linter
from flowops.errors import ConfigurationError
from flowops.model.finding import Finding
from flowops.render.words import count
from flowops.repository.folder import replace
from flowops.rules import baseline


@dataclass(frozen=True, slots=True)
class Place:
    """The file, and its name as the user wrote it; `path` None for no baseline.

    complete  whether what it knows and nobody has found is gone
    """

    path: Path | None
    word: str = ""
    complete: bool = True

    @classmethod
    def of(cls, directory: Path, word: str | None, linter: Linter) -> Place:
        """What `--baseline` names, else what `flowops.yaml` does."""
        if word:
            return cls(directory / word, word, linter.complete)
        own = linter.configuration.baseline
        return cls(linter.root / own, own, linter.complete) if own and linter.root else cls(None)


def new(console: Console, place: Place, findings: Sequence[Finding], *, update: bool) -> Sequence[Finding]:
    """The findings that the baseline does not know; with `update` it is made to know all."""
    if place.path is None:
        if update:
            raise ConfigurationError(
                "--update-baseline needs a file to write", "Name it: --baseline lint-baseline.json"
            )
        return findings
    if update:
        replace(place.path, baseline.dumps(baseline.of(findings)))
        console.note(f"{place.word} knows {count(len(findings), 'finding')} now")
    left, gone = read(place).without(findings)
    if gone and place.complete:
        console.note(f"{count(gone, 'finding')} of {place.word} gone: --update-baseline makes it shorter")
    return left


def read(place: Place) -> baseline.Baseline:
    """What the file says; nothing for no file. Raises ConfigurationError where it is not there."""
    if place.path is None:
        return baseline.of(())
    try:
        return baseline.loads(place.path.read_bytes(), place.word)
    except FileNotFoundError:
        raise ConfigurationError(
            f"there is no baseline {place.word}", "Write it: add --update-baseline"
        ) from None
