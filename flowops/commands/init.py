"""`flowops init`: a repository of flows, from templates; what exists stays."""

from __future__ import annotations

from pathlib import Path

import click

from flowops.commands.console import Console
from flowops.errors import RepositoryError

# Template in the package -> file in the repository
_FILES = {
    "staging.yaml": "environments/staging.yaml",
    "production.yaml": "environments/production.yaml",
    "gitattributes": ".gitattributes",
}
_SCHEMAS = (
    "environments/environment.schema.json",
    "environments/flowops.schema.json",
    "environments/flow.schema.json",
)


@click.command
@click.option("--github", is_flag=True, help="Write all GitHub workflows, or bring them up to date.")
@click.option(
    "--export", metavar="ENV", default="staging", show_default=True,
    help="The environment that flows are built in: exported from, never deployed to.",
)  # fmt: skip
@click.option(
    "--pin", metavar="OWNER/NAME@COMMIT", help="The flowops that the workflows use, instead of this one."
)
@click.pass_obj
def command(console: Console, *, github: bool, export: str, pin: str | None) -> None:
    """Start a repository of flows, or complete one.

    Makes flows/, environments/ with a commented staging.yaml and production.yaml, .gitattributes, a GitHub workflow that
    exports every night, and a git repository where there is none. Asks nothing, and changes no file that exists, except
    the schemas for your editor, which it brings up to date.

    With --github instead four workflows in .github/workflows, which export, check, deploy and watch. Repeat it when
    environments/ changes: GitHub wants every secret named. Only that part of a workflow, and the commit of flowops that
    it calls, are written again; all else in it is yours.

    \b
    Then:
      1. put your server into environments/staging.yaml
      2. export RAPIDPRO_STAGING_TOKEN=…
      3. flowops export staging
    """
    made = _make(console.directory, alone=not github)
    left: list[str] = []
    if github:
        from flowops.commands.init_github import write

        workflows, left = write(console.directory, pin, export)
        made += workflows
    for path in made:
        console.result(f"{console.paint('made', 'green')} {path}")
    for text in left:
        console.warn(text)
    if not made:
        console.result("Everything is there already.")
    console.note("Next: put your server into environments/staging.yaml, then: flowops export staging")


def _make(root: Path, *, alone: bool) -> list[str]:
    from flowops.commands import nightly
    from flowops.environment import CONFIGURATION, ENVIRONMENT
    from flowops.repository import git
    from flowops.repository.checkout import Checkout

    made = [".git/"] if git.start(root) else []
    top = Checkout(root).top
    try:
        (root / "flows").mkdir(exist_ok=True)
        for template, path in _FILES.items():
            made += _write(root / path, _template(template), path)
        if alone:
            made += _write(top / nightly.PATH, nightly.nightly(root, top), nightly.PATH)
        schemas = (ENVIRONMENT.bytes, CONFIGURATION.bytes, _flow_schema(root))
        for path, data in zip(_SCHEMAS, schemas, strict=True):
            made += _write(root / path, data, path, refresh=True)
    except OSError as error:
        raise RepositoryError(
            f"cannot write {error.filename or root}: {error.strerror}",
            "Choose a folder that you may write to: -C DIR",
        ) from None
    return made


def _write(target: Path, data: bytes, path: str, refresh: bool = False) -> list[str]:
    from flowops.repository import folder

    if target.exists() and (not refresh or target.read_bytes() == data):
        return []
    folder.replace(target, data)
    return [path]


def _flow_schema(root: Path) -> bytes:
    """Of flows in the specification that the repository has, or the next one that a RapidPro writes; else the newest."""
    from flowops.model.export import version_key
    from flowops.repository.repository import Repository
    from flowops.rules.spec import RELEASES

    given = version_key(Repository(root).contents.export.spec_version or "")
    specs = sorted({release.spec for release in RELEASES})
    spec = next((it for it in specs if it >= given > (0,)), specs[-1])
    return _shipped("schemas", f"flow-{'.'.join(map(str, spec))}.schema.json")


def _template(name: str) -> bytes:
    return _shipped("templates", name)


def _shipped(folder: str, name: str) -> bytes:
    from importlib import resources

    return resources.files("flowops").joinpath(folder, name).read_bytes()
