"""A file whose bytes cannot be had."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow


def check(project: Project) -> Iterator[Complaint]:
    """Each file that could not be opened."""
    for file in project.files:
        if file.unreadable:
            yield Complaint(file.unreadable, file, text="unreadable")


RULE = Rule(
    id="FILE001",
    title="a file that cannot be read",
    why="Nobody knows what is in it: what is not checked must not be taken for good.",
    advice="Give flowops the right to read it, or move it elsewhere.",
    severity="error",
    check=check,
    bad=Example(unreadable="it cannot be read: Permission denied"),
    good=Example((a_flow("ANC"),)),
)
