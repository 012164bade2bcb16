"""Whether a plan may be carried out by a workflow, and on whose word."""

from __future__ import annotations

from pathlib import Path

from flowops.commands.ci_files import document
from flowops.commands.console import Console
from flowops.environment import load
from flowops.errors import ConfigurationError
from flowops.github.client import Client
from flowops.github.gate import approvers, check_expected
from flowops.github.gathering import gather
from flowops.github.run import Run
from flowops.render.plan_json import read_plan
from flowops.repository import folder


def passed(console: Console, run: Run, environment: str, file: Path, expected: str) -> str:
    """On whose word. Raises NotApproved, and whatever keeps it from being found out."""
    plan = read_plan(document(console, file, "plan"), str(file))
    if plan.environment != environment:
        raise ConfigurationError(
            f"{file} is a plan for {plan.environment}, not for {environment}", "Name that environment"
        )
    check_expected(environment, plan.digest, expected)
    if not load(folder.find_root(console.directory), environment).protected:
        return f"{environment} is not protected; run {run.id}"
    evidence = gather(Client(run), environment, plan.digest, expected)
    people = ", ".join(approvers(evidence))
    where = f"#{evidence.pull.number}" if evidence.pull else f"run {run.id}"
    return f"{where}, approved by {people}"
