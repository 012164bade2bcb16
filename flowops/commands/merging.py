"""Three versions of a file of the repository -> one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flowops import canon
from flowops.diff.listmerge import merge_lists
from flowops.diff.merge import merge_objects
from flowops.errors import FormatError
from flowops.model.export import Document, Export
from flowops.parse import parse
from flowops.render.words import line
from flowops.repository import layout
from flowops.repository.git import Git, GitFailed

if TYPE_CHECKING:
    from flowops.model.json import Json, JsonObject
    from flowops.model.kind import Kind


_OF_CONFLICT = frozenset({"path", "base", "ours", "theirs"})  # besides them it names the node or the object


@dataclass(frozen=True, slots=True)
class MergedFile:
    """Canonical bytes, and what somebody has to decide in them."""

    data: bytes
    conflicts: tuple[JsonObject, ...]


def merged(path: str, versions: list[bytes]) -> MergedFile:
    """Base, ours and theirs as one file. Raises FormatError where they are not what flowops writes there."""
    inside = path[max(path.rfind(f"/{layout.ROOT}/") + 1, 0) :]
    if not layout.managed(inside):
        raise FormatError("flowops knows no such file")
    values = [
        parse(data, path) if data.strip() else None for data in versions
    ]  # git has no base: an empty file
    kind = layout.kind_of(inside)
    if kind and not kind.one_file_each:
        return _list(kind, [_objects(value) for value in values])
    return _object(kind, [_one(value) for value in values])


def _list(kind: Kind, sides: list[list[JsonObject]]) -> MergedFile:
    bodies, conflicts = merge_lists(kind, *sides)
    tidy = canon.normalize(Export(tuple(Document(kind, body) for body in bodies)))
    return MergedFile(canon.dumps([document.body for document in tidy.documents]), tuple(conflicts))


def _object(kind: Kind | None, sides: list[JsonObject]) -> MergedFile:
    found = merge_objects(kind.name if kind else "", *sides)
    if kind is None:
        return MergedFile(canon.dumps(found.body), found.conflicts)
    tidy = canon.normalize(Export((Document(kind, found.body),)))
    return MergedFile(canon.dumps(tidy.documents[0].body), found.conflicts)


def _one(value: Json) -> JsonObject:
    if value is not None and not isinstance(value, dict):
        raise FormatError("it holds no JSON object")
    return value or {}


def _objects(value: Json) -> list[JsonObject]:
    objects = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
    if value is not None and (not isinstance(value, list) or len(objects) != len(value)):
        raise FormatError("it holds no list of objects")
    return objects


def by_lines(folder: Path, files: list[Path]) -> int:
    """What git does without flowops: a merge with marks in OURS; 1 where there are any."""
    base, ours, theirs = map(str, files)
    try:
        Git(folder).run("merge-file", "-L", "ours", "-L", "base", "-L", "theirs", ours, base, theirs)
    except GitFailed:
        return 1
    return 0


def told(path: str, conflict: JsonObject) -> str:
    """One line about a conflict, for the one who merges."""
    where = [str(value) for key, value in conflict.items() if key not in _OF_CONFLICT]
    node = "".join(f' at "{line(name)}"' for name in where)
    sides = "; ".join(f"{side}: {line(_short(conflict.get(side)))}" for side in ("base", "ours", "theirs"))
    return f"{path}{node}: both sides changed {line(str(conflict.get('path'))) or 'the whole file'} ({sides})"


def _short(value: Json) -> str:
    return value if isinstance(value, str) else canon.compact(value).decode()
