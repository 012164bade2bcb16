"""A key that only a lenient reader finds, or that stands twice."""

from collections.abc import Iterator

from flowops import canon
from flowops.rules.complaint import Complaint, Home
from flowops.rules.example import Example
from flowops.rules.file import File
from flowops.rules.flow import Flow
from flowops.rules.graph.keys import strays
from flowops.rules.lines import Steps
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow


def check(project: Project) -> Iterator[Complaint]:
    """Each key that matches one of the engine's in another case, and each that an object has twice."""
    for flow in project.flows:
        for key in strays(flow):
            if key.how == "case":
                yield flow.complaint(f'"{key.key}" works by accident: write "{key.meant}"', *key.steps)
    for file in project.files:
        if file.problem or file.canonical or not file.repeated:
            continue
        flows = [flow for flow in project.flows if flow.home.file is file]
        for steps in file.repeated:
            yield _twice(file, steps, flows)


def _twice(file: File, steps: Steps, flows: list[Flow]) -> Complaint:
    message = f'"{steps[-1]}" stands twice: only the last one counts'
    for flow in flows:
        depth = len(flow.home.steps)
        if steps[:depth] == flow.home.steps:
            return flow.complaint(message, *steps[depth:])
    return Home(file).complaint(message, steps)


_TEXT = canon.dumps(a_flow("ANC")).decode()
_TWICE = _TEXT.replace('  "name"', '  "name": "ANC reminder",\n  "name"')

RULE = Rule(
    id="GRAPH015",
    title="a key in another case, or twice",
    why="RapidPro finds it by ignoring case, or takes the last of two; other programs, and the next edit, take another one.",
    advice="Write each key once, in lower case.",
    severity="warning",
    check=check,
    bad=Example(text=_TWICE),
    good=Example(text=_TEXT),
)
