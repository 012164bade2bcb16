"""`flowops drift`: what changed in a workspace behind git's back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowops.commands.console import Console

if TYPE_CHECKING:
    from flowops.commands.preparing import Prepared
    from flowops.model.export import Export
    from flowops.model.json import JsonObject


@click.command
@click.argument("environment", metavar="ENV")
@click.option("--exit-code", is_flag=True, help="Exit with 2 if anything changed.")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Write the JSON document into a file as well.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True
)
@click.pass_obj
def command(console: Console, *, environment: str, exit_code: bool, output: Path | None, format_: str) -> int:
    """Show what changed in a workspace behind git's back.

    Since the last recorded deploy or, without one, since the export in git: what somebody edited in RapidPro's
    editor, imported by hand or archived, node by node. Run it every night: an edit that nobody knows of is overwritten
    by the next deploy, which asks first.

    \b
    Examples:
      flowops drift production
      flowops drift production --exit-code || echo "somebody was there"
    """
    from flowops import canon
    from flowops.commands.console import printable
    from flowops.commands.preparing import prepare
    from flowops.diff.compare import Options, compare
    from flowops.render import verified
    from flowops.repository import folder

    prepared = prepare(console, environment)
    since, before = _since(prepared)
    target = prepared.server.target(())
    found = compare(before, target.export, Options(known=({}, {})))
    if output:
        text = canon.dumps(verified.drift_json(found, environment, since)).decode()
        folder.replace(console.directory / output, printable(text).encode())
    if format_ == "json":
        console.result_json(verified.drift_json(found, environment, since))
    elif format_ == "markdown":
        console.result(verified.drift_markdown(found, environment, since).rstrip("\n"))
    else:
        console.result(verified.drift_text(found, environment, since, console.paint))
    return 2 if exit_code and found.changes else 0


def _since(prepared: Prepared) -> tuple[JsonObject, Export]:
    """The last deploy that was recorded, and what it left; else what git holds."""
    from flowops.repository import layout

    last = prepared.ledger.last_deployed() if prepared.ledger else None
    if last is None:
        commit = prepared.commit
        return {"id": None, "commit": commit, "at": None}, prepared.selected()
    receipt, files = last
    left = layout.read({path: data for path, data in files.items() if layout.managed(path)})
    return {"id": receipt.id, "commit": receipt.commit, "at": receipt.finished_at}, left.export
