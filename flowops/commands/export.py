"""`flowops export`: a workspace, or a downloaded file, into the repository."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowops.commands.console import Console, harmless
from flowops.commands.source import Source, from_file, from_server
from flowops.errors import Refused

if TYPE_CHECKING:
    from flowops.render.exported import Exported
    from flowops.repository.repository import Repository
    from flowops.repository.update import Update


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options of one call."""

    commit: bool
    message: str | None
    push: bool
    check: bool
    allow: tuple[str, ...]


@click.command
@click.argument("environment", metavar="[ENV]", required=False)
@click.option(
    "--from-file", "file", metavar="FILE", type=click.Path(path_type=Path),
    help="Read an export file downloaded from RapidPro instead of a workspace.",
)  # fmt: skip
@click.option("--commit", is_flag=True, help="Commit what the export wrote, and nothing else.")
@click.option(
    "-m", "--message", metavar="MSG", help="Message of the commit, instead of a list of what changed."
)
@click.option("--push", is_flag=True, help="Push the branch after the commit.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 2 if something would be written.")
@click.option(
    "--allow", metavar="GUARD", multiple=True,
    help="Go on although this guard refuses: wrong-workspace, empty-export, uncommitted-changes, secret-in-export.",
)  # fmt: skip
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(
    console: Console,
    *,
    environment: str | None,
    file: Path | None,
    commit: bool,
    message: str | None,
    push: bool,
    check: bool,
    allow: tuple[str, ...],
    format_: str,
) -> int:
    """Write a workspace's flows into the repository.

    ENV is a file environments/ENV.yaml. Each flow becomes one file in flows/, in a form in which only edits make
    a difference: exporting twice writes nothing the second time. What the workspace no longer has is removed.

    \b
    Examples:
      flowops export staging                     then see what changed: git diff
      flowops export staging --commit --push     what a nightly job does
      flowops export staging --check             is the repository up to date?
      flowops export --from-file download.json   without access to the API
    """
    from flowops.render import exported

    wishes = Wishes(commit, message, push, check, allow)
    _check_usage(wishes, environment, file)
    result = _export(console, wishes, environment, file)
    if format_ == "json":
        console.result_json(exported.to_json(result))
    else:
        console.result(exported.to_text(result, console.paint))
    return 2 if check and (result.written or result.removed) else 0


def _check_usage(wishes: Wishes, environment: str | None, file: Path | None) -> None:
    from flowops import guard

    if (environment is None) == (file is None):
        raise click.UsageError("Name either an environment (flowops export staging) or --from-file FILE.")
    if wishes.check and wishes.commit:
        raise click.UsageError("--check writes nothing, so there is nothing to --commit.")
    for option, given in (("-m", wishes.message is not None), ("--push", wishes.push)):
        if given and not wishes.commit:
            raise click.UsageError(f"{option} needs --commit.")
    if wishes.message is not None and not wishes.message.strip():
        raise click.UsageError("-m needs a text; without -m the message lists what changed.")
    guard.check_names(wishes.allow, guard.EXPORT_GUARDS)


def _export(console: Console, wishes: Wishes, environment: str | None, file: Path | None) -> Exported:
    from flowops.repository import folder, lock
    from flowops.repository.repository import Repository

    root = folder.find_root(console.directory)
    with lock.exclusive(root):
        return _work(console, wishes, Repository(root), environment, file)


def _work(
    console: Console, wishes: Wishes, repository: Repository, environment: str | None, file: Path | None
) -> Exported:
    """What can stop an export is looked at before the server is asked, and all of it before the first write."""
    if wishes.commit:
        repository.checkout.check_can_commit()
    if environment is not None:
        source = from_server(console, repository.root, environment, wishes.allow)
    else:
        source = from_file(console, repository.root, Path(str(file)), repository.contents.export)
    source, update = _stabilised(repository, source)
    _guard(console, wishes, repository, source, update)
    result = _result(console, wishes, repository, source, update)
    if not wishes.check:
        _write(console, repository, update)
    return _committed(wishes, repository, source, update, result) if wishes.commit else result


def _stabilised(repository: Repository, source: Source) -> tuple[Source, Update]:
    """In git's UUIDs; where the files are the same as they are, nobody has to look for them."""
    from dataclasses import replace

    from flowops.diff.stabilise import stabilised

    update = repository.update(source.export, source.beside)
    if not update.touched - source.beside.keys():
        return source, update
    source = replace(source, export=stabilised(repository.contents.export, source.export, source.known))
    return source, repository.update(source.export, source.beside)


def _write(console: Console, repository: Repository, update: Update) -> None:
    inside = _is_inside(repository.root / "flows")
    repository.write(update)
    if update.touched and inside:
        console.note("flows/ is a new folder now, and your shell is still in the old one: cd .")


def _is_inside(folder: Path) -> bool:
    try:
        return Path.cwd().is_relative_to(folder.resolve())
    except FileNotFoundError:  # in a folder that an earlier export replaced
        return False


def _guard(console: Console, wishes: Wishes, repository: Repository, source: Source, update: Update) -> None:
    from flowops import guard
    from flowops.model.kind import FLOW
    from flowops.repository.layout import kind_of

    flows = sum(kind_of(path) is FLOW for path in repository.files)
    _enforce(console, wishes, guard.empty_export(source.export, flows, source.name))
    _enforce(console, wishes, guard.secret_in_export(update.files, source.secrets))
    if not wishes.check:
        _enforce(console, wishes, guard.uncommitted_changes(repository.hand_made(update)))


def _enforce(console: Console, wishes: Wishes, refused: Refused | None) -> None:
    from flowops import guard

    guard.enforce(refused, wishes.allow, console.warn)


def _result(
    console: Console, wishes: Wishes, repository: Repository, source: Source, update: Update
) -> Exported:
    from flowops.diff.compare import compare
    from flowops.render.exported import Exported

    before = repository.contents if update.touched else None
    for problem in before.problems if before else ():
        console.warn(f"{problem}. The export replaces it")
    for path in before.not_canonical if before else ():
        console.detail(f"{path} was not in canonical form")
    changes = compare(before.export, source.export).changes if before else ()
    _warn_of_a_part(console, source, update)
    written, removed = tuple(sorted(update.written)), tuple(sorted(update.removed))
    unchanged = len(update.files) - len(written)
    return Exported(source.name, changes, written, removed, unchanged, source.requests or 0, wishes.check)


def _warn_of_a_part(console: Console, source: Source, update: Update) -> None:
    """RapidPro's export page makes people choose flows, so a download is often not the whole workspace."""
    from flowops.model.kind import FLOW
    from flowops.repository.layout import kind_of

    gone = sum(kind_of(path) is FLOW for path in update.removed - update.written)
    if gone and source.requests is None:
        console.warn(
            f"{source.name} lacks {gone} flow(s) of the repository, which are removed."
            " If it is not the whole workspace: git restore flows"
        )


def _committed(
    wishes: Wishes, repository: Repository, source: Source, update: Update, result: Exported
) -> Exported:
    from dataclasses import replace

    from flowops.diff.compare import compare
    from flowops.render import commit

    sha = None
    if paths := repository.pending(update):
        changes = compare(repository.head().export, source.export).changes
        message = wishes.message or harmless(commit.message(source.name, changes))
        sha = repository.checkout.commit(paths, message)
    if wishes.push:
        repository.checkout.push()
    return replace(result, commit=sha)
