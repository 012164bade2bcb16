"""`flowops history`: the recorded deploys of an environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from flowops.commands.console import Console
from flowops.errors import FlowopsError

if TYPE_CHECKING:
    from pathlib import Path

    from flowops.ledger.ledger import Ledger


@click.command
@click.argument("environment", metavar="ENV")
@click.option("--offline", is_flag=True, help="Show what this clone knows; do not ask origin for more.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(console: Console, *, environment: str, offline: bool, format_: str) -> int:
    """Show the recorded deploys of an environment.

    Newest first. The records are on the branch flowops/ENV of this repository: git log flowops/ENV shows what was
    deployed, and what was changed by hand in between. What others have pushed to origin is fetched first.

    \b
    Examples:
      flowops history production                    who, when, from which commit, and how it ended
      flowops history production --format json      for other programs
      git show flowops/production -- flows          what the last deploy changed
    """
    from flowops.render import history
    from flowops.repository import folder

    ledger = _ledger(console, folder.find_root(console.directory), environment)
    if not offline:
        _fetch(console, ledger)
    receipts = ledger.receipts()
    if format_ == "json":
        console.result_json(history.to_json(receipts))
    else:
        console.result(history.to_text(environment, receipts, console.paint))
    return 0


def _ledger(console: Console, root: Path, environment: str) -> Ledger:
    """Its file need not be valid: what was recorded stays true."""
    from flowops.environment import load, names
    from flowops.ledger.ledger import Ledger

    if environment not in names(root):
        load(root, environment)  # raises, and says which there are
    return Ledger.at(root, environment, console.warn)


def _fetch(console: Console, ledger: Ledger) -> None:
    try:
        ledger.fetch()
    except FlowopsError as error:
        console.warn(f"only what this clone knows is shown: {error}")
