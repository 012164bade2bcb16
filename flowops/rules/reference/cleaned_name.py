"""A name that RapidPro would change."""

from collections.abc import Iterator

from flowops.model.cleaning import cleaned
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow


def check(project: Project) -> Iterator[Complaint]:
    """Each flow, campaign or group whose name would be another one."""
    for flow in project.flows:
        if flow.name != cleaned(flow.name):
            yield flow.complaint(_said("flow", flow.name), "name", text=cleaned(flow.name))
    for part in (*project.campaigns, *project.groups):
        if part.name != cleaned(part.name):
            yield part.complaint(_said(part.kind.name, part.name), "name", text=cleaned(part.name))


def _said(kind: str, name: str) -> str:
    return f'this {kind} would be called "{cleaned(name)}" after an import'


RULE = Rule(
    id="IMP001",
    title="a name that RapidPro would change",
    why="RapidPro cuts names to 64 characters, takes space at their ends away and replaces quotes and backslashes: the"
    " workspace would have another name than git, and the next deploy would not find it.",
    advice="Rename it in the source workspace.",
    severity="error",
    check=check,
    bad=Example((a_flow('Say "yes"'),), shown=("name",)),
    good=Example((a_flow("Say 'yes'"),), shown=("name",)),
)
