"""`flowops git`: how git shows and merges flows."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowops.commands.console import Console

if TYPE_CHECKING:
    from flowops.repository.drivers import Drivers

_GLOBAL = click.option("--global", "everywhere", is_flag=True, help="For all clones of this user.")


@click.group
def command() -> None:
    """Let git show and merge flows as flowops does.

    After `flowops git install`, git diff, git log -p and git show print flows as people read them, node by node,
    and git merge, rebase and cherry-pick merge flows on nodes instead of lines. It changes nothing but this clone's
    settings of git, and `flowops git uninstall` takes all of it back.

    \b
    Examples:
      flowops git install            in this clone
      flowops git install --global   in all of yours
      git diff                       then: flows as people read them
      git diff --no-textconv         and still: the JSON
    """


@command.command
@_GLOBAL
@click.pass_obj
def install(console: Console, everywhere: bool) -> None:
    """Register the diff and the merge driver. Git lets no repository do that by itself."""
    drivers = _drivers(console, everywhere)
    drivers.install(_ourselves())
    console.result(f"git shows and merges flows through flowops {_where(everywhere)} ({drivers.attributes})")


@command.command
@_GLOBAL
@click.pass_obj
def uninstall(console: Console, everywhere: bool) -> None:
    """Take back what install did."""
    drivers = _drivers(console, everywhere)
    drivers.uninstall()
    console.result(f"git shows and merges flows as any text {_where(everywhere)}")


@command.command
@click.argument("file", type=click.Path(path_type=Path))
def textconv(file: Path) -> int:
    """Print a flow as lines that read well in a comparison; git calls this."""
    from flowops.commands.textconv import show

    return show(file)


@command.command
@click.argument("base", type=click.Path(path_type=Path))
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option("--path", metavar="PATH", required=True, help="Which file of the repository it is.")
@click.pass_obj
def merge(console: Console, base: Path, ours: Path, theirs: Path, path: str) -> int:
    """Merge three versions of a file into OURS; git calls this.

    What only one side changed is taken. Where both changed one thing, OURS keeps its version, the other one stands
    beside it under "_conflicts", which flowops refuses until somebody has decided, and the exit code is 1.
    """
    from flowops.commands.merging import by_lines, merged, told
    from flowops.errors import FormatError
    from flowops.repository import folder

    files = [console.directory / file for file in (base, ours, theirs)]
    try:
        result = merged(path, [file.read_bytes() for file in files])
    except FormatError as error:
        console.warn(f"{path} is merged line by line, not on nodes: {error}")
        return by_lines(console.directory, files)
    folder.replace(files[1], result.data)
    for conflict in result.conflicts:
        console.warn(told(path, conflict))
    if result.conflicts:
        console.note(
            f'Decide in {path}, where "_conflicts" says what theirs has; then remove "_conflicts" and git add it'
        )
    return 1 if result.conflicts else 0


def _drivers(console: Console, everywhere: bool) -> Drivers:
    from flowops.repository import drivers, folder

    if everywhere:
        return drivers.of_user(Path.home())
    return drivers.of_clone(folder.find_root(console.directory))


def _where(everywhere: bool) -> str:
    return "in all clones of this user" if everywhere else "in this clone"


def _ourselves() -> str:
    """How a shell starts this very flowops: git may run where PATH is another."""
    started = shutil.which(sys.argv[0]) if Path(sys.argv[0]).stem == "flowops" else None
    return (
        shlex.quote(str(Path(started).absolute())) if started else f"{shlex.quote(sys.executable)} -m flowops"
    )
