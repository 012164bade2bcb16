"""What `flowops diff` compares and `flowops refs` looks through: a path, else an environment, else a git revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flowops.commands.source import known_names
from flowops.errors import ConfigurationError, FormatError

if TYPE_CHECKING:
    from flowops.commands.console import Console
    from flowops.environment import Environment
    from flowops.model.export import Document, Export
    from flowops.repository.layout import Contents


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison.

    problems     what could not be read, one line each
    environment  whose workspace it is; None for files and revisions
    known        kind -> UUID -> the name that git knows the object by
    archived     whether it tells what is archived
    broken       files of which nothing is known, so that what they held is not compared
    """

    word: str
    export: Export
    problems: tuple[str, ...] = ()
    environment: Environment | None = None
    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    archived: bool = True
    broken: frozenset[str] = frozenset()

    def in_normal_form(self) -> Side:
        """As a file stands there, its lists are in any order."""
        from flowops import canon

        return replace(self, export=canon.normalize(self.export))

    def selected(self, environment: Environment) -> Side:
        """Without the flows that an environment leaves out, and what starts them."""
        from flowops.model.kind import FLOW, TRIGGER, flow_of

        def keeps(document: Document) -> bool:
            if document.kind is TRIGGER:
                return environment.selects(flow_of(document.body))
            return document.kind is not FLOW or environment.selects(document.name)

        kept = tuple(document for document in self.export.documents if keeps(document))
        return replace(self, export=replace(self.export, documents=kept))


def read(console: Console, word: str, allow: tuple[str, ...] = ()) -> Side:
    """The side that a word of the command line means. Raises ConfigurationError where it means nothing."""
    path = console.directory / word
    if word and path.exists():
        _tell_what_else(console, word)
        return _folder(path, word) if path.is_dir() else _file(path, word)
    if _is_environment(console, word):
        return _environment(console, word, allow)
    return _revision(console, word)


def _tell_what_else(console: Console, word: str) -> None:
    if "/" not in word and _is_environment(console, word):
        console.note(
            f"{word} is the {'folder' if (console.directory / word).is_dir() else 'file'} here, not the environment"
        )


def _is_environment(console: Console, word: str) -> bool:
    from flowops.repository import folder

    try:
        root = folder.find_root(console.directory)
    except ConfigurationError:
        return False
    return (root / "environments" / f"{word}.yaml").is_file()


def _folder(path: Path, word: str) -> Side:
    from flowops.repository import folder, layout

    root = path.parent if path.name == layout.ROOT and (path / "workspace.json").is_file() else path
    if not (root / layout.ROOT).is_dir() and not (root / "environments").is_dir():
        raise ConfigurationError(
            f"{word} is no repository of flows: it holds no {layout.ROOT}/",
            "Name the folder that holds it, an export file, an environment or a git revision",
        )
    return _of_contents(word, layout.read(folder.read(root)))


def _file(path: Path, word: str) -> Side:
    """RapidPro's files tell neither what is archived nor which globals there are."""
    from flowops import wire
    from flowops.model.export import Document, Export
    from flowops.model.kind import FLOW, GLOBAL, KINDS
    from flowops.parse import parse

    if not path.is_file():  # a pipe or a device never ends
        raise FormatError(f"{word} is no plain file", "Name an export file, or a folder")
    try:
        value = parse(path.read_bytes(), word)
    except OSError as error:
        raise FormatError(f"cannot read {word}: {error.strerror}", "Name another file") from None
    if isinstance(value, dict) and "flows" not in value and isinstance(value.get("nodes"), list):
        flow = Document(FLOW, value)
        wire.check_document(flow, word)
        others = frozenset(kind.name for kind in KINDS if kind is not FLOW)
        return Side(word, Export((flow,), unread=others), archived=False)
    return Side(word, replace(wire.decode(value, word), unread=frozenset({GLOBAL.name})), archived=False)


def _environment(console: Console, word: str, allow: tuple[str, ...]) -> Side:
    from flowops import guard
    from flowops.environment import load, read_lock
    from flowops.repository import folder
    from flowops.server.client import Server
    from flowops.server.notices import Notices

    root = folder.find_root(console.directory)
    environment = load(root, word)
    with console.progress(f"Reading {word}") as progress:
        server = Server(environment, Notices(console.warn, console.detail, progress))
        guard.enforce(guard.wrong_workspace(environment, server.workspace), allow, console.warn)
        snapshot = server.read()
    return Side(word, snapshot.export, environment=environment, known=known_names(read_lock(root, word)))


def _revision(console: Console, word: str) -> Side:
    from flowops.errors import RepositoryError
    from flowops.repository import folder, layout
    from flowops.repository.checkout import Checkout

    try:
        root = folder.find_root(console.directory)
        checkout = Checkout(root)
        files = checkout.files(word)
    except (ConfigurationError, RepositoryError):
        raise _nothing(console, word) from None
    if not files and not checkout.holds(word, "environments"):  # else nothing has been exported yet
        raise ConfigurationError(
            f"{word} is a git revision without flows: it holds no {layout.ROOT}/", "See: git log -- flows"
        )
    return _of_contents(word, layout.read(files))


def _nothing(console: Console, word: str) -> ConfigurationError:
    from flowops.environment import names
    from flowops.repository import folder

    what = f"{word!r} is no file or folder, no environment and no git revision"
    try:
        known = names(folder.find_root(console.directory))
    except ConfigurationError as error:
        return ConfigurationError(what, f"And {error.what}")
    return ConfigurationError(
        what, f"Environments here: {', '.join(known) or 'none'}. Revisions: git log --oneline"
    )


def _of_contents(word: str, contents: Contents) -> Side:
    return Side(word, contents.export, contents.problems, broken=contents.broken)
