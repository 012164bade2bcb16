"""Two flows of one name."""

from collections.abc import Iterator

from flowops.model.cleaning import cleaned
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow


def check(project: Project) -> Iterator[Complaint]:
    """Each flow that has the name of an earlier one: in all of a workspace, else in one export or folder.

    A folder may hold the same flow twice, as it was on two days.
    """
    first: dict[tuple[str, str], Flow] = {}
    for flow in project.flows:
        scope = "" if project.whole else flow.home.scope
        earlier = first.setdefault((scope, cleaned(flow.name).casefold()), flow)
        if earlier is not flow and (project.whole or earlier.uuid != flow.uuid):
            message = f'"{earlier.name}" and "{flow.name}" would be one flow after an import'
            yield flow.complaint(message, "name")


RULE = Rule(
    id="IMP002",
    title="two flows of one name",
    why="RapidPro looks flows up by name without regard to upper and lower case: both overwrite one flow, or one of them"
    ' is called "ANC 2" from then on.',
    advice="Rename one of them.",
    severity="error",
    check=check,
    bad=Example((a_flow("anc"), a_flow("ANC")), shown=("name",)),
    good=Example((a_flow("ANC registration"), a_flow("ANC")), shown=("name",)),
)
