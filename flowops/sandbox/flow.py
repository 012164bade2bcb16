"""A flow of a workspace: its definition in the form that the server keeps, and what was found in it."""

import re
from dataclasses import dataclass

import orjson

from flowops.errors import FormatError
from flowops.model.json import JsonObject
from flowops.sandbox.inspection import Inspection, inspect
from flowops.sandbox.parsing import as_object, integer, optional, text

_SPEC = re.compile(r"\d+\.\d+(?:\.\d+)?")


@dataclass
class Flow:
    """One flow; `definition` has alphabetical keys and no revision, `created_type` is never overwritten."""

    uuid: str
    definition: JsonObject
    inspection: Inspection
    revision: int
    created_on: str
    modified_on: str
    archived: bool = False
    created_type: str = ""

    @property
    def name(self) -> str:
        """The name, which the definition repeats."""
        return optional(self.definition, "name")

    @property
    def flow_type(self) -> str:
        """The definition's type; `flows.json` has other words for it."""
        return optional(self.definition, "type", "messaging")

    @property
    def expires(self) -> int:
        """Minutes until a waiting run expires, 0 for flows that never wait."""
        return integer(self.definition, "expire_after_minutes")

    def exported(self) -> JsonObject:
        """The definition as an export holds it: `revision` is set last, and so stands behind the alphabet."""
        return {**self.definition, "revision": self.revision}


def stored(definition: JsonObject, spec_version: str, where: str) -> JsonObject:
    """The definition as the server keeps it: a copy in alphabetical order, stamped with the server's spec."""
    text(definition, "uuid", where)
    text(definition, "name", where)
    kept = {key: value for key, value in definition.items() if key != "revision"}
    if _spec(optional(definition, "spec_version")) < _spec(spec_version):
        kept["spec_version"] = spec_version
    try:
        return as_object(orjson.loads(orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)), where)
    except TypeError as error:
        raise FormatError(f"{where} cannot be kept: {error}") from error


def inspected(definition: JsonObject, revision: int, now: str) -> Flow:
    """A flow that came into being at this moment."""
    flow = Flow(optional(definition, "uuid"), definition, inspect(definition), revision, now, now)
    flow.created_type = flow.flow_type
    return flow


def _spec(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split("."))) if _SPEC.fullmatch(version) else ()
