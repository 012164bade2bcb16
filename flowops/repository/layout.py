"""Export <-> the files of a repository, as paths and bytes: no disk, no git."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from flowops import canon, wire
from flowops.errors import FormatError
from flowops.model.conflict import CONFLICTS
from flowops.model.export import Document, Export, documents
from flowops.model.json import Json, JsonObject
from flowops.model.kind import KINDS, Kind
from flowops.parse import parse
from flowops.repository.slug import distinct

ROOT = "flows"
WORKSPACE = f"{ROOT}/workspace.json"
FORMAT = "flowops/workspace@1"
_SHARED = tuple(PurePosixPath(kind.place).stem for kind in KINDS if not kind.one_file_each)


@dataclass(frozen=True, slots=True)
class Contents:
    """What the files of a repository say.

    export         what could be read
    problems       files that could not be, one line each
    not_canonical  paths of files that were read but do not have the bytes flowops writes
    broken         paths of files that could not be read
    """

    export: Export
    problems: tuple[str, ...] = ()
    not_canonical: tuple[str, ...] = ()
    broken: frozenset[str] = frozenset()


# Folder -> the kind that has one file an object there
_HOMES = {kind.place: kind for kind in KINDS if kind.one_file_each}
_LISTS = {kind.place: kind for kind in KINDS if not kind.one_file_each}


def managed(path: str) -> bool:
    """Whether flowops writes and removes a file of this path: any `*.json` of `flows/` and `flows/campaigns/`."""
    return path.endswith(".json") and _home(path) in _HOMES


def kind_of(path: str) -> Kind | None:
    """The kind whose objects stand in a managed file; None for `workspace.json`."""
    return None if path == WORKSPACE else _LISTS.get(path) or _HOMES[_home(path)]


def _home(path: str) -> str:
    return path[: path.rfind("/") + 1]


def files(export: Export) -> dict[str, bytes]:
    """Path -> canonical bytes of a canonical export; kinds that could not be read have no file."""
    written = {path: canon.dumps(document.body) for path, document in paths(export).items()}
    for kind in KINDS:
        if not kind.one_file_each and kind.name not in export.unread:
            written[kind.place] = canon.dumps([document.body for document in export.of(kind)])
    written[WORKSPACE] = canon.dumps(_workspace(export))
    return written


def paths(export: Export) -> dict[str, Document]:
    """Path -> document, for the kinds that have one file an object."""
    placed: dict[str, Document] = {}
    for kind in KINDS:
        if kind.one_file_each:
            placed |= _placed(kind, export.of(kind))
    return placed


def _placed(kind: Kind, of_kind: tuple[Document, ...]) -> dict[str, Document]:
    taken = (*_SHARED, PurePosixPath(WORKSPACE).stem)
    slugs = distinct({document.identity: document.name for document in of_kind}, kind.name, taken)
    return {f"{kind.place}{slugs[document.identity]}.json": document for document in of_kind}


def _workspace(export: Export) -> JsonObject:
    body: JsonObject = {
        "format": FORMAT,
        "spec_version": export.spec_version,
        "server": export.server,
        "archived": [*export.archived],
    }
    return body | ({"envelope": export.residue} if export.residue else {})


def read(found: Mapping[str, bytes]) -> Contents:
    """What these files say; a file that cannot be read is a problem, and the others are read all the same."""
    bodies: dict[str, list[JsonObject]] = {kind.name: [] for kind in KINDS}
    workspace: JsonObject = {}
    problems: list[str] = []
    odd: list[str] = []
    broken: list[str] = []
    for path, data in found.items():
        try:
            value = parse(data, path)
            if kind := kind_of(path):
                bodies[kind.name] += _bodies(kind, value, path)
            else:
                workspace = _object(value, path)
                _check_format(workspace)
        except FormatError as error:
            problems.append(str(error))
            broken.append(path)
        else:
            odd += [path] if canon.dumps(value) != data else []
    export = _export(bodies, workspace)
    problems += _clashes(export)
    return Contents(canon.normalize(export), tuple(problems), tuple(odd), frozenset(broken))


def without(export: Export, broken: Collection[str]) -> Export:
    """The export as far as it can be compared with one of which these files could not be read."""
    if not broken:
        return export
    hidden = {id(document) for path, document in paths(export).items() if path in broken}
    unread = {kind.name for place, kind in _LISTS.items() if place in broken}
    kept = tuple(document for document in export.documents if id(document) not in hidden)
    return replace(export, documents=kept, unread=export.unread | unread)


def _export(bodies: Mapping[str, list[JsonObject]], workspace: JsonObject) -> Export:
    archived, server, residue = (workspace.get(key) for key in ("archived", "server", "envelope"))
    return Export(
        documents(bodies),
        archived=tuple(item for item in archived if isinstance(item, dict))
        if isinstance(archived, list)
        else (),
        server=server if isinstance(server, str) else None,
        residue=residue if isinstance(residue, dict) else {},
    )


def _bodies(kind: Kind, value: Json, path: str) -> Iterable[JsonObject]:
    if kind.one_file_each:
        body = _object(value, path)
        _check_merged(body, path)
        wire.check_document(Document(kind, body), path)
        return [body]
    if not isinstance(value, list):
        raise FormatError(f"{path} holds no list", "Take it from git again, or export again")
    for item in value:
        _check_merged(_object(item, path), path)
    return [_object(item, path) for item in value]


def _check_merged(body: JsonObject, path: str) -> None:
    conflicts = body.get(CONFLICTS)
    if isinstance(conflicts, list):
        raise FormatError(
            f"{path}: a merge left {len(conflicts)} conflict(s) to decide",
            f'Each is described under "{CONFLICTS}": decide, then remove that key',
        )


def _object(value: Json, path: str) -> JsonObject:
    if not isinstance(value, dict):
        raise FormatError(f"{path} holds no JSON object", "Take it from git again, or export again")
    return value


def _check_format(workspace: JsonObject) -> None:
    found = workspace.get("format")
    if found != FORMAT:
        raise FormatError(
            f"{WORKSPACE}: format is {found!r}, not {FORMAT!r}", "Update flowops, or export again"
        )


def _clashes(export: Export) -> list[str]:
    try:
        wire.check_unique(export, ROOT)
    except FormatError as error:
        return [str(error)]
    return []
