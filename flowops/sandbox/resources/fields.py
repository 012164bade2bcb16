"""Contact fields: the key comes from the name; each has two sets of words, of which older versions know one."""

import re

from flowops.model.json import Json, JsonObject
from flowops.sandbox.campaign import SYSTEM_FIELDS
from flowops.sandbox.objects import Field
from flowops.sandbox.parsing import key_of, optional
from flowops.sandbox.resources.names import others, unique
from flowops.sandbox.resources.resource import Resource
from flowops.sandbox.resources.values import Read, Rule, Wrong, limits, one_of, read, refuse, string
from flowops.sandbox.workspace import Workspace

_LONGEST = 36
_NAME = re.compile(r"[A-Za-z0-9\- ]+")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED = (
    *("id", "uuid", "name", "first_name", "language", "groups", "urns", "fields", "is", "has", "org"),
    *("created_by", "modified_by", *SYSTEM_FIELDS),
)
_TYPES = ("text", "number", "datetime", "state", "district", "ward")
_NUMERIC = {"type": "number", "value_type": "numeric"}


def _save(workspace: Workspace, given: JsonObject, row: JsonObject | None) -> str:
    kept = _kept(workspace, given, row)
    key = optional(row, "key") if row else key_of(kept["name"])
    before = workspace.fields.get(key)
    created_on = before.created_on if before else workspace.clock.now()
    workspace.fields[key] = Field(key, kept["name"], kept["type"], created_on)
    return key


def _kept(workspace: Workspace, given: JsonObject, row: JsonObject | None) -> dict[str, str]:
    """Name and type of the body, in whichever of the version's words they stand."""
    words = workspace.dialect.field_words
    taken = others({each.key: each.name for each in workspace.fields.values()}, row, "key")
    rules: dict[str, Rule] = {}
    for name, value_type in words:
        rules[name] = Rule(_name(taken), required=len(words) == 1)
        rules[value_type] = Rule(_type(workspace, value_type, row), required=len(words) == 1)
    found = read(given, rules)
    kept: dict[str, str] = {}
    for wanted, alternatives in zip(("name", "type"), zip(*words, strict=True), strict=True):
        texts = [optional(found, word) for word in alternatives]
        kept[wanted] = next(filter(None, texts), "")
        if not kept[wanted]:
            raise refuse(f"Field '{wanted}' is required.")
    return kept


def _name(taken: list[str]) -> Read:
    def check(value: Json) -> Json:
        kept = string(value)
        if wrong := [*unique(kept, taken), *limits(kept, _LONGEST)]:
            raise Wrong(*wrong)
        if not _NAME.fullmatch(kept):
            raise Wrong("Can only contain letters, numbers and hypens.")
        key = key_of(kept)
        if not _KEY.fullmatch(key) or key in _RESERVED:
            raise Wrong(f'Generated key "{key}" is invalid or a reserved name.')
        return kept

    return check


def _type(workspace: Workspace, word: str, row: JsonObject | None) -> Read:
    choices = {_NUMERIC[word] if each == "number" else each: each for each in _TYPES}
    choose = one_of(choices)

    def check(value: Json) -> Json:
        kept = choices[str(choose(value))]
        if row and kept != "datetime" and _dates_events(workspace, optional(row, "key")):
            raise Wrong("Can't change type of date field being used by campaign events.")
        return kept

    return check


def _dates_events(workspace: Workspace, key: str) -> bool:
    return workspace.fields[key].value_type == "datetime" and any(
        event.relative_to == key for campaign in workspace.campaigns.values() for event in campaign.events
    )


FIELDS = Resource(
    "ContactField", _save, count=lambda workspace: len(workspace.fields), identity="key", lookup="key"
)
