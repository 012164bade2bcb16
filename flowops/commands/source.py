"""What `flowops export` reads: a workspace, or a file that somebody downloaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flowops.commands.console import Console
from flowops.errors import ConfigurationError

if TYPE_CHECKING:
    from flowops.environment import Environment, Lock, Secret
    from flowops.model.export import Export


_UNKNOWN_SPEC = (14, 5)  # goflow 0.293, of RapidPro 26.3, refuses it too


@dataclass(frozen=True, slots=True)
class Source:
    """An export and where it came from.

    requests  how many it took; None where no server was asked
    beside    path -> bytes of the files that go with it outside `flows/`
    secrets   what must not stand in any of its files
    known     what the lock file told before: kind -> UUID -> the name in git
    """

    name: str
    export: Export
    requests: int | None = None
    beside: dict[str, bytes] = field(default_factory=dict)
    secrets: tuple[Secret, ...] = ()
    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def from_server(console: Console, root: Path, name: str, allow: tuple[str, ...]) -> Source:
    """Read the workspace of an environment."""
    from flowops import guard
    from flowops.environment import Lock, load, lock_bytes, lock_path, read_lock
    from flowops.server.client import Server
    from flowops.server.notices import Notices

    environment = load(root, name)
    with console.progress(f"Reading {name}") as progress:
        server = Server(environment, Notices(console.warn, console.detail, progress))
        guard.enforce(guard.wrong_workspace(environment, server.workspace), allow, console.warn)
        snapshot = server.read()
    _tell(console, environment, server.workspace.uuid, snapshot.excluded)
    _warn_of_the_future(console, snapshot.export)
    known = known_names(read_lock(root, name))
    lock = lock_bytes(Lock(server.workspace.uuid, snapshot.names, snapshot.export.server))
    beside = {lock_path(name): lock}
    return Source(name, snapshot.export, server.transport.requests, beside, environment.secrets(), known)


def known_names(lock: Lock | None) -> dict[str, dict[str, str]]:
    """Kind -> UUID -> the name in git, for objects that a workspace may call otherwise by now."""
    from flowops.model.kind import KINDS

    return {kind.name: lock.by_uuid(kind.key) for kind in KINDS if kind.key} if lock else {}


def _warn_of_the_future(console: Console, export: Export) -> None:
    from flowops.model.export import version_key

    if version_key(export.spec_version or "0") >= _UNKNOWN_SPEC:
        console.warn(
            f"flows of specification {export.spec_version} are newer than this flowops knows; they are kept as is"
        )


def _tell(console: Console, environment: Environment, workspace: str, excluded: int) -> None:
    if environment.workspace is None:
        console.note(f"{environment.path} names no workspace; this one is:  workspace: {workspace}")
    if excluded:
        console.note(f"{excluded} flow(s) left out by include/exclude of {environment.name}")


def from_file(console: Console, root: Path, file: Path, known: Export) -> Source:
    """Read an export file; `known` is what the repository holds."""
    from flowops.repository import download
    from flowops.server import era

    export = download.read(console.directory / file, str(file), known)
    _warn_of_the_future(console, export)
    wrote = era.of_file(export.spec_version)
    export = replace(export, server=wrote.release if wrote else None)
    return Source(file.name, export, secrets=tuple(_all_secrets(root)))


def _all_secrets(root: Path) -> Iterator[Secret]:
    """Of every environment that can be read: a file may come from any of them."""
    from flowops.environment import load, names

    for name in names(root):
        with suppress(ConfigurationError):
            yield from load(root, name).secrets()
