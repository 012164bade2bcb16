"""One import under way: where it goes, how, and which own UUIDs the file's UUIDs stand for."""

from dataclasses import dataclass, field

from flowops.model.json import JsonObject
from flowops.sandbox.importing.rules import Rules
from flowops.sandbox.workspace import Workspace


@dataclass(frozen=True)
class Job:
    """What every step of an import needs; `own` translates the file's UUIDs, as far as they are known yet."""

    workspace: Workspace
    rules: Rules
    export: JsonObject
    same_site: bool
    own: dict[str, str] = field(default_factory=dict)

    def now(self) -> str:
        """A moment of its own for everything that is created."""
        return self.workspace.clock.now()
