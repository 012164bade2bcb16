"""The files that `flowops lint` reads: each named, whatever is wrong with it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flowops.errors import ConfigurationError
from flowops.rules.file import File

_SUFFIX = ".json"
_FOLDER = "flows"


@dataclass(frozen=True, slots=True)
class Gathered:
    """A file, where it is, and whether the user named this very one."""

    file: File
    place: Path
    asked: bool = False


def gather(directory: Path, paths: tuple[str, ...]) -> list[Gathered]:
    """What stands at these paths, each file once; the words of `paths` name them. Raises ConfigurationError."""
    found: dict[str, Gathered] = {}
    for path in paths:
        for it in _at(directory, path):
            found.setdefault(os.path.normpath(it.place), it)
    return list(found.values())


def is_repository(folder: Path) -> bool:
    """Whether a folder is the root of a repository of flows."""
    return os.path.isdir(folder / _FOLDER) or os.path.isdir(folder / "environments")  # noqa: PTH112 - a Path raises


def _at(directory: Path, path: str) -> Iterator[Gathered]:
    place = directory / path
    if not os.path.lexists(place):
        raise ConfigurationError(
            f"there is no file or folder {path}",
            "Name a repository, an export file, a flow's file or a folder; without one, lint reads the repository",
        )
    if not os.path.isdir(place):  # noqa: PTH112
        yield Gathered(_file(place, path), place, asked=True)
        return
    if is_repository(place) and not os.path.lexists(place / _FOLDER):
        return  # git keeps no empty folder
    prefix = "" if path in ("", ".") else f"{path.rstrip('/')}/"
    folder = place / _FOLDER if is_repository(place) else place
    inside = f"{_FOLDER}/" if folder is not place else ""
    for name in _walk(folder):
        word = f"{prefix}{inside}{name}".removesuffix("/.")  # the folder itself
        yield Gathered(_file(folder / name, word), folder / name)


def _walk(folder: Path) -> Iterator[str]:
    """Paths of what is named *.json, in alphabetical order; links to folders are not followed, for they may lead back.

    A folder that cannot be looked into is among them, as what cannot be read.
    """
    closed: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=closed.append):
        folders.sort()
        folders[:] = [name for name in folders if not name.startswith(".") and name != "node_modules"]
        named = [name for name in (*files, *folders) if name.lower().endswith(_SUFFIX)]
        yield from ((Path(here) / name).relative_to(folder).as_posix() for name in sorted(named))
    yield from (Path(error.filename).relative_to(folder).as_posix() for error in closed)


def _file(place: Path, name: str) -> File:
    """A pipe would be waited for for ever, so only plain files are read; a name that is no Unicode can be shown all the same."""
    path = name.encode(errors="replace").decode()
    try:
        mode = place.stat().st_mode
        if stat.S_ISDIR(mode):
            named = "though its name ends in .json" if path.lower().endswith(_SUFFIX) else "and closed to us"
            return File(path, unreadable=f"it is a folder, {named}")
        if not stat.S_ISREG(mode):
            return File(path, unreadable="it is no plain file")
        return File(path, place.read_bytes())
    except OSError as error:
        return File(path, unreadable=f"it cannot be read: {error.strerror}")
