"""The file of an environment as a place of findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flowops.environment import Environment
from flowops.environment.name import FOLDER
from flowops.rules.complaint import Home
from flowops.rules.file import File
from flowops.rules.lines import Steps


@dataclass(frozen=True, eq=False)
class Sheet(File):
    """A YAML file that has been read elsewhere: of it only the lines are known."""

    lines: Mapping[Steps, int] = field(default_factory=dict)

    def line(self, steps: Steps) -> int:
        """The line of a part of it, or of what is around it, from 1."""
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return self.lines.get(steps, 1)


def sheet(environment: Environment) -> Home:
    """Where an environment is described."""
    return Home(Sheet(f"{FOLDER}/{environment.name}.yaml", lines=environment.lines))
