"""The files that a step of a workflow reads and leaves: documents, pages, outputs."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from flowops.commands.console import Console, harmless
from flowops.errors import FlowopsError, FormatError
from flowops.github.run import Run
from flowops.model.json import JsonObject
from flowops.parse import parse


def document(console: Console, file: Path, name: str = "") -> JsonObject:
    """A JSON document of flowops, of the format `name` where one is given. Raises FormatError."""
    try:
        data = (console.directory / file).read_bytes()
    except OSError as error:
        raise FormatError(
            f"cannot read {file}: {error.strerror}", "The step before this one should have made it"
        ) from None
    found = parse(data, str(file))
    said = str(found.get("format")) if isinstance(found, dict) else ""
    if not isinstance(found, dict) or not said.startswith(f"flowops/{name}"):
        raise FormatError(f"{file} is no document of flowops", f"It should be flowops/{name or '…'}")
    return found


def under(console: Console, places: Iterable[Path], suffix: str) -> list[Path]:
    """The files with such a name, of the files and folders that are given, in alphabetical order; none that is missing."""
    found: list[Path] = []
    for place in places:
        at = console.directory / place
        listed = sorted(at.rglob(f"*{suffix}")) if at.is_dir() else [at]
        found += [it for it in listed if it.suffix == suffix and it.is_file()]
    return found


def text_of(file: Path) -> str:
    """A page of Markdown. Raises FormatError."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(
            f"cannot read {file}: {error}", "The step before this one should have made it"
        ) from None


def leave_outputs(console: Console, run: Run, values: Mapping[str, str]) -> None:
    """For later steps and jobs, in GITHUB_OUTPUT; also shown."""
    for name, value in values.items():
        console.result(f"{name}={value}")
    end = secrets.token_hex(16)  # no value can hold it
    _append(
        run, "GITHUB_OUTPUT", "".join(f"{name}<<{end}\n{value}\n{end}\n" for name, value in values.items())
    )


def leave_summary(run: Run, text: str) -> bool:
    """On the page of the run, in GITHUB_STEP_SUMMARY; whether there is one."""
    return _append(run, "GITHUB_STEP_SUMMARY", harmless(text).rstrip("\n") + "\n\n")


def _append(run: Run, name: str, text: str) -> bool:
    place = run.files.get(name)
    if place is None:
        return False
    try:
        with place.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise FlowopsError(
            f"cannot write to {name}: {error.strerror}", "GitHub itself makes that file"
        ) from None
    return True
