"""`flowops deploy`: what is in git becomes what runs in a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowops.commands.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable

    from flowops.commands.preparing import Wishes
    from flowops.guard import Approval
    from flowops.model.deployed import Deployed

EXIT_CODES = {"verified": 0, "nothing-to-do": 0, "failed": 1, "refused": 3, "unverified": 5}


def options(command: Callable[..., int]) -> Callable[..., int]:
    """The options of every command that deploys."""
    for option in (
        click.option(
            "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True
        ),
        click.option(
            "--reason",
            metavar="TEXT",
            envvar="FLOWOPS_REASON",
            show_envvar=True,
            help="Why; recorded with the deploy.",
        ),
        click.option(
            "--allow",
            metavar="GUARD",
            multiple=True,
            envvar="FLOWOPS_ALLOW",
            show_envvar=True,
            help="Go on although this guard blocks; recorded with the deploy.",
        ),
        click.option("--yes", is_flag=True, help="Do not ask."),
    ):
        command = option(command)
    return command


@click.command
@click.argument("environment", metavar="ENV")
@click.option(
    "--plan", "file", metavar="FILE", type=click.Path(path_type=Path),
    help="Apply exactly the plan in this file; exit with 4 if something changed since.",
)  # fmt: skip
@click.option(
    "--expect",
    metavar="DIGEST",
    help="Apply exactly the plan of this digest; exit with 4 if it is another one.",
)
@click.option(
    "--transport", type=click.Choice(["import"]),
    help="Do not use the editor's address: every changed flow is imported, and contacts who wait in it are stranded.",
)  # fmt: skip
@options
@click.pass_obj
def command(
    console: Console,
    *,
    environment: str,
    file: Path | None,
    expect: str | None,
    transport: str | None,
    yes: bool,
    allow: tuple[str, ...],
    reason: str | None,
    format_: str,
) -> int:
    """Make the workspace of an environment what git holds.

    Plans anew, lets every guard look, records what is there, writes, reads everything again and records what came of
    it, on the branch flowops/ENV of this repository. Flows that exist are saved in place: nobody who waits in them
    loses their place unless their node is gone. If something fails midway, what was saved is put back, and what could
    not be is told. Repeating it is safe: what is there already is not written again.

    \b
    Examples:
      flowops deploy production                      asks before it writes
      flowops deploy production --expect 3f9c…       in CI, with the digest that somebody approved
      flowops deploy production --allow drift --reason "hotfix of Monday is in git now"
      flowops rollback production                    takes the last one back
    """
    from flowops.commands.preparing import Wishes

    if file and expect:
        raise click.UsageError("Give either --plan FILE or --expect DIGEST.")
    wishes = Wishes(import_only=transport == "import", approval=_approval(console, environment, file, expect))
    return deploy(console, environment, wishes, allow, reason, yes, format_)


def _approval(console: Console, environment: str, file: Path | None, expect: str | None) -> Approval | None:
    from flowops.errors import ConfigurationError, FormatError
    from flowops.guard import Approval
    from flowops.parse import parse
    from flowops.render.plan_json import read_plan

    if expect is not None:
        return Approval(expect.strip().lower())
    if file is None:
        return None
    try:
        data = (console.directory / file).read_bytes()
    except OSError as error:
        raise FormatError(
            f"cannot read {file}: {error.strerror}", f"Make it: flowops plan {environment} -o {file}"
        ) from None
    found = read_plan(parse(data, str(file)), str(file))
    if found.environment != environment:
        raise ConfigurationError(
            f"{file} is a plan for {found.environment}, not for {environment}", "Name that environment"
        )
    return Approval(found.digest, found.created_at, found.expires_at)


def deploy(  # noqa: PLR0917 # what deploy and rollback have in common is all of this
    console: Console,
    environment: str,
    wishes: Wishes,
    allow: tuple[str, ...],
    reason: str | None,
    yes: bool,
    format_: str,
) -> int:
    """Carry out what a command asks for, and show what came of it; its exit code."""
    from flowops import guard
    from flowops.commands.carrying import Permission, carry_out
    from flowops.commands.preparing import prepare
    from flowops.errors import Refused
    from flowops.render import deployed as show
    from flowops.repository import folder, lock

    guard.check_waivers(allow)
    if allow and not reason:
        console.warn("no --reason was given for --allow: the record will not say why")
    with lock.exclusive(folder.find_root(console.directory)):
        prepared = prepare(console, environment, wishes)
        try:
            result = carry_out(prepared, Permission(allow, reason, yes))
        except Refused as refused:
            if format_ == "json":
                console.result_json(show.to_json(_refused(environment, refused)))
            raise
    if format_ == "json":
        console.result_json(show.to_json(result))
    else:
        console.result(show.to_text(result, console.paint))
    return EXIT_CODES[result.status]


def _refused(environment: str, refused: Exception) -> Deployed:
    from flowops.model.deployed import Deployed

    return Deployed(None, environment, "refused", "", (), (), tuple(str(refused).splitlines()))
