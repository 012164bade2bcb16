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
_WORKFLOW = ".github/workflows/flowops-export.yml"
_SCHEMAS = ("environments/environment.schema.json", "environments/flowops.schema.json")


@click.command
@click.pass_obj
def command(console: Console) -> None:
    """Start a repository of flows, or complete one.

    Makes flows/, environments/ with a commented staging.yaml and production.yaml, .gitattributes, a workflow that
    exports every night, and a git repository where there is none. Asks nothing, and changes no file that exists,
    except the schemas for your editor, which it brings up to date.

    \b
    Then:
      1. put your server into environments/staging.yaml
      2. export RAPIDPRO_STAGING_TOKEN=…
      3. flowops export staging
    """
    made = _make(console.directory)
    for path in made:
        console.result(f"{console.paint('made', 'green')} {path}")
    if not made:
        console.result("Everything is there already.")
    console.note("Next: put your server into environments/staging.yaml, then: flowops export staging")


def _make(root: Path) -> list[str]:
    from flowops.environment import CONFIGURATION, ENVIRONMENT
    from flowops.repository import checkout, git

    made = [".git/"] if git.start(root) else []
    top = checkout.Checkout(root).top
    try:
        (root / "flows").mkdir(exist_ok=True)
        for template, path in _FILES.items():
            made += _write(root / path, _template(template), path)
        made += _write(top / _WORKFLOW, _workflow(root, top), _WORKFLOW)
        for path, schema in zip(_SCHEMAS, (ENVIRONMENT, CONFIGURATION), strict=True):
            made += _write(root / path, schema.bytes, path, refresh=True)
    except OSError as error:
        raise RepositoryError(
            f"cannot write {error.filename or root}: {error.strerror}",
            "Choose a folder that you may write to: -C DIR",
        ) from None
    return made


def _workflow(root: Path, top: Path) -> bytes:
    """GitHub reads workflows at the top of a repository only, which flows may share with a CHT project."""
    inside = "" if root.resolve() == top else f"-C {root.resolve().relative_to(top).as_posix()} "
    return _template("flowops-export.yml").replace(b"@DIRECTORY@", inside.encode())


def _write(target: Path, data: bytes, path: str, refresh: bool = False) -> list[str]:
    from flowops.repository import folder

    if target.exists() and (not refresh or target.read_bytes() == data):
        return []
    folder.replace(target, data)
    return [path]


def _template(name: str) -> bytes:
    from importlib import resources

    from flowops import __version__

    text = resources.files("flowops").joinpath("templates", name).read_text(encoding="utf-8")
    return text.replace("@VERSION@", __version__).encode()
