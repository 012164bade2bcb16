"""`flowops lint`: is it valid for RapidPro's engine, and good for the people who get the messages?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowops.commands.console import Console

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flowops.model.finding import Finding
    from flowops.model.json import JsonObject
    from flowops.rules.run import Report


@click.command
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--env", "environment", metavar="ENV", help="The environment that the flows are meant for.")
@click.option("--live", is_flag=True, help="Ask the environment's workspace, too: channels, languages.")
@click.option(
    "--target", metavar="VERSION", help="RapidPro (9.0) or flow spec version (14.4.1) whose engine judges."
)
@click.option("--select", metavar="IDS", help="Only these rules: ids or their beginnings, with commas.")
@click.option("--ignore", metavar="IDS", help="Not these rules.")
@click.option("--baseline", metavar="FILE", help="Leave out the findings that this file knows.")
@click.option("--update-baseline", is_flag=True, help="Write what is found now into the baseline.")
@click.option("--fix", is_flag=True, help="Repair what can be repaired without doubt.")
@click.option("--explain", metavar="RULE", help="Tell what a rule is for, with examples.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the result into a file.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
)
@click.pass_obj
def command(
    console: Console,
    *,
    paths: tuple[str, ...],
    environment: str | None,
    live: bool,
    target: str | None,
    select: str | None,
    ignore: str | None,
    baseline: str | None,
    update_baseline: bool,
    fix: bool,
    explain: str | None,
    output: Path | None,
    format_: str,
) -> int:
    """Check flows: what the engine refuses, what is wrong for people.

    A PATH is a repository, an export file, a flow's file, or a folder in which every *.json counts; without one it is the
    repository around. Needs no server, but for --live. Rules, severities, waivers and thresholds are set in flowops.yaml. Ends with 1
    where there are errors.

    \b
    Examples:
      flowops lint                          the repository
      flowops lint --env production         and what only a target can tell: globals, hosts
      flowops lint --env production --live  and what its workspace tells now: channels, languages
      flowops lint download.json --select SPEC
      flowops lint --explain SMS002         what is it about?
      flowops lint --fix                    repair what is beyond doubt, then tell what is left
      flowops lint --baseline known.json --update-baseline     from now on, only what is new
      flowops lint --format github          annotations in a pull request
    """
    from flowops.commands import known, repairing
    from flowops.commands.linting import Linter, Request

    if explain:
        return _explain(console, explain)
    if live and not environment:
        raise click.UsageError("--live asks the workspace of an environment: name it with --env ENV.")
    request = Request(console.directory, paths, environment, target, _ids(select), _ids(ignore), live)
    linter = Linter(request, console.warn)
    linted = repairing.repair(console, linter) if fix else linter.run()
    place = known.Place.of(console.directory, baseline, linter)
    findings = known.new(console, place, linted.report.findings, update=update_baseline)
    _deliver(console, _RENDERERS[format_](console, findings, len(linted.gathered)), format_, output)
    _tell(console, linted.report, findings, shown=format_ in ("json", "sarif"))
    if linter.complete:
        _tell_unused(console, linted.report)
    return 1 if any(it.severity == "error" for it in findings) else 0


def _ids(given: str | None) -> tuple[str, ...]:
    return tuple(it.strip().upper() for it in (given or "").split(",") if it.strip())


def _explain(console: Console, word: str) -> int:
    from flowops.render.rules import explained
    from flowops.rules.description import described
    from flowops.rules.elsewhere import ELSEWHERE
    from flowops.rules.selection import Selection
    from flowops.rules.table import RULES

    if it := ELSEWHERE.get(word.strip().upper()):
        console.result(f"{word.strip().upper()}: {it.title}\n\nNo rule of lint: {it.why}")
        return 0
    chosen = Selection(_ids(word)).of(RULES.values())
    console.result("\n\n\n".join(explained(described(rule)) for rule in chosen))
    return 0


def _text(console: Console, findings: Sequence[Finding], files: int) -> str:
    from flowops.render.lint_text import summary, to_text

    listed = [it for it in findings if it.severity != "info" or console.verbosity > 0]
    told = to_text(listed, console.paint, helpful=console.verbosity > 0)
    return "\n\n".join(part for part in (told, summary(findings, files)) if part)


def _github(console: Console, findings: Sequence[Finding], files: int) -> str:
    from flowops.environment import redact
    from flowops.render.lint_github import to_github

    return to_github(_as_checked_out(console, findings), files, redact)


def _as_checked_out(console: Console, findings: Sequence[Finding]) -> list[Finding]:
    """With the names that files have from the folder into which a workflow has checked out: GitHub knows no others."""
    root = os.environ.get("GITHUB_WORKSPACE")
    ways = {it.file: _way(console.directory, it.file, Path(root)) for it in findings} if root else {}
    return [it._replace(file=ways.get(it.file, it.file)) for it in findings]


def _way(directory: Path, file: str, root: Path) -> str:
    folder, name = os.path.split(directory / file)
    here = Path(folder).resolve() / name
    return here.relative_to(root.resolve()).as_posix() if here.is_relative_to(root.resolve()) else file


def _json(_console: Console, findings: Sequence[Finding], files: int) -> str:
    from flowops.render.lint_json import to_json

    return _dumped(to_json(findings, files))


def _sarif(console: Console, findings: Sequence[Finding], _files: int) -> str:
    from flowops import __version__
    from flowops.render.lint_sarif import to_sarif
    from flowops.rules.description import described
    from flowops.rules.table import RULES

    rules = {name: described(rule) for name, rule in RULES.items()}
    return _dumped(to_sarif(_as_checked_out(console, findings), rules, __version__))


def _dumped(document: JsonObject) -> str:
    from flowops import canon
    from flowops.commands.console import inert

    return inert(canon.dumps(document).decode().rstrip("\n"))


_RENDERERS: dict[str, Callable[[Console, Sequence[Finding], int], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
}


def _deliver(console: Console, text: str, format_: str, output: Path | None) -> None:
    from flowops.commands.console import printable
    from flowops.repository.folder import replace

    if output is None and format_ == "github":
        console.commands(text.splitlines())
    elif output is None:
        console.result(text)
    else:
        replace(console.directory / output, f"{printable(text)}\n".encode())


def _tell(console: Console, report: Report, findings: Sequence[Finding], *, shown: bool) -> None:
    """What the result does not say: what was left out, and why."""
    from flowops.render.words import count

    infos = sum(it.severity == "info" for it in findings)
    if infos and not shown and console.verbosity == 0:
        console.note(f"{count(infos, 'info')} not shown: flowops -v lint shows them, and what to do")
    if report.waived:
        console.note(f"{count(report.waived, 'finding')} waived in flowops.yaml")
    if report.silenced:
        console.warn(
            f"{count(report.silenced, 'flow')} refused by the engine, so not looked at: --select SPEC tells why"
        )
    for needs, option in (("environment", "--env ENV"), ("server", "--env ENV --live")):
        ids = [rule.id for rule in report.skipped if rule.needs == needs]
        if ids:
            console.note(f"{count(len(ids), 'rule')} skipped, for want of {option}: {', '.join(ids)}")


def _tell_unused(console: Console, report: Report) -> None:
    from flowops.render.words import line

    for waiver in report.unused:
        console.warn(
            f"the waiver of {waiver.rule} for {line(waiver.flow)} covers nothing: remove it from flowops.yaml"
        )
