"""`flowops ci mask`, `credential`, `change`, `environments`, `outputs`, `gate`: what later steps go by."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flowops.commands.ci_option import NUMBER
from flowops.commands.console import Console


@click.command
def mask() -> int:
    """Let the runner hide every value of FLOWOPS_VARIABLES and FLOWOPS_LOGINS in the log: the first step with secrets.

    GitHub hides the secrets it handed over; these came in one piece, and each has to be named to it, in the forms in
    which it may stand in a text: escaped, quoted for a URL, in base64.
    """
    from flowops.environment import bundle, disguises
    from flowops.render.workflow_command import workflow_command

    values = {part for value in bundle().values() for part in (value, *value.splitlines())}
    long_enough = (
        value for value in values if len(value) >= 4
    )  # shorter ones occur by chance all over a log
    for form in sorted({form for value in long_enough for form in disguises(value)}):
        click.echo(workflow_command("add-mask", form))  # not through the console, which would hide it
    return 0


@click.command
@click.argument("action", metavar="get|store|erase")
def credential(action: str) -> int:
    """Tell git the token of the run, as a credential helper: it is stored nowhere.

    The setup action registers it, so that only steps that are given GITHUB_TOKEN can fetch from a private repository
    or push.
    """
    from urllib.parse import urlsplit

    from flowops.github.run import read_run, token

    asked = dict(row.partition("=")[::2] for row in sys.stdin.read().splitlines())
    ours = urlsplit(read_run().server)
    if action == "get" and (asked.get("protocol"), asked.get("host")) == (ours.scheme, ours.netloc):
        click.echo(f"username=x-access-token\npassword={token()}")
    return 0


@click.command
@NUMBER
@click.pass_obj
def change(console: Console, number: int | None) -> int:
    """Say which pull request this run is about, for later steps: number, head, base, secrets.

    `base` is the commit to compare with; `secrets` is false for a fork and for Dependabot, and a notice says so.
    """
    from flowops.commands.ci_change import the_change
    from flowops.commands.ci_files import leave_outputs
    from flowops.github.run import read_run
    from flowops.render.workflow_command import annotation

    run = read_run()
    found = the_change(console, run, number)
    if found["secrets"] == "false":
        why = "GitHub gives no secrets to a run of a fork or of Dependabot: only what needs none is checked"
        console.commands([annotation("notice", "Checked offline only", why)])
    leave_outputs(console, run, found)
    return 0


@click.command
@click.argument("patterns", metavar="[PATTERN]…", nargs=-1)
@click.option(
    "--trusted", metavar="REV",
    help="Only those that have the same host and token in this revision: a change of them must not get the token.",
)  # fmt: skip
@click.option(
    "--planned", metavar="DIR", type=click.Path(path_type=Path),
    help="Only those whose plan in this folder has something to write.",
)  # fmt: skip
@click.pass_obj
def environments(
    console: Console, patterns: tuple[str, ...], trusted: str | None, planned: Path | None
) -> int:
    """Say which environments there are, as a JSON list for a matrix: the output `environments`.

    A PATTERN is a name, with * and ?; with ! in front it takes away. Several may stand in one argument. Without one:
    all of them. An environment that is still as `flowops init` wrote it is left out.
    """
    import json

    from flowops.commands.ci_environments import chosen
    from flowops.commands.ci_files import leave_outputs
    from flowops.github.run import read_run

    words = [word for text in patterns for word in text.split()]
    names = chosen(console, words, trusted, planned)
    leave_outputs(console, read_run(), {"environments": json.dumps(names)})
    return 0


@click.command
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.pass_obj
def outputs(console: Console, file: Path) -> int:
    """Hand what a JSON document of flowops says to later steps: its plain members, and how long its lists are.

    Of a plan also `writes`, the number of objects it would write, and `blocked`, the guards in its way.
    """
    from flowops.commands.ci_files import document, leave_outputs
    from flowops.commands.ci_plans import blocked, writes
    from flowops.github.run import read_run

    found = document(console, file)
    values = {key: _plain(value) for key, value in found.items() if not isinstance(value, dict)}
    if str(found["format"]).startswith("flowops/plan@"):
        values |= {"writes": str(writes(found)), "blocked": " ".join(blocked(found))}
    leave_outputs(console, read_run(), values)
    return 0


def _plain(value: object) -> str:
    if isinstance(value, list):
        return str(len(value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@click.command
@click.argument("environment", metavar="ENV")
@click.option(
    "--plan",
    "file",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="What would be deployed.",
)
@click.option("--expect", metavar="DIGEST", default="", help="What somebody approved by hand.")
@click.pass_obj
def gate(console: Console, environment: str, file: Path, expect: str) -> int:
    """Refuse, with exit code 3, unless somebody who may has approved exactly this plan.

    \b
    An environment that is not protected, nor was when it was deployed last, needs no approval. For another one, either
      * the GitHub environment of that name has required reviewers, and one of them approved this run, or
      * the pull request that brought the commit was approved, on its last commit, by somebody who may write and did
        not make it, and the digest of the plan is the one its comment showed then, or the one in --expect.
    A run of an older commit than the one that was deployed last is refused too, unless --expect names its plan.
    What cannot be found out counts as not approved. The output `reason` says who it was.
    """
    from flowops.commands.ci_files import leave_outputs
    from flowops.commands.ci_gate import passed
    from flowops.github.run import read_run

    run = read_run()
    leave_outputs(console, run, {"reason": passed(console, run, environment, file, expect.strip().lower())})
    return 0
