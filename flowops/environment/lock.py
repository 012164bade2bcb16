"""The lock file: which UUID of one workspace each name in git stands for."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import orjson

from flowops import canon
from flowops.environment.name import FOLDER, check_name
from flowops.environment.problem import quoted
from flowops.errors import FormatError
from flowops.model.json import Json, JsonObject

_FORMAT = "flowops/lock@1"
_OWN_KEYS = frozenset({"format", "server", "workspace"})
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

Uuids: TypeAlias = "str | tuple[str, ...]"


@dataclass(frozen=True, slots=True)
class Lock:
    """Kind, then name, then the UUID there; several, sorted, where objects share a name as channels may.

    server  the RapidPro release that served the workspace when it was last read; None where nobody noted it
    """

    workspace: str
    names: Mapping[str, Mapping[str, Uuids]]
    server: str | None = None

    def __post_init__(self) -> None:
        tidy = {kind: {name: _tidy(uuids) for name, uuids in of.items()} for kind, of in self.names.items()}
        object.__setattr__(self, "workspace", self.workspace.lower())
        object.__setattr__(self, "names", tidy)

    def by_uuid(self, kind: str) -> dict[str, str]:
        """UUID -> name of the objects of a kind ("flows"), as far as they were known under it in this workspace."""
        return {
            uuid: name
            for name, uuids in self.names.get(kind, {}).items()
            for uuid in ([uuids] if isinstance(uuids, str) else uuids)
        }


def lock_path(name: str) -> str:
    """Where the lock file of an environment is, from the repository's root."""
    return f"{FOLDER}/{name}.lock.json"


def lock_bytes(lock: Lock) -> bytes:
    """The canonical bytes of a lock file."""
    kinds: JsonObject = {kind: _written(names) for kind, names in lock.names.items()}
    server: JsonObject = {"server": lock.server} if lock.server else {}
    return canon.dumps({**kinds, **server, "format": _FORMAT, "workspace": lock.workspace})


def read_lock(root: Path, name: str) -> Lock | None:
    """The lock of an environment, None where it has none yet."""
    check_name(name)
    try:
        data = (root / lock_path(name)).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FormatError(f"{lock_path(name)} cannot be read: {error.strerror}") from None
    return parse_lock(data, lock_path(name))


def parse_lock(data: bytes, place: str) -> Lock:
    """What a lock file says, or a FormatError that names it."""
    value = _json(data, place)
    if not isinstance(value, dict) or value.get("format") != _FORMAT:
        raise _bad(place, f'is not a lock file with "format": "{_FORMAT}"')
    workspace = _uuid(value.get("workspace"), "workspace", place)
    kinds = {kind: names for kind, names in value.items() if kind not in _OWN_KEYS}
    server = value.get("server")
    if not isinstance(server, str | None):
        raise _bad(place, 'names no RapidPro release under "server"')
    return Lock(workspace, {kind: _names(names, kind, place) for kind, names in kinds.items()}, server)


def _json(data: bytes, place: str) -> Json:
    try:
        orjson.loads(data)  # stricter about characters than json, which alone can tell names that come twice
        value: Json = json.loads(data, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise _bad(place, f"is not valid JSON in line {error.lineno}") from None
    except RecursionError:
        raise _bad(place, "is nested too deeply") from None
    except ValueError as error:
        raise _bad(place, str(error)) from None
    return value


def _unique(pairs: list[tuple[str, Json]]) -> JsonObject:
    """A bad merge leaves a name twice, and json would keep either."""
    if len(value := dict(pairs)) < len(pairs):
        raise ValueError("names one thing twice")
    return value


def _names(names: Json, kind: str, place: str) -> dict[str, Uuids]:
    if not isinstance(names, dict):
        raise _bad(place, f"has no names under {quoted(kind)}")
    return {name: _uuids(found, f"{kind}: {name}", place) for name, found in names.items()}


def _uuids(found: Json, what: str, place: str) -> Uuids:
    if isinstance(found, list) and found:
        return tuple(_uuid(one, what, place) for one in found)
    return _uuid(found, what, place)


def _uuid(value: Json, what: str, place: str) -> str:
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise _bad(place, f"has no UUID for {quoted(what)}")
    return value


def _bad(place: str, what: str) -> FormatError:
    return FormatError(
        f"{place} {what}", "Restore it from git, or delete it and let flowops export write it anew"
    )


def _tidy(found: Uuids) -> Uuids:
    several = sorted({uuid.lower() for uuid in ([found] if isinstance(found, str) else found)})
    return several[0] if len(several) == 1 else tuple(several)


def _written(names: Mapping[str, Uuids]) -> JsonObject:
    return {name: found if isinstance(found, str) else list(found) for name, found in names.items()}
