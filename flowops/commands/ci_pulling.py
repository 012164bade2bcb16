"""`flowops ci push`, `pull-request`: what an export does with what it found."""

from __future__ import annotations

from pathlib import Path

import click

from flowops.commands.console import Console


@click.command
@click.argument("branch", metavar="BRANCH")
@click.pass_obj
def push(console: Console, branch: str) -> int:
    """Let BRANCH of origin hold what is checked out, unless it holds the same files already.

    So a pull request that people have approved is not touched by an export that found nothing new. What somebody else
    has committed to that branch is never overwritten.
    """
    from flowops.commands.ci_branch import Pushed

    pushed = Pushed(console)
    console.result(f"{branch} {pushed.to(branch)}")
    return 0


@click.command("pull-request")
@click.argument("branch", metavar="BRANCH")
@click.argument("file", metavar="EXPORT.json", type=click.Path(path_type=Path))
@click.option("--base", metavar="BRANCH", required=True, help="Where it leads to.")
@click.option("--title", metavar="TEXT", required=True)
@click.option("--body", metavar="FILE", type=click.Path(path_type=Path), help="What differs, as Markdown.")
@click.option("--check", metavar="WORKFLOW", help="A workflow to start for it: GitHub starts none by itself.")
@click.pass_obj
def pull_request(
    console: Console, *, branch: str, file: Path, base: str, title: str, body: Path | None, check: str | None
) -> int:
    """Let there be one open pull request from BRANCH while an export found something, and none while it did not.

    EXPORT.json is what `flowops export --commit --format json` printed.
    """
    from flowops.commands.ci_branch import close, propose
    from flowops.commands.ci_files import document, text_of
    from flowops.github.client import Client
    from flowops.github.run import read_run
    from flowops.render.ci_page import page

    client = Client(read_run())
    if not document(console, file, "export").get("commit"):
        console.result(f"pull request {close(client, branch)}")
        return 0
    head = "What somebody edited in RapidPro since the last export."
    text = page(head, [text_of(console.directory / body)] if body else [], more="All of it: the files")
    console.result(f"pull request {propose(console, client, (branch, base), (title, text), check)}")
    return 0
