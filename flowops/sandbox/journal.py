"""Which requests were served: what a test asks the sandbox afterwards."""

from dataclasses import dataclass

from flowops.model.json import JsonObject


@dataclass(frozen=True)
class Entry:
    """One request; `status` is None where no answer was sent, `workspace` where no token was right."""

    method: str
    path: str
    status: int | None
    workspace: str | None

    def as_json(self) -> JsonObject:
        """The entry as `/sandbox/log.json` shows it."""
        return {**vars(self)}
