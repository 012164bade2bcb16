"""What one deploy would do, as values."""

from dataclasses import dataclass
from typing import Literal

from flowops.model.change import Change
from flowops.model.json import JsonObject
from flowops.model.workspace import Workspace

ActionWord = Literal["create", "update", "orphan", "manual"]
Transport = Literal["in-place", "import", "api", "manual"]
Severity = Literal["block", "warn"]


@dataclass(frozen=True, slots=True)
class Action:
    """What happens to one object.

    kind       flow, campaign, trigger, group, field, label, topic or global
    action     "orphan" is in the target and not in git: shown, never removed; "manual" is for a person to do
    transport  how it is written
    summary    what and why, in one line
    waiting    contacts who wait in the flow now
    stranded   those of them who may lose the place where they wait
    uuid       of the object in the target; None where it is not there yet
    body       what is to be there, in the target's UUIDs; {} where nothing is written
    before     what is there; {} for nothing
    digest     stands for values that must not be shown: what a global is set to
    change     what differs, for those who want to see more than the summary
    """

    kind: str
    name: str
    action: ActionWord
    transport: Transport
    summary: str
    waiting: int = 0
    stranded: int = 0
    uuid: str | None = None
    body: JsonObject | None = None
    before: JsonObject | None = None
    digest: str | None = None
    change: Change | None = None

    @property
    def writes(self) -> bool:
        """Whether flowops does it."""
        return self.action in ("create", "update")


@dataclass(frozen=True, slots=True)
class Finding:
    """A reason not to apply a plan: "block" stops it unless it is waived by the guard's name, "warn" is shown."""

    guard: str
    severity: Severity
    message: str

    @property
    def waive(self) -> str:
        """The option that waives it once."""
        return f"--allow {self.guard}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a deploy to one environment would do, and why not.

    base_digest  of the workspace that it was made for
    digest       of all that it would do there, and of base_digest: what `--expect` approves
    commit       of the repository; None where it has none
    created_at, expires_at  UTC, ISO 8601
    """

    environment: str
    workspace: Workspace
    release: str | None
    digest: str
    base_digest: str
    commit: str | None
    actions: tuple[Action, ...]
    findings: tuple[Finding, ...]
    created_at: str
    expires_at: str

    @property
    def writes(self) -> tuple[Action, ...]:
        """What flowops would do, in the order in which it would."""
        return tuple(action for action in self.actions if action.writes)
