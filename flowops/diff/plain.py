"""What a value says, without what makes no difference."""

import re
from collections.abc import Mapping

from flowops.diff.tree import ABSENT, Value, is_reference
from flowops.model.json import Json

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_REFERENCES = frozenset({"groups", "labels", "exclude_groups", "contacts"})
# The engine takes each of these for an absent value (goflow 0.163 to 0.293); a translation of [""] is none
_NOTHING: tuple[Json, ...] = (None, "", False, [], {}, [""])


def plain(value: Value, renamed: Mapping[str, str] | None = None) -> Json:
    """The value with references by name alone, for UUIDs differ between workspaces; None for nothing.

    `renamed` gives the earlier names of objects whose new names are a change of these objects, by their UUIDs.
    """
    if value is ABSENT:
        return None
    said = _said(value, renamed or {})
    return None if any(said == nothing and type(said) is type(nothing) for nothing in _NOTHING) else said


def of_key(key: str, value: Value, renamed: Mapping[str, str] | None = None) -> Json:
    """The same for the value of a key: the order of groups and the like means nothing."""
    said = plain(value, renamed)
    return sorted(said, key=repr) if key in _REFERENCES and isinstance(said, list) else said


def _said(value: Json, renamed: Mapping[str, str]) -> Json:
    if isinstance(value, dict):
        if is_reference(value):
            name = renamed.get(str(value.get("uuid"))) or value.get("name") or value.get("label")
            return value.get("key") or name or value.get("uuid")
        inner = {key: of_key(key, item, renamed) for key, item in value.items() if key != "uuid"}
        return {key: item for key, item in inner.items() if item is not None}
    if isinstance(value, list):
        return [_said(item, renamed) for item in value if not _is_uuid(item)]
    return value


def _is_uuid(value: Json) -> bool:
    """Beside the name of a group in a list of arguments."""
    return isinstance(value, str) and bool(_UUID.fullmatch(value))
