"""`flowops ci annotations`, `summary`, `comment`, `issue`: what people see of a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowops.commands.ci_option import NUMBER
from flowops.commands.console import Console

if TYPE_CHECKING:
    from flowops.model.json import JsonObject

_FILES = click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.command("annotations")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.pass_obj
def annotate(console: Console, file: Path) -> int:
    """Show what stands in the way of a plan, or the problems of a deploy, as annotations of the run.

    FILE is a document of `flowops plan -o` or `flowops deploy --format json`. Errors come first, and ten of each sort
    at most: GitHub shows no more of a step. (`flowops lint --format github` does this for its own findings.)
    """
    from flowops.commands.ci_files import document
    from flowops.commands.ci_plans import FOR_THE_GATE
    from flowops.render.workflow_command import annotation

    found = document(console, file)
    listed = [("error", "flowops", str(it)) for it in _list(found, "problems")]
    for it in _list(found, "guards"):
        if isinstance(it, dict) and it.get("guard") != FOR_THE_GATE:
            severity = "error" if it.get("severity") == "block" else "warning"
            listed.append((severity, str(it.get("guard")), str(it.get("message"))))
    for wanted in ("error", "warning"):
        console.commands([annotation(*it) for it in listed if it[0] == wanted][:10])
    return 0


@click.command
@_FILES
@click.option(
    "--environment", metavar="ENV", default="", help="Whose deploy it was, for a JSON document of one."
)
@click.pass_obj
def summary(console: Console, files: tuple[Path, ...], environment: str) -> int:
    """Put pages of Markdown, or what a deploy came to, on the page of the run.

    A FILE may be Markdown, the JSON document of a deploy, or a folder of such files. What is missing is left out: the
    step that should have made it says why.
    """
    from flowops.commands.ci_files import leave_summary, under
    from flowops.github.run import read_run
    from flowops.render.ci_page import SUMMARY, page

    run = read_run()
    sections = [*_pages(console, files), *_deploys(console, under(console, files, ".json"), environment)]
    if not sections:
        console.note("nothing to show")
    elif not leave_summary(run, page("", sections, SUMMARY, "All of it: run the command yourself")):
        console.note("GITHUB_STEP_SUMMARY is not set: nothing was shown")
    return 0


def _deploys(console: Console, files: list[Path], environment: str) -> list[str]:
    from flowops.commands.ci_files import document
    from flowops.render.deployed_markdown import to_markdown

    found = [document(console, file) for file in files if file.stat().st_size]
    return [to_markdown(it, environment) for it in found if it.get("format") == "flowops/deploy@1"]


@click.command
@_FILES
@NUMBER
@click.option("--head", metavar="SHA", help="The commit of it that the files are about.")
@click.option("--expected", metavar="JSON", default="[]", help="Environments there should be a plan for.")
@click.pass_obj
def comment(
    console: Console, files: tuple[Path, ...], number: int | None, head: str | None, expected: str
) -> int:
    """Show pages of Markdown as one comment on the pull request, and bring it up to date the next time.

    A FILE may be Markdown, or a folder of Markdown files and of the plans (`flowops plan -o`) they show. The comment
    stays below 60,000 bytes and remembers the digests of the plans: whoever approves the pull request while it
    stands there approves them. Where the run may not comment, as for a fork, the same goes to the page of the run.
    """
    from flowops.commands.ci_files import leave_summary
    from flowops.commands.ci_plans import digests, without_a_plan
    from flowops.errors import GitHubError
    from flowops.github import sticky
    from flowops.github.client import Client
    from flowops.github.gathering import CHECK, told_line
    from flowops.github.run import read_run
    from flowops.render.ci_page import page

    run = read_run()
    about = _about(run.event, number, head)
    found = digests(console, files)
    sections = [*_pages(console, files), *without_a_plan(expected, found)]
    more = f"All of it: [the page of the run]({run.url})"
    mark = told_line(about[1], found)
    text = page(f"{mark}\n## What this would change", sections, more=more)
    if not run.has_secrets:
        note = "_From a fork, or from Dependabot: GitHub gives no secrets to such runs, so nothing is planned and no comment is made._"
        leave_summary(run, page(note, sections))
        console.note("this run may not comment; see the page of the run")
        return 0
    try:
        console.result(f"comment {sticky.comment(Client(run), about[0], CHECK, text)}")
    except GitHubError as error:
        leave_summary(run, text)
        raise error from None
    return 0


def _about(event: JsonObject, number: int | None, head: str | None) -> tuple[int, str]:
    """The pull request and its last commit."""
    from flowops.errors import ConfigurationError
    from flowops.github.pulls import read_pull

    there = event.get("pull_request")
    found = read_pull(there) if isinstance(there, dict) else None
    which = number or (found.number if found else 0)
    if not which:
        raise ConfigurationError("this run is of no pull request", "Name one: --number N --head SHA")
    return which, head or (found.head if found else "")


@click.command
@click.argument("environment", metavar="ENV")
@click.argument("file", metavar="DRIFT.json", type=click.Path(path_type=Path))
@click.option(
    "--body", metavar="FILE", type=click.Path(path_type=Path), help="The same as Markdown, for people."
)
@click.pass_obj
def issue(console: Console, environment: str, file: Path, body: Path | None) -> int:
    """Let there be one open issue while an environment has drifted, and none while it has not.

    DRIFT.json is what `flowops drift ENV -o` wrote. The issue is opened, brought up to date, or closed.
    """
    from flowops.commands.ci_files import document, text_of
    from flowops.environment import check_name
    from flowops.github import sticky
    from flowops.github.client import Client
    from flowops.github.run import read_run
    from flowops.render.ci_page import page

    check_name(environment)
    run = read_run()
    found = document(console, file, "drift")
    name = f"drift:{environment}"
    text = None
    if _list(found, "changes"):
        shown = [text_of(console.directory / body)] if body else []
        head = (
            f"{sticky.mark(name)}\nSomebody changed `{environment}` in RapidPro, and git does not know it. Take it over with"
            f" `flowops export {environment}`, or undo it with a deploy. This issue closes itself when they agree again."
        )
        text = page(head, shown, more=f"All of it: `flowops drift {environment}`")
    done = sticky.issue(Client(run), name, f"{environment} has drifted", text)
    console.result(f"issue {done}")
    return 0


def _pages(console: Console, files: tuple[Path, ...]) -> list[str]:
    from flowops.commands.ci_files import text_of, under

    return [text_of(file) for file in under(console, files, ".md")]


def _list(document: JsonObject, key: str) -> list[object]:
    found = document.get(key)
    return [*found] if isinstance(found, list) else []
