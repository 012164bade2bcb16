"""What a workspace holds, as far as a deploy to it has to know."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flowops.model.export import Export
from flowops.model.json import JsonObject
from flowops.model.workspace import Workspace

Rows = tuple[JsonObject, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A workspace at one moment.

    export        what an export of it holds: the flows that the environment includes, and what they use
    rows          kind -> all objects of the kind as the API lists them; a kind that is not there cannot be told
    release       the RapidPro release, as far as it can be known
    spec_version  of the flows that the server writes; None where no flow tells
    names         what the lock file is made of: kind -> name -> UUIDs
    """

    workspace: Workspace
    export: Export
    rows: Mapping[str, Rows] = field(default_factory=dict)
    release: str | None = None
    spec_version: str | None = None
    names: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
