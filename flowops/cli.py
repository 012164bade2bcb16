"""Words -> one command call; errors -> exit codes. Commands are imported when they are called."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
from typing import TYPE_CHECKING

import click

from flowops import __version__
from flowops.commands.console import Console, harmless
from flowops.errors import FlowopsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Word -> what it does. Kept here so that `flowops --help` imports no command; a test holds both together.
COMMANDS = {
    "init": "Start a repository of flows, or complete one.",
    "export": "Write a workspace's flows into the repository.",
    "diff": "Show what differs between two sides, flow by flow and node by node.",
    "lint": "Check flows: what the engine refuses, what is wrong for people.",
    "git": "Let git show and merge flows as flowops does.",
    "refs": "Show where each global, field, group, flow, channel, result … is used.",
    "plan": "Show what a deploy would do, and what stands in its way.",
    "deploy": "Make the workspace of an environment what git holds.",
    "verify": "Say whether the workspace of an environment is what git holds.",
    "drift": "Show what changed in a workspace behind git's back.",
    "history": "Show the recorded deploys of an environment.",
    "rollback": "Make the workspace again what a recorded deploy found there.",
    "globals": "Show the globals of flows, environment and workspace side by side.",
    "render": "Make the file that RapidPro's import page takes, offline.",
    "ci": "Do what the steps of a GitHub workflow do besides the work itself.",
    "sandbox": "Start a RapidPro-compatible server on this machine to try things out on.",
    "demo": "Show the whole story on a sandbox, step by step.",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"flowops.commands.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _directory(_ctx: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> Path:
    """Several -C add up, as in git."""
    from pathlib import Path

    directory = Path().joinpath(*given)
    try:
        directory = directory if directory.is_absolute() else Path.cwd() / directory
    except FileNotFoundError:
        raise click.UsageError("The folder you are in no longer exists: go to another one.") from None
    if not directory.is_dir():
        raise click.BadParameter(f"cannot go to {directory}: no such folder", param_hint="-C")
    return directory


@click.group(cls=_Commands, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C", "directory", metavar="DIR", multiple=True, callback=_directory,
    help="Run as if started in DIR.",
)  # fmt: skip
@click.option("-v", "--verbose", count=True, help="Say more.")
@click.option("-q", "--quiet", is_flag=True, help="No notes on standard error, only what went wrong.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.version_option(__version__, prog_name="flowops", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, directory: Path, verbose: int, quiet: bool, color: str) -> None:
    """Source control and deployment for RapidPro / TextIt flows.

    What is in a workspace becomes text in git, one file a flow; a change becomes a diff that people can read.

    \b
    Start with:  flowops demo              the whole story in a minute, on this machine
                 flowops init              a repository of your own
                 flowops export staging    your workspace in it
    """
    if verbose and quiet:
        raise click.UsageError("-v and -q exclude each other")
    ctx.obj = Console(directory, -1 if quiet else verbose, color)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; its exit code."""
    try:
        code = cli.main(args=arguments, prog_name="flowops", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 64 if isinstance(error, click.UsageError) else 1
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted")
        return 130
    except FlowopsError as error:
        _say(str(error))
        return error.exit_code
    except BrokenPipeError:  # `flowops … | head`: whoever read has seen enough
        return 1
    except OSError as error:  # a full disk, a folder that went away: trouble of the machine, not a bug
        _say(f"the system refused: {error.strerror or error} {error.filename or ''}".strip())
        return 1
    except Exception as error:
        from flowops.commands.crash import report

        _say(report(error))
        return 70
    return code if isinstance(code, int) else 0


def main() -> None:
    """Run what the command line says, and exit."""
    signal.signal(signal.SIGTERM, _terminated)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or open(os.devnull, "w")  # noqa: PTH123, SIM115 # closed by who started us
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a flow's name must not break an ASCII terminal
        setattr(sys, name, stream)
    code = run()
    try:
        sys.stdout.flush()
    except OSError:  # a full disk, or nobody reads any more; without this Python writes a traceback
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = code or 1
    sys.exit(code)


def _terminated(_signal: int, _frame: object) -> None:
    """End as after Ctrl-C: terminals restored, temporary folders removed."""
    raise SystemExit(143)


def _say(text: str) -> None:
    """One error on stderr; there may be nobody to hear it."""
    with contextlib.suppress(OSError):
        click.echo("\n".join(f"flowops: {line}" for line in harmless(text).splitlines()), err=True)
