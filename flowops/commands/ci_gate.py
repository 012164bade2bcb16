"""Whether a plan may be carried out by a workflow, and on whose word."""

from __future__ import annotations

from pathlib import Path

from flowops.commands.ci_files import document
from flowops.commands.console import Console
from flowops.environment import load
from flowops.errors import ConfigurationError, NotApproved
from flowops.github.client import Client
from flowops.github.gate import approvers, check_expected
from flowops.github.gathering import gather
from flowops.github.pulls import is_behind
from flowops.github.run import Run
from flowops.ledger.ledger import Ledger
from flowops.render.plan_json import read_plan
from flowops.repository import folder


def passed(console: Console, run: Run, environment: str, file: Path, expected: str) -> str:
    """On whose word. Raises NotApproved, and whatever keeps it from being found out."""
    root = folder.find_root(console.directory)
    plan = read_plan(document(console, file, "plan"), str(file))
    if plan.environment != environment:
        raise ConfigurationError(
            f"{file} is a plan for {plan.environment}, not for {environment}", "Name that environment"
        )
    check_expected(environment, plan.digest, expected)
    if not expected:
        _check_is_not_behind(run, Ledger.at(root, environment, console.warn), environment)
    if not load(root, environment).protected:
        return f"{environment} is not protected; run {run.id}"
    evidence = gather(Client(run), environment, plan.digest, expected)
    people = ", ".join(approvers(evidence))
    where = f"#{evidence.pull.number}" if evidence.pull else f"run {run.id}"
    return f"{where}, approved by {people}"


def _check_is_not_behind(run: Run, ledger: Ledger, environment: str) -> None:
    """An old run that is run again, or that comes late, would take back what has been deployed since."""
    ledger.fetch()
    last = ledger.last_deployed()
    deployed = last[0].commit if last else None
    if deployed and deployed != run.sha and is_behind(Client(run), run.sha, deployed):
        raise NotApproved(
            f"{environment} has {deployed[:10]} already, and {run.sha[:10]} is older",
            f"To go back: flowops rollback {environment}, or a commit that takes the change back",
        )
