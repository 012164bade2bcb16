"""A file in which a merge has left something to decide."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from flowops import canon
from flowops.model.conflict import CONFLICTS
from flowops.model.json import Json
from flowops.rules.complaint import Complaint, Home, at_line
from flowops.rules.example import Example
from flowops.rules.file import File
from flowops.rules.lines import Steps
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow

_MARKER = re.compile(rb"^<{7} ", re.MULTILINE)


def check(project: Project) -> Iterator[Complaint]:
    """Each file with git's markers, and each object with the key under which flowops' own merge lists conflicts."""
    for file in project.files:
        if file.problem:
            yield from _markers(file)
        elif CONFLICTS.encode() in file.data:
            for steps, value in _objects(file.value):
                count = len(value) if isinstance(value, list) and value else 1
                yield _complaint(file, count, steps)


def _markers(file: File) -> Iterator[Complaint]:
    places = [found.start() for found in _MARKER.finditer(file.data)]
    if places:
        yield at_line(_complaint(file, len(places), ()), file.data.count(b"\n", 0, places[0]) + 1)


def _objects(value: Json) -> Iterator[tuple[Steps, Json]]:
    """Where the key stands: in a flow or campaign, in one of a list of groups, fields or triggers, or of an export."""
    if isinstance(value, dict):
        if CONFLICTS in value:
            yield (CONFLICTS,), value[CONFLICTS]
        for key, listed in value.items():
            yield from (((key, *steps), it) for steps, it in _listed(listed))
    yield from _listed(value)


def _listed(value: Json) -> Iterator[tuple[Steps, Json]]:
    for index, it in enumerate(value if isinstance(value, list) else ()):
        if isinstance(it, dict) and CONFLICTS in it:
            yield (index, CONFLICTS), it[CONFLICTS]


def _complaint(file: File, count: int, steps: Steps) -> Complaint:
    flow = str(file.value.get("name", "")) if isinstance(file.value, dict) else ""
    conflicts = "1 unresolved conflict" if count == 1 else f"{count} unresolved conflicts"
    name = PurePosixPath(file.path).name
    return Home(file, flow=flow).complaint(conflicts, steps, text=f"conflicts in {name}")


_BODY = a_flow("ANC")
_DECISION: Json = {"path": "name", "base": "ANC", "ours": "ANC reminder", "theirs": "ANC visits"}

RULE = Rule(
    id="GRAPH017",
    title="unresolved conflicts of a merge",
    why="Two people changed the same thing, and nobody has decided yet: half of both would be deployed.",
    advice=f'Decide; then remove "{CONFLICTS}", or the lines that git marked with <<<<<<<, ======= and >>>>>>>.',
    severity="error",
    check=check,
    bad=Example(text=canon.dumps({**_BODY, CONFLICTS: [_DECISION]}).decode()),
    good=Example(text=canon.dumps(_BODY).decode()),
    practice="Deployment: source control",
)
