"""What one deploy came to."""

from dataclasses import dataclass
from typing import Literal

from flowops.model.plan import Action

DeployStatus = Literal["verified", "nothing-to-do", "refused", "failed", "unverified"]


@dataclass(frozen=True, slots=True)
class Deployed:
    """`outcomes` are parallel to `actions`: "done", "put back", "not done", "unknown", "" for what flowops never does."""

    id: str | None
    environment: str
    status: DeployStatus
    digest: str
    actions: tuple[Action, ...]
    outcomes: tuple[str, ...]
    problems: tuple[str, ...] = ()
    requests: int = 0
