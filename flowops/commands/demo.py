"""`flowops demo`: the whole story on a sandbox, told by the real commands."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flowops.commands.console import Console
from flowops.commands.story import Stage, tell

if TYPE_CHECKING:
    from flowops.sandbox import Sandbox


@click.command
@click.option("--keep", is_flag=True, help="Keep the folder to look around in it afterwards.")
@click.pass_obj
def command(console: Console, keep: bool) -> None:
    """Show the whole story on a sandbox, step by step.

    Starts a RapidPro-compatible server on this machine, with an antenatal care programme in its staging
    workspace, and plays some weeks of a team: export into git, the first deploy to production, an edit by a
    colleague, its diff, plan and deploy while contacts wait in the flow, a hotfix that nobody knows of, and the way
    back. What you see are the real commands; nothing leaves this machine, and the temporary folder is removed.

    \b
    Examples:
      flowops demo
      flowops demo --keep     then look at the repository it made
    """
    from flowops.commands.werkzeug import needed

    with needed("the demo"):
        from flowops.sandbox import Sandbox, serve

    sandbox = Sandbox()
    _fill(sandbox)
    folder = Path(tempfile.mkdtemp(prefix="flowops-demo-")).resolve()
    try:
        with serve(sandbox) as running:
            tell(_stage(console, folder, sandbox, running.url))
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
    if keep:
        console.result(f"\nThe repository is still there: {folder}")


def _stage(console: Console, folder: Path, sandbox: Sandbox, url: str) -> Stage:
    user = sandbox.describe(url)["login"]
    login = user if isinstance(user, dict) else {}
    staging, production = sandbox.workspace("Staging"), sandbox.workspace("Production")
    return Stage(
        console, folder, staging, production, url, str(login.get("email")), str(login.get("password"))
    )


def _fill(sandbox: Sandbox) -> None:
    from flowops import wire
    from flowops.model.kind import GLOBAL
    from flowops.repository import programme

    export = programme.read()
    values = [{"name": document.body["name"], "value": "for the demo"} for document in export.of(GLOBAL)]
    sandbox.assets("Staging", {"globals": [*values]})
    sandbox.load("Staging", wire.encode(export))
