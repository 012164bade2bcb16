"""Imports that a worker does: what is under way, how far it is, and what may happen to the worker."""

import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic, sleep

from flowops.model.json import JsonObject
from flowops.sandbox.importing import ImportFailed
from flowops.sandbox.parsing import new_uuid
from flowops.sandbox.workspace import Workspace

PENDING, RUNNING, COMPLETE, FAILED = "P", "O", "C", "F"

Work = Callable[[Workspace, JsonObject, str], None]
"""An import into a workspace as its author's; it raises where RapidPro's fails."""

ENDINGS = ("", "lost", "crashed", "failed")
"""How imports end: as they should; never, with nothing done; never, with everything done; F, with everything done."""


@dataclass
class Job:
    """One import; `ending` and `seconds` are what was set then, `reason` is why it failed, which no page says."""

    number: int
    workspace: Workspace
    export: JsonObject
    author: str
    started: float
    seconds: float
    ending: str
    uuid: str = field(default_factory=new_uuid)
    status: str = PENDING
    done: bool = False
    reason: str = ""


@dataclass
class Jobs:
    """Every import that was asked for.

    `seconds` is how long each takes from now on, `ending` how each ends, one of `ENDINGS`.
    """

    seconds: float = 0.0
    ending: str = ""
    clock: Callable[[], float] = monotonic
    sleep: Callable[[float], None] = sleep
    rows: list[Job] = field(default_factory=list)

    def add(self, workspace: Workspace, export: JsonObject, author: str) -> Job:
        """Asks for an import."""
        number = 1001 + len(self.rows)
        job = Job(number, workspace, export, author, self.clock(), self.seconds, self.ending)
        self.rows.append(job)
        return job

    def work(self, run: Work) -> None:
        """Does what is due by now: nobody can see that it was not done before."""
        for job in self.rows:
            if not job.done:
                _advance(job, self.clock() - job.started, run)

    def find(self, key: str, value: str) -> Job | None:
        """The import that has this number or UUID."""
        attribute = {"id": "number", "uuid": "uuid"}[key]
        return next((job for job in self.rows if str(getattr(job, attribute)) == value), None)


def _advance(job: Job, elapsed: float, run: Work) -> None:
    if elapsed < job.seconds:
        job.status = RUNNING if elapsed > job.seconds / 10 else PENDING
        return
    job.done = True
    job.status = RUNNING if job.ending == "lost" else _finished(job, run)
    job.export = {}


def _finished(job: Job, run: Work) -> str:
    try:
        run(job.workspace, job.export, job.author)
    except Exception as error:
        job.reason = str(error)
        if not isinstance(error, ImportFailed):
            traceback.print_exc(file=sys.stderr)
        return FAILED
    return {"crashed": RUNNING, "failed": FAILED}.get(job.ending, COMPLETE)
