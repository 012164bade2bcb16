"""`flowops sandbox`: a RapidPro-compatible server on this machine."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from flowops.commands.console import Console
from flowops.errors import ConfigurationError, FormatError

if TYPE_CHECKING:
    from flowops.model.json import JsonObject

_DIALECTS = ("7.4", "8.0", "9.0", "10.0", "26.2")


def _named_file(_: click.Context, option: click.Parameter, values: tuple[str, ...]) -> list[tuple[str, Path]]:
    pairs = [value.partition("=") for value in values]
    for name, _sign, path in pairs:
        if not name or not path:
            raise click.BadParameter("write NAME=FILE.json", param=option)
    return [(name, Path(path)) for name, _sign, path in pairs]


@click.command("sandbox")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Port to listen on; 0 takes any free one."
)
@click.option(
    "--dialect",
    type=click.Choice(_DIALECTS),
    default="26.2",
    show_default=True,
    help="The RapidPro version to behave like.",
)
@click.option(
    "--load",
    "loads",
    metavar="NAME=EXPORT.json",
    multiple=True,
    callback=_named_file,
    help="What a workspace holds at the start: an export file as RapidPro writes it. Repeatable.",
)
@click.option(
    "--assets",
    "assets",
    metavar="NAME=ASSETS.json",
    multiple=True,
    callback=_named_file,
    help="Values of globals, and channels, labels, topics, templates, users … of a workspace. Repeatable.",
)
@click.pass_obj
def command(
    console: Console,
    *,
    port: int,
    dialect: str,
    loads: list[tuple[str, Path]],
    assets: list[tuple[str, Path]],
) -> None:
    """Start a RapidPro-compatible server on this machine to try things out on.

    It answers like RapidPro, awkward corners included, binds to 127.0.0.1 only, keeps everything in memory and
    forgets it when it ends. The workspaces "Staging" and "Production" always exist; a --load or --assets with
    another NAME adds one. Once it accepts requests it prints one line of JSON: its address, a login, and each
    workspace with its UUID and API token, all of them new at every start. Ctrl-C ends it.

    \b
    Example: a staging workspace with flows, an empty production
      flowops sandbox --port 8123 --load staging=export.json
      curl -H "Authorization: Token TOKEN" http://127.0.0.1:8123/api/v2/flows.json
    """
    from flowops.commands.werkzeug import needed

    with needed("the sandbox"):
        from flowops.sandbox import Sandbox, serve

    sandbox = Sandbox(dialect)
    for name, path in loads:
        sandbox.load(name, _read(console.directory / path), str(path))
    for name, path in assets:
        sandbox.assets(name, _read(console.directory / path), str(path))
    ended = Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    with serve(sandbox, port) as running:
        click.echo(json.dumps(sandbox.describe(running.url)))
        ended.wait()


def _read(path: Path) -> JsonObject:
    from flowops.parse import parse

    try:
        document = parse(path.read_bytes(), str(path))
    except OSError as error:
        raise ConfigurationError(
            f"{path} cannot be read: {error.strerror}", "Write --load NAME=FILE"
        ) from error
    if not isinstance(document, dict):
        raise FormatError(f"{path} is no export: it holds no JSON object", "Download it again")
    return document
