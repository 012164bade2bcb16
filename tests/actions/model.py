"""What a run of a workflow is made of, and what came of it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class JobResult:
    """One job, of a matrix one for each combination."""

    result: str = "success"
    outputs: dict[str, str] = field(default_factory=dict)
    log: str = ""
    summary: str = ""
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)
    steps: list[tuple[str, str]] = field(default_factory=list)  # what it is, and success, failure or skipped

    def ran(self, words: str) -> str:
        """How the step went whose line holds these words."""
        return next(outcome for what, outcome in self.steps if words in what)


@dataclass
class RunResult:
    """A whole run: jobs by name, with what they left behind."""

    jobs: dict[str, JobResult] = field(default_factory=dict)
    artifacts: dict[str, dict[str, bytes]] = field(default_factory=dict)

    @property
    def result(self) -> str:
        results = {job.result for job in self.jobs.values()}
        return "failure" if "failure" in results else "success"

    @property
    def log(self) -> str:
        return "\n".join(f"== {name}: {job.result}\n{job.log}" for name, job in self.jobs.items())


@dataclass(frozen=True)
class Trigger:
    """Why a workflow runs."""

    event_name: str
    sha: str
    ref: str = "refs/heads/main"
    event: dict[str, Any] = field(default_factory=dict)
    inputs: dict[str, Any] = field(default_factory=dict)
    actor: str = "alice"
    run_id: str = "4711"
    secrets: bool = True  # whether GitHub hands them over

    @property
    def github(self) -> dict[str, Any]:
        return {
            "event_name": self.event_name,
            "event": self.event,
            "sha": self.sha,
            "ref": self.ref,
            "actor": self.actor,
        }
