"""Globals: the key comes from the name when one is created, and only the value ever changes."""

import re

from flowops.model.json import Json, JsonObject
from flowops.sandbox.parsing import key_of, optional
from flowops.sandbox.resources.names import others, unique
from flowops.sandbox.resources.resource import Resource
from flowops.sandbox.resources.values import Read, Rule, Wrong, limits, read, refuse, string, within
from flowops.sandbox.workspace import Workspace

_LONGEST_NAME = 36
_LONGEST_VALUE = 10_000
_NAME = re.compile(r"[A-Za-z0-9_\- ]+")
_KEY = re.compile(r"[a-z][a-z0-9_]*")


def _save(workspace: Workspace, given: JsonObject, row: JsonObject | None) -> str:
    taken = others({each.key: each.name for each in workspace.globals.values()}, row, "key")
    kept = read(given, {"value": Rule(within(_LONGEST_VALUE)), "name": Rule(_name(taken), required=False)})
    if row is None and "name" not in kept:
        raise refuse("Name is required when creating new global.")
    name = optional(kept, "name")
    key = optional(row, "key") if row else key_of(name)
    before = workspace.globals.get(key)  # another name may lead to a key that exists: its value is replaced
    workspace.set_global(key, optional(kept, "value"), before.name if before else name)
    return key


def _name(taken: list[str]) -> Read:
    def check(value: Json) -> Json:
        kept = string(value)
        if wrong := [*unique(kept, taken), *limits(kept, _LONGEST_NAME)]:
            raise Wrong(*wrong)
        if not _NAME.fullmatch(kept):
            raise Wrong("Name contains illegal characters.")
        if not _KEY.fullmatch(key_of(kept)):
            raise Wrong("Name creates Key that is invalid")
        return kept

    return check


GLOBALS = Resource(
    "Global", _save, count=lambda workspace: len(workspace.globals), identity="key", lookup="key"
)
