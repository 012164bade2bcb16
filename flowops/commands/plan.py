"""`flowops plan`: what a deploy would do."""

from __future__ import annotations

from pathlib import Path

import click

from flowops.commands.console import Console


@click.command
@click.argument("environment", metavar="ENV")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="Write the plan as JSON into a file, for `flowops deploy ENV --plan FILE`.",
)  # fmt: skip
@click.option("--exit-code", is_flag=True, help="Exit with 2 if there is something to do.")
@click.option(
    "--transport", type=click.Choice(["import"]),
    help="Plan without the editor's address: every changed flow is imported, and contacts who wait in it are stranded.",
)  # fmt: skip
@click.option(
    "--format", "format_", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True
)
@click.pass_obj
def command(
    console: Console,
    *,
    environment: str,
    output: Path | None,
    exit_code: bool,
    transport: str | None,
    format_: str,
) -> int:
    """Show what a deploy would do, and what stands in its way. Writes nothing.

    Compares what git holds, as environments/ENV.yaml wants it, with the workspace. Each object is named with the way
    in which it would be written: in place (contacts who wait in the flow stay where they are), through the API, by
    import, or by hand. What the workspace alone has is shown and never removed. The digest stands for all of it:
    whoever approves it approves exactly this.

    \b
    Examples:
      flowops plan production
      flowops plan production -o plan.json      then: flowops deploy production --plan plan.json
      flowops plan production --format markdown for a pull request
    """
    from flowops import canon
    from flowops.commands.console import printable
    from flowops.commands.preparing import Wishes, prepare
    from flowops.render import plan_json, plan_markdown, plan_text
    from flowops.repository import folder

    wishes = Wishes(import_only=transport == "import")
    prepared = prepare(console, environment, wishes)
    plan = prepared.look().guarded(pending=prepared.ledger.pending() if prepared.ledger else None)
    if output:
        folder.replace(console.directory / output, canon.dumps(plan_json.to_json(plan, printable)))
        console.note(f"written to {output}; to apply it: flowops deploy {environment} --plan {output}")
    if format_ == "json":
        console.result_json(plan_json.to_json(plan))
    elif format_ == "markdown":
        console.result(plan_markdown.to_markdown(plan).rstrip("\n"))
    else:
        console.result(plan_text.to_text(plan, console.paint, verbose=console.verbosity > 0))
    return 2 if exit_code and plan.writes else 0
