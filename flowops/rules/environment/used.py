"""The globals that a project uses."""

from collections.abc import Iterator

from flowops.rules.flow import Flow
from flowops.rules.project import Part, Project, Use


def globals_used(project: Project) -> Iterator[Use]:
    """The first use of each global in each flow or campaign that goes to the environment, if there is one."""
    seen: set[tuple[Flow | Part, str]] = set()
    environment = project.environment
    for use in project.uses("global"):
        user, reference = use
        goes = environment is None or not isinstance(user, Flow) or environment.selects(user.name)
        if goes and not reference.dynamic and (user, reference.name) not in seen:
            seen.add((user, reference.name))
            yield use
