"""`flowops rollback`: back to what a recorded deploy found."""

from __future__ import annotations

import click

from flowops.commands.console import Console
from flowops.commands.deploy import deploy, options


@click.command
@click.argument("environment", metavar="ENV")
@click.option("--to", metavar="ID", help="Back to what this deploy found; without it, the last one.")
@options
@click.pass_obj
def command(
    console: Console,
    *,
    environment: str,
    to: str | None,
    yes: bool,
    allow: tuple[str, ...],
    reason: str | None,
    format_: str,
) -> int:
    """Make the workspace again what a recorded deploy found there.

    It is a deploy like any other: planned, guarded, in place, verified and recorded, so it can be taken back too. What
    the deploy made stays, for nothing is ever removed; values of globals are not in the record, so they stay as they
    are; campaign events that change are scheduled anew.

    \b
    Examples:
      flowops history production
      flowops rollback production
      flowops rollback production --to 20261125T041530Z-1f2e3d
    """
    from flowops.commands.preparing import Wishes

    return deploy(
        console, environment, Wishes(towards=to or _last(console, environment)), allow, reason, yes, format_
    )


def _last(console: Console, environment: str) -> str:
    from flowops.environment import load
    from flowops.errors import RepositoryError
    from flowops.ledger.ledger import Ledger
    from flowops.repository import folder

    root = folder.find_root(console.directory)
    load(root, environment)
    ledger = Ledger.at(root, environment, console.warn)
    ledger.fetch()
    receipts = ledger.receipts()
    if not receipts:
        raise RepositoryError(f"no deploy to {environment} is recorded, so there is nothing to take back")
    return receipts[0].id
