"""`flowops verify`: is the workspace what git holds?"""

from __future__ import annotations

import click

from flowops.commands.console import Console


@click.command
@click.argument("environment", metavar="ENV")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(console: Console, *, environment: str, format_: str) -> int:
    """Say whether the workspace of an environment is what git holds.

    Exits with 5 if it is not. It is planning again: where nothing is left to write, the workspace is what git holds, as the environment wants it.
    What only a person can do, and what the workspace alone has, is shown and makes no difference to the exit code.

    \b
    Example:
      flowops verify production && echo "as in git"
    """
    from flowops.commands.preparing import prepare
    from flowops.render import verified

    prepared = prepare(console, environment)
    plan = prepared.look().plan
    pending = prepared.ledger.pending() if prepared.ledger else None
    problems = (
        (f"deploy {pending.id}, begun {pending.started_at} by {pending.who}, has not ended",)
        if pending
        else ()
    )
    if format_ == "json":
        console.result_json(verified.verify_json(plan, problems))
    else:
        console.result(verified.verify_text(plan, problems, console.paint))
    return 5 if plan.writes else 0
