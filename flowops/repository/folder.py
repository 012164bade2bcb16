"""The files of a repository on disk: read, and replaced all at once or not at all."""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from flowops.errors import ConfigurationError, RepositoryError
from flowops.repository import swap
from flowops.repository.layout import ROOT, managed

_MARK = "environments"
_PRIVATE = ".flowops"  # holds nothing while flowops does not run; never seen by git
_ABANDONED = 3600  # seconds after which what a killed run left there is cleared away


def find_root(start: Path) -> Path:
    """The nearest folder upwards from `start` that holds `environments/`."""
    for folder in (start, *start.parents):
        if (folder / _MARK).is_dir():
            return folder
    raise ConfigurationError(
        f"{start} is in no flowops repository: no folder upwards from it holds {_MARK}/",
        "Go to your repository or name it with -C DIR; flowops init starts one",
    )


def read(root: Path) -> dict[str, bytes]:
    """Path -> bytes of the files that flowops manages below `root`."""
    with _named(root / ROOT, "read"):
        _recover(root)
        if (root / ROOT).exists() and not (root / ROOT).is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(root / ROOT))
        return {path: (root / path).read_bytes() for path in _managed_files(root)}


def write(root: Path, files: Mapping[str, bytes], removed: frozenset[str]) -> None:
    """Write and remove files below `flows/`; killed at any point, the folder is as before or as after.

    A full copy is made beside the folder, of links to the files that stay, and then takes its place in one step.
    """
    target = (root / ROOT).resolve()
    with _named(target, "write"):
        _recover(root)
        if target.exists():
            _check_writable(target)
            _check_places(root, files)
        with _stage(target) as stage:
            copy = stage / ROOT
            if target.is_dir():
                _link_tree(target, copy, {*files, *removed})
            for path, data in files.items():
                _create(stage / path, data)
            _flush()
            swap.swap(copy, target, stage / swap.BEFORE)


def replace(path: Path, data: bytes) -> None:
    """Write one file: it is as before or as after, whatever happens."""
    with _named(path, "write"):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            if path.exists():
                shutil.copymode(path, name)
            else:
                Path(name).chmod(0o666 & ~_umask())
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)


def _managed_files(root: Path) -> Iterator[str]:
    for folder in (root / ROOT, root / ROOT / "campaigns"):
        if folder.is_dir():
            for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
                path = Path(entry.path).relative_to(root).as_posix()
                if managed(path) and entry.is_file():
                    yield path


def _link_tree(source: Path, copy: Path, without: set[str]) -> None:
    def ignore(folder: str, names: list[str]) -> set[str]:
        home = Path(ROOT) / Path(folder).relative_to(source)
        return {name for name in names if (home / name).as_posix() in without}

    shutil.copytree(source, copy, symlinks=True, copy_function=_link, ignore=ignore, dirs_exist_ok=True)


def _link(source: str, copy: str) -> None:
    try:
        os.link(source, copy)
    except OSError:  # no hard links here (FAT, some network drives)
        shutil.copy2(source, copy, follow_symlinks=False)


def _create(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@contextmanager
def _stage(target: Path) -> Iterator[Path]:
    private = target.parent / _PRIVATE
    private.mkdir(exist_ok=True)
    (private / ".gitignore").write_text("*\n")
    for left in private.glob("stage-*"):
        if time.time() - left.stat().st_mtime > _ABANDONED:
            shutil.rmtree(left, ignore_errors=True)
    stage = Path(tempfile.mkdtemp(dir=private, prefix="stage-"))
    try:
        yield stage
    finally:
        if not (stage / swap.BEFORE).exists() or target.exists():  # else it holds the only copy
            shutil.rmtree(stage, ignore_errors=True)
        with suppress(OSError):
            (private / ".gitignore").unlink()
            private.rmdir()


def _recover(root: Path) -> None:
    """Put the folder back where a run was killed between the two renames of a swap in two steps."""
    target = (root / ROOT).resolve()
    if not target.exists():
        for before in (target.parent / _PRIVATE).glob(f"stage-*/{swap.BEFORE}"):
            before.rename(target)
            return


@contextmanager
def _named(path: Path, verb: str) -> Iterator[None]:
    try:
        yield
    except shutil.Error as error:  # what one of many files that were copied ran into
        raise RepositoryError(f"cannot {verb} {path}: {error.args[0][0][-1]}", "It is as it was") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise RepositoryError(
            f"cannot {verb} {error.filename or path}: {reason}",
            "It is as it was: make room or rights, then repeat",
        ) from error


def _check_places(root: Path, paths: Iterable[str]) -> None:
    """What is no file has no other copy: it must not make way for one."""
    for path in paths:
        if (root / path).exists() and not (root / path).is_file():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(root / path))


def _check_writable(folder: Path) -> None:
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from None


def _flush() -> None:
    """A crash of the machine right after the swap must not leave empty files."""
    if hasattr(os, "sync"):
        os.sync()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
