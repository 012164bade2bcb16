"""A flow of a workspace: its definition in the form that the server keeps, and what was found in it."""

from dataclasses import dataclass

import orjson

from flowops.errors import FormatError
from flowops.model.json import JsonObject
from flowops.sandbox.inspection import Inspection, inspect
from flowops.sandbox.parsing import as_object, integer, optional, text


@dataclass
class Flow:
    """One flow; `definition` has no revision, and `created_type` is never overwritten."""

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
        """The definition as an export holds it: keys in alphabetical order, `revision` last."""
        return {**dict(sorted(self.definition.items())), "revision": self.revision}


def stored(definition: JsonObject, spec_version: str, where: str) -> JsonObject:
    """A copy in alphabetical order; one that names no spec is of the server's, an older one waits for the export."""
    text(definition, "uuid", where)
    text(definition, "name", where)
    kept = {key: value for key, value in definition.items() if key != "revision"}
    if not kept.get("spec_version"):
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
