"""`flowops globals`: repository, environment file and workspace side by side."""

from __future__ import annotations

import click

from flowops.commands.console import Console


@click.command
@click.argument("environment", metavar="ENV")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(console: Console, *, environment: str, format_: str) -> int:
    """Show the globals of flows, environment and workspace side by side.

    Never their values. An import makes globals that are missing with a blank value, and a flow that uses one fails without a word. Exits
    with 1 where a global that flows use has no value to be had.

    \b
    Examples:
      flowops globals staging
      flowops globals production --format json
    """
    from flowops.commands.globals_of import rows_of
    from flowops.render import globals_table as show

    rows = rows_of(console, environment)
    if format_ == "json":
        console.result_json(show.to_json(environment, rows))
    else:
        console.result(show.to_text(environment, rows, console.paint))
    return 1 if any(row.used_by and not row.declared and (row.blank or not row.is_set) for row in rows) else 0
