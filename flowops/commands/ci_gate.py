"""Whether a plan may be carried out by a workflow, and on whose word."""

from __future__ import annotations

from pathlib import Path

from flowops.commands.ci_files import document
from flowops.commands.console import Console
from flowops.environment import load, read
from flowops.errors import ConfigurationError, NotApproved
from flowops.github.client import Client
from flowops.github.contents import file_at
from flowops.github.gate import approvers, check_expected
from flowops.github.gathering import gather
from flowops.github.pulls import is_behind
from flowops.github.run import Run
from flowops.ledger.ledger import Ledger
from flowops.render.plan_json import read_plan
from flowops.repository import folder
from flowops.repository.checkout import Checkout


def passed(console: Console, run: Run, environment: str, file: Path, expected: str) -> str:
    """On whose word. Raises NotApproved, and whatever keeps it from being found out."""
    root = folder.find_root(console.directory)
    plan = read_plan(document(console, file, "plan"), str(file))
    if plan.environment != environment:
        raise ConfigurationError(
            f"{file} is a plan for {plan.environment}, not for {environment}", "Name that environment"
        )
    check_expected(environment, plan.digest, expected)
    deployed = _deployed(Ledger.at(root, environment, console.warn), run)
    if deployed and not expected:
        _check_is_not_behind(run, environment, deployed)
    if not load(root, environment).protected and not (
        deployed and _was_protected(run, root, environment, deployed)
    ):
        return f"{environment} is not protected; run {run.id}"
    evidence = gather(Client(run), environment, plan.digest, expected)
    people = ", ".join(approvers(evidence))
    where = f"#{evidence.pull.number}" if evidence.pull else f"run {run.id}"
    return f"{where}, approved by {people}"


def _deployed(ledger: Ledger, run: Run) -> str | None:
    """The commit that was deployed last, where it is another one than this."""
    ledger.fetch()
    last = ledger.last_deployed()
    return last[0].commit if last and last[0].commit != run.sha else None


def _check_is_not_behind(run: Run, environment: str, deployed: str) -> None:
    """An old run that is run again, or that comes late, would take back what has been deployed since."""
    if is_behind(Client(run), run.sha, deployed):
        raise NotApproved(
            f"{environment} has {deployed[:10]} already, and {run.sha[:10]} is older",
            f"To go back: flowops rollback {environment}, or a commit that takes the change back",
        )


def _was_protected(run: Run, root: Path, environment: str, deployed: str) -> bool:
    """Whether what is deployed was protected: the change that lifts the protection is the last one to need an approval."""
    data = file_at(Client(run), f"{Checkout(root).prefix}environments/{environment}.yaml", deployed)
    try:
        return data is not None and read(environment, data).protected
    except ConfigurationError:  # as another flowops wrote it
        return True
