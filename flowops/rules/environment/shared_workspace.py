"""Two environments that are one workspace."""

from collections.abc import Iterator
from itertools import combinations

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sheet import sheet


def check(project: Project) -> Iterator[Complaint]:
    """Each pair that has the same workspace UUID, or the same variable for its token."""
    for one, other in combinations(sorted(project.environments, key=lambda it: it.name), 2):
        both = f"{one.name} and {other.name}"
        if one.workspace and one.workspace == other.workspace:
            yield sheet(other).complaint(f"{both} are the same workspace", ("workspace",))
        elif one.token == other.token:
            message = f"{both} take their token from the same variable, {other.token.variable}"
            yield sheet(other).complaint(message, ("token",))


def _environments(*variables: str) -> Example:
    described = zip(("production", "staging"), variables, strict=True)
    return Example(
        environments={
            name: f"host: https://rapidpro.example.org\ntoken: ${{{variable}}}\n"
            for name, variable in described
        }
    )


RULE = Rule(
    id="ENV001",
    title="two environments that are one workspace",
    why="On one RapidPro server nothing but the workspace UUID and the token tells staging and production apart: what is"
    " meant for testers would reach the public.",
    advice="Give each environment its own workspace and its own token.",
    severity="error",
    check=check,
    bad=_environments("RAPIDPRO_TOKEN", "RAPIDPRO_TOKEN"),
    good=_environments("RAPIDPRO_PRODUCTION_TOKEN", "RAPIDPRO_STAGING_TOKEN"),
    practice="Workspaces: staging and production",
)
