"""`flowops refs`: where each global, field, group, flow, channel, result … is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowops.commands.console import Console
from flowops.errors import FormatError

if TYPE_CHECKING:
    from flowops.model.export import Document, Export
    from flowops.references import Reference
    from flowops.references.pattern import Pattern
    from flowops.render.refs import Row

_Files = Callable[["Document"], str | None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: a pattern, or everything; uses, or what has none."""

    pattern: str | None
    unused: bool


@click.command
@click.argument("pattern", metavar="[PATTERN]", required=False)
@click.argument("path", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--from", "side", metavar="SIDE", help="Read an environment or a git revision instead of flows/."
)
@click.option("--unused", is_flag=True, help="What is defined and used nowhere, instead of what is used.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(
    console: Console, *, pattern: str | None, path: Path | None, side: str | None, unused: bool, format_: str
) -> int:
    """Show where each global, field, group, flow, channel, result … is used.

    In definitions, expressions, contact queries, translations, campaigns and triggers of the repository, or of PATH: a
    repository's folder or a file that RapidPro's export gave you. PATTERN is a name, in any letter case, with * and ?,
    and a kind before it where you want one. Needs no environment.

    \b
    Examples:
      flowops refs @globals.cht_url       who uses this global? the same: global:cht_url
      flowops refs "flow:ANC*"            what enters or starts these flows?
      flowops refs results.next_visit     where is this result set, where is it used?
      flowops refs cht_url download.json  in an export file
      flowops refs --unused               what could go
      flowops refs "group:*" --from staging --format json
    """
    from flowops.render import refs

    pattern, path = _usage(console, pattern, path, side)
    export, files = _read(console, path, side)
    rows = list(_rows(console, export, files, Wish(pattern, unused)))
    if format_ == "json":
        console.result_json(refs.to_json(rows))
    else:
        to_text = refs.unused_to_text if unused else refs.to_text
        console.result(to_text(rows, console.paint))
    return 0


def _usage(
    console: Console, pattern: str | None, path: Path | None, side: str | None
) -> tuple[str | None, Path | None]:
    """A file as the only word is a PATH: no name ends in .json or holds a slash and is a file too."""
    if pattern and not path and ("/" in pattern or pattern.endswith(".json")):
        place = Path(pattern)
        pattern, path = (None, place) if (console.directory / place).exists() else (pattern, None)
    if path and side:
        raise click.UsageError("Name either a PATH or --from SIDE.")
    return pattern, path


def _rows(console: Console, export: Export, files: _Files, wish: Wish) -> Iterator[Row]:
    from flowops import references
    from flowops.references.place import Places
    from flowops.render.refs import Row

    known = [(document, list(references.of(document))) for document in export.documents]
    everything = [reference for _, found in known for reference in found]
    chosen = {id(reference) for reference in _chosen(console, everything, wish)}
    for document, found in known:
        shown = [reference for reference in found if id(reference) in chosen]
        places = Places(document) if shown else None
        for reference in shown:
            yield Row(reference, files(document), places.label(reference) if places else "")


def _chosen(console: Console, known: list[Reference], wish: Wish) -> list[Reference]:
    from flowops.references.pattern import parse
    from flowops.references.unused import unused

    wanted = parse(wish.pattern) if wish.pattern else None
    shown = unused(known) if wish.unused else (it for it in known if _is_shown(it))
    chosen = [it for it in shown if wanted is None or wanted.matches(it)]
    if wanted and not chosen:
        _did_you_mean(console, wanted, known)
    return chosen


def _is_shown(reference: Reference) -> bool:
    """That a document defines itself is no news; that a node sets a result is."""
    return not reference.definition or reference.kind == "result"


def _did_you_mean(console: Console, wanted: Pattern, known: list[Reference]) -> None:
    from flowops.references import closest
    from flowops.render.words import line

    near = closest(wanted.name, (it.name for it in known if wanted.kind in ("", it.kind)))
    if near:
        console.note(f"Nothing matches. Did you mean {', '.join(map(line, near))}?")


def _read(console: Console, path: Path | None, word: str | None) -> tuple[Export, _Files]:
    """What is looked through, and the file of each document."""
    from flowops.commands.side import read
    from flowops.repository.folder import find_root

    if path and not (console.directory / path).exists():
        raise FormatError(f"cannot read {path}: no such file", "Name a repository's folder or an export file")
    here = console.directory / "flows"
    side = read(console, word or str(path or (here.parent if here.is_dir() else find_root(here.parent))))
    for problem in side.problems:
        console.warn(f"{problem}. It is left out")
    if side.environment:
        return side.export, lambda _document: None
    given = word or str(path or "")
    if (console.directory / given).is_file():
        return side.export, lambda _document: given
    return side.export, _paths(console, side.export, given)


def _paths(console: Console, export: Export, given: str) -> _Files:
    """The files of a repository; before them stands what was given for its folder, and nothing for that of a revision."""
    from flowops.repository import layout

    folder = Path(given) if given and (console.directory / given).is_dir() else Path()
    folder = folder.parent if folder.name == layout.ROOT else folder
    paths = {id(document): path for path, document in layout.paths(export).items()}
    return lambda document: (folder / paths.get(id(document), document.kind.place)).as_posix()
