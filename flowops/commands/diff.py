"""`flowops diff`: what differs between two sides, as a person would say it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowops.commands.console import Console

if TYPE_CHECKING:
    from flowops.commands.side import Side
    from flowops.model.change import Comparison


@click.command
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--exit-code", is_flag=True, help="Exit with 2 if anything differs, as git diff exits with 1.")
@click.option("--layout", is_flag=True, help="Also tell where nodes stand in the editor.")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Write the result into a file instead of to standard output.",
)  # fmt: skip
@click.option(
    "--allow", metavar="GUARD", multiple=True, help="Go on although this guard refuses: wrong-workspace."
)
@click.option(
    "--format", "format_", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True
)
@click.pass_obj
def command(
    console: Console,
    *,
    before: str,
    after: str,
    exit_code: bool,
    layout: bool,
    output: Path | None,
    allow: tuple[str, ...],
    format_: str,
) -> int:
    """Show what differs between two sides, flow by flow and node by node.

    A side is a path (a repository of flows, or one export file as RapidPro writes it), else an environment, read
    live, else a git revision. UUIDs make no difference: a flow that was imported again, or that lives in another
    workspace, is the same flow. What B has and A has not is added.

    \b
    Examples:
      flowops diff staging production        what production does not have yet
      flowops diff main .                    what you changed since main
      flowops diff old.json new.json         two downloads
      flowops diff main . --format markdown  for a pull request
    """
    from flowops.server.collector import without_collector

    _check_names(allow)
    with without_collector():  # until all documents are gone again: it would go through every one of them
        comparison = _compared(console, (before, after), allow, layout, format_ == "markdown")
        _show(console, _rendered(console, comparison, format_, output), output)
    if output or format_ != "text":  # else they stand in the result, before the eyes of who reads it
        for problem in comparison.problems:
            console.warn(problem)
    if comparison.problems:
        return 1
    return 2 if exit_code and comparison.changes else 0


def _check_names(allow: tuple[str, ...]) -> None:
    if allow:
        from flowops import guard

        guard.check_names(allow, ("wrong-workspace",))


def _read(console: Console, words: tuple[str, str], allow: tuple[str, ...]) -> tuple[Side, Side]:
    """Both sides, each without the flows that either side's environment leaves out."""
    from flowops.commands.side import read

    before, after = (read(console, word, allow).in_normal_form() for word in words)
    for environment in (before.environment, after.environment):
        if environment:
            before, after = before.selected(environment), after.selected(environment)
    return before, after


def _compared(
    console: Console, words: tuple[str, str], allow: tuple[str, ...], layout: bool, pictures: bool
) -> Comparison:
    from dataclasses import replace

    from flowops.diff.compare import Options, compare
    from flowops.repository import layout as layout_

    before, after = _read(console, words, allow)
    options = Options(layout, pictures, (before.known, after.known), before.archived and after.archived)
    broken = before.broken | after.broken
    found = compare(layout_.without(before.export, broken), layout_.without(after.export, broken), options)
    problems = dict.fromkeys((*before.problems, *after.problems, *found.problems))
    return _detailed(replace(found, problems=tuple(problems)))


def _detailed(found: Comparison) -> Comparison:
    if any(edit.is_nested for change in found.changes for edit in change.all_edits()):
        from flowops.diff.detail import detailed

        return detailed(found)
    return found


def _rendered(console: Console, comparison: Comparison, format_: str, output: Path | None) -> str:
    if format_ == "json":
        from flowops import canon
        from flowops.render.diff_json import to_json

        return canon.dumps(to_json(comparison)).decode()
    if format_ == "markdown":
        from flowops.render.diff_markdown import to_markdown

        return to_markdown(comparison)
    from flowops.render.diff_text import to_text

    return to_text(
        comparison, (lambda text, _: text) if output else console.paint, verbose=console.verbosity > 0
    )


def _show(console: Console, text: str, output: Path | None) -> None:
    if output is None:
        console.result(text.rstrip("\n"))
        return
    from flowops.commands.console import harmless
    from flowops.repository import folder

    folder.replace(console.directory / output, f"{harmless(text).rstrip()}\n".encode())
    console.note(f"written to {output}")
