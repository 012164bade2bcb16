"""Files -> the objects of a commit: nothing points to them until a branch is moved there."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from flowops.ledger.who import identity
from flowops.repository.git import Git

_FILE, _FOLDER = "100644 blob", "040000 tree"


def store(git: Git, files: Mapping[str, bytes]) -> dict[str, str]:
    """Store the bytes as they are, whatever .gitattributes says; path -> name of the blob."""
    contents = [*dict.fromkeys(files.values())]
    with tempfile.TemporaryDirectory(prefix="flowops-") as folder:
        places = [Path(folder) / str(number) for number in range(len(contents))]
        for place, data in zip(places, contents, strict=True):
            place.write_bytes(data)
        listed = "".join(f"{place}\n" for place in places)
        names = git.run("hash-object", "-w", "--no-filters", "--stdin-paths", given=os.fsencode(listed))
    name_of = dict(zip(contents, names.decode().split(), strict=True))
    return {path: name_of[data] for path, data in files.items()}


def tree(git: Git, blobs: Mapping[str, str]) -> str:
    """The name of a tree with these blobs at these paths: the deepest folders are made first, all of one depth at once."""
    rows: dict[str, list[str]] = {"": []}
    for path, blob in blobs.items():
        folder, _, name = path.rpartition("/")
        for above in _upwards(folder):
            rows.setdefault(above, [])
        rows[folder].append(f"{_FILE} {blob}\t{name}")
    for depth in range(max(map(_depth, rows)), 0, -1):
        folders = [folder for folder in rows if _depth(folder) == depth]
        for folder, made in zip(folders, _trees(git, [rows[it] for it in folders]), strict=True):
            above, _, name = folder.rpartition("/")
            rows[above].append(f"{_FOLDER} {made}\t{name}")
    return _trees(git, [rows[""]])[0]


def _trees(git: Git, folders: list[list[str]]) -> list[str]:
    """The names of trees that hold these rows; an empty row ends a tree."""
    given = "\0".join("".join(f"{row}\0" for row in rows) for rows in folders)
    return git.run("mktree", "-z", "--batch", given=os.fsencode(given)).decode().split()


def _depth(folder: str) -> int:
    return folder.count("/") + 1 if folder else 0


def _upwards(folder: str) -> Iterator[str]:
    """The folder and all that it is in, up to the root, which is named ""."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def commit(git: Git, tree_name: str, parent: str | None, message: str) -> str:
    """The name of a commit; written as it is, so that no setting signs it, hooks into it or asks who commits."""
    lines = [
        f"tree {tree_name}",
        *([f"parent {parent}"] if parent else []),
        f"author {identity(git, 'AUTHOR')}",
        f"committer {identity(git, 'COMMITTER')}",
        "",
        message,
    ]
    given = os.fsencode("\n".join(lines) + "\n")
    return git.run("hash-object", "-t", "commit", "-w", "--stdin", given=given).decode().strip()


def is_path(path: str) -> bool:
    """Whether git can keep a file of this path, and a checkout of it stays inside its folder."""
    parts = PurePosixPath(path).parts
    odd = {"/", ".", "..", ".git"} & {part.lower() for part in parts}
    return bool(parts) and not odd and "/".join(parts) == path and "\0" not in path
