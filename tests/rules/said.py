"""What a rule says about a small project."""

from collections.abc import Sequence
from dataclasses import replace

from flowops import canon
from flowops.environment import Lock
from flowops.model.finding import Finding
from flowops.model.json import JsonObject
from flowops.rules.example import Example
from flowops.rules.file import File
from flowops.rules.judged import judged
from flowops.rules.project import Project
from flowops.rules.recognition import recognise
from flowops.rules.run import finding
from flowops.rules.table import RULES

WORKSPACE = "11111111-1111-4111-8111-111111111111"


def findings(rule: str, example: Example, lock: dict[str, dict[str, str]] | None = None) -> list[Finding]:
    """What the rule of this id finds; `lock` is what the workspace of `production` has."""
    project = example.project()
    if lock is not None:
        project = replace(project, locks={"production": Lock(WORKSPACE, lock)})
    assert not project.refused
    return [finding(RULES[rule], it) for it in RULES[rule].check(project)]


def exported(rule: str, *exports: Sequence[JsonObject]) -> list[str]:
    """What it says about files as RapidPro exports them, each of these flows."""
    files = [
        File(f"{index}.json", canon.dumps({"version": "13", "flows": [*flows]}))
        for index, flows in enumerate(exports)
    ]
    found = [it for file in files for it in recognise(file, asked=True)]
    project = judged(Project(files=tuple(files), whole=False), found)
    return [it.message for it in RULES[rule].check(project)]


def messages(rule: str, example: Example, lock: dict[str, dict[str, str]] | None = None) -> list[str]:
    """What it says."""
    return [it.message for it in findings(rule, example, lock)]
