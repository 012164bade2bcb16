"""What a rule is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Literal

from flowops.model.finding import Severity
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project

Check = Callable[[Project], Iterator[Complaint]]
Needs = Literal["static", "environment", "server"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong.

    id        "GRAPH001": stable, never used for anything else
    title     what is wrong, as a phrase without a full stop
    why       what happens to the people who get the messages, or to the programme; sentences
    advice    what to do about it; one sentence
    severity  unless the project sets another
    check     finds it in a project
    bad       an example that it complains about
    good      the same, mended
    practice  the best practice of the CHT documentation that it stands for: "Flow design: one SMS"; "" for none
    needs     "environment": it is about a target, so it runs only where one is named; "server": only where that is asked
    fixable   whether `--fix` can repair it
    default   whether it runs where nobody selects it
    fixed_severity  whether the project has set the severity, so that no complaint has its own
    """

    id: str
    title: str
    why: str
    advice: str
    severity: Severity
    check: Check
    bad: Example
    good: Example
    practice: str = ""
    needs: Needs = "static"
    fixable: bool = False
    default: bool = True
    fixed_severity: bool = False


def each_flow(check: Callable[[Flow, Project], Iterator[Complaint]]) -> Check:
    """A check of one flow as a check of a project."""

    @wraps(check)
    def of_project(project: Project) -> Iterator[Complaint]:
        for flow in project.flows:
            yield from check(flow, project)

    return of_project
