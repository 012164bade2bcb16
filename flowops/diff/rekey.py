"""Other UUIDs for the parts of a flow, everywhere they stand."""

import hashlib
import re
import uuid
from collections.abc import Collection, Iterable, Mapping

from flowops import canon
from flowops.model.json import Json, JsonObject

_UUID = re.compile(rb'"([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"')


def rekeyed(value: Json, names: Mapping[str, str]) -> Json:
    """The value with other UUIDs, where an import would replace them.

    That is under `uuid` and `…_uuid`, as keys, and as items of lists (seen on RapidPro 7.4.2, 9.0.0 and 26.2.2), so
    in `localization` and `_ui` too; never within a text.
    """
    if isinstance(value, dict):
        return {names.get(key, key): _member(key, item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [names.get(item, item) if isinstance(item, str) else rekeyed(item, names) for item in value]
    return value


def _member(key: str, value: Json, names: Mapping[str, str]) -> Json:
    if isinstance(value, str):
        return names.get(value, value) if key == "uuid" or key.endswith("_uuid") else value
    return rekeyed(value, names)


def object_rekeyed(body: JsonObject, names: Mapping[str, str]) -> JsonObject:
    """The same for a whole object."""
    return {names.get(key, key): _member(key, item, names) for key, item in body.items()}


def uuids_in(body: JsonObject) -> list[str]:
    """Every UUID that stands in an object as a whole text or key, in the order of its canonical bytes."""
    return [found.decode() for found in dict.fromkeys(_UUID.findall(canon.compact(body)))]


def injective(names: Mapping[str, str], uuids: Iterable[str], taken: Collection[str] = ()) -> dict[str, str]:
    """The names without those that would give two parts one UUID; `uuids` are all those of the flow that is renamed.

    Whatever would keep a UUID that another part gets, or that is `taken` elsewhere, is given a new one, always the same.
    """
    chosen: dict[str, str] = {}
    used: set[str] = set()
    for old, new in names.items():
        if new not in used:
            chosen[old] = new
            used.add(new)
    for old in uuids:
        if old not in chosen and (old in used or old in taken):
            chosen[old] = _fresh(old, used)
            used.add(chosen[old])
    return {old: new for old, new in chosen.items() if old != new}


def _fresh(old: str, used: set[str]) -> str:
    """A UUID of version 4, which engines before goflow 0.243 insist on."""
    digest = hashlib.sha256(old.encode()).digest()
    while (made := str(uuid.UUID(bytes=digest[:16], version=4))) in used:
        digest = hashlib.sha256(digest).digest()
    return made
