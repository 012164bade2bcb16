"""`flowops render`: the import file for an environment, made without asking its server."""

from __future__ import annotations

from pathlib import Path

import click

from flowops.commands.console import Console


@click.command
@click.argument("environment", metavar="ENV")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Write it into a file instead of to standard output.",
)  # fmt: skip
@click.option(
    "--allow", metavar="GUARD", multiple=True, help="Go on although this guard refuses: unresolved-reference."
)
@click.pass_obj
def command(console: Console, *, environment: str, output: Path | None, allow: tuple[str, ...]) -> int:
    """Make the file that RapidPro's import page takes, offline.

    Bound, rewritten and closed, for accounts that flowops cannot sign in with, and for a look at what a deploy would send. References are bound by
    environments/ENV.lock.json, which every export and deploy writes. An import gives every node a new UUID: contacts
    who wait in a flow that is in the file are lost at their next answer. `flowops deploy` loses nobody.

    \b
    Example:
      flowops render production -o production.json
    """
    from flowops import canon
    from flowops.commands.rendering import rendered
    from flowops.repository import folder

    envelope = rendered(console, environment, allow)
    if output is None:
        console.result_json(envelope)
    else:
        folder.replace(console.directory / output, canon.dumps(envelope))
        console.note(f"written to {output}: import it under Settings, Import; set the globals by hand first")
    return 0
