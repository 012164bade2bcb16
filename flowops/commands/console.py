"""Where a command prints: results to stdout, everything else to stderr."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from flowops.render.workflow_command import without_commands

if TYPE_CHECKING:
    from pathlib import Path

    from rich.progress import Progress

    from flowops.model.json import JsonObject


_CONTROL = re.compile(r"\x1b(?!\[\d+m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]")  # colours are ours


class Console:
    """The options that every command has, and what they decide."""

    def __init__(self, directory: Path, verbosity: int = 0, color: str = "auto") -> None:
        """`directory` as with `git -C`; `verbosity` is -1 with -q, 1 with -v; `color` auto, always or never."""
        self.directory = directory
        self.verbosity = verbosity
        self.color = color

    def result(self, text: str) -> None:
        """Print the result."""
        click.echo(harmless(text), color=self._colours(sys.stdout.isatty()))

    def result_json(self, document: JsonObject) -> None:
        """Print the result as one JSON document."""
        from flowops import canon

        text = (
            canon.dumps(document).decode().replace("##[", "#\\u0023[")
        )  # the same JSON, and no workflow command
        click.echo(harmless(text), nl=False)

    def commands(self, lines: Iterable[str]) -> None:
        """Print workflow commands, which `render.workflow_command` has written, for the runner to obey."""
        for line in lines:
            click.echo(printable(line))

    def note(self, text: str) -> None:
        """Say something about the work; silent with -q."""
        if self.verbosity >= 0:
            self._err(text)

    def detail(self, text: str) -> None:
        """Say something that only -v asks for."""
        if self.verbosity > 0:
            self._err(text)

    def warn(self, text: str) -> None:
        """Say what the user must not miss."""
        self._err(f"{self.paint('warning:', 'yellow', sys.stderr.isatty())} {text}")

    def paint(self, text: str, colour: str, terminal: bool | None = None) -> str:
        """The text in a colour where colours are wanted."""
        on = self._colours(sys.stdout.isatty() if terminal is None else terminal)
        return click.style(text, fg=colour) if on else text

    @property
    def asks(self) -> bool:
        """Whether somebody is there to answer."""
        return sys.stdin.isatty() and sys.stderr.isatty() and not os.environ.get("CI")

    def confirm(self, question: str) -> bool:
        """What somebody answers; no, unless they say yes."""
        return click.confirm(harmless(question), err=True)

    @contextmanager
    def progress(self, what: str) -> Iterator[Callable[[int, int], None]]:
        """A bar on a terminal, nothing elsewhere; call it with what is done and the total."""
        if self.verbosity < 0 or not sys.stderr.isatty() or os.environ.get("CI"):
            yield lambda _done, _total: None
            return
        with _bar(self._colours(terminal=True)) as bar:
            task = bar.add_task(what, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    def _err(self, text: str) -> None:
        click.echo(harmless(text), err=True, color=self._colours(sys.stderr.isatty()))

    def _colours(self, terminal: bool) -> bool:
        quiet = (
            not terminal or os.environ.get("TERM") == "dumb" or any(map(os.environ.get, ("NO_COLOR", "CI")))
        )
        return self.color == "always" or (self.color == "auto" and not quiet)


def inert(document: str) -> str:
    """The same JSON, without what the runner of a workflow would obey."""
    return document.replace("##[", "#\\u0023[")


def harmless(text: str) -> str:
    """Without values of secrets, and without what a server or a file may have smuggled in: control characters, and
    commands to the runner of a workflow.
    """
    safe = printable(text)
    return without_commands(safe) if os.environ.get("GITHUB_ACTIONS") == "true" else safe


def printable(text: str) -> str:
    """Without values of secrets and without control characters."""
    environment = sys.modules.get("flowops.environment")  # not imported: no secret was ever read
    hidden = environment.redact(text) if environment else text
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", hidden)


def _bar(colours: bool) -> Progress:
    from rich.console import Console as RichConsole
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=RichConsole(stderr=True, no_color=not colours), transient=True)
