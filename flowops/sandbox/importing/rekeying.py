"""New UUIDs for everything inside a flow: what an import does even to a flow that has not changed."""

import re
from dataclasses import dataclass, field

from flowops.model.json import Json, JsonObject
from flowops.sandbox.parsing import new_uuid

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def rekeyed(definition: JsonObject, known: dict[str, str]) -> JsonObject:
    """The definition with the known UUIDs translated, and every other one replaced by a new one throughout."""
    return _Rekeying({**known}).object(definition)


@dataclass
class _Rekeying:
    mapping: dict[str, str] = field(default_factory=dict)

    def object(self, value: JsonObject) -> JsonObject:
        return {
            self._if_uuid(key): self._named(item) if _names_uuid(key) else self._value(item)
            for key, item in value.items()
        }

    def _value(self, value: Json) -> Json:
        if isinstance(value, dict):
            return self.object(value)
        if isinstance(value, list):
            return [self._if_uuid(item) if isinstance(item, str) else self._value(item) for item in value]
        return value

    def _named(self, value: Json) -> Json:
        return self._new(value) if isinstance(value, str) and value else self._value(value)

    def _if_uuid(self, text: str) -> str:
        return self._new(text) if _UUID.fullmatch(text) else text

    def _new(self, uuid: str) -> str:
        if uuid not in self.mapping:
            self.mapping[uuid] = new_uuid()
        return self.mapping[uuid]


def _names_uuid(key: str) -> bool:
    return key == "uuid" or key.endswith("_uuid")
