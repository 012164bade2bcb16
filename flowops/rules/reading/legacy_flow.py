"""A flow in the format before 13."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.judged import LEGACY
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow


def check(project: Project) -> Iterator[Complaint]:
    """Each flow with action sets instead of nodes."""
    yield from project.refused.get(LEGACY, ())


RULE = Rule(
    id=LEGACY,
    title="a flow in the format before 13",
    why="RapidPro has not written it since 2019. Its engine converts it, but flowops neither checks nor deploys it.",
    advice="Import it into RapidPro, and export it again.",
    severity="error",
    check=check,
    bad=Example(
        text='{"version": "11.12", "flow_type": "M", "metadata": {"name": "ANC"}, "action_sets": []}\n'
    ),
    good=Example((a_flow("ANC"),)),
)
