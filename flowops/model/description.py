"""A rule of lint as its readers see it."""

from dataclasses import dataclass

from flowops.model.finding import Severity
from flowops.model.json import Json

_NEEDS = {"static": "", "environment": "with --env only", "server": "with --env and --live only"}


@dataclass(frozen=True, slots=True)
class Described:
    """What is to be said about a rule.

    bad, good  excerpts of flows, or texts as they stand
    whole      the flows of both examples by their names, for whom the whole is short enough
    """

    id: str
    title: str
    why: str
    advice: str
    severity: Severity
    bad: Json
    good: Json
    practice: str = ""
    needs: str = "static"
    fixable: bool = False
    default: bool = True
    whole: tuple[Json, Json] | None = None

    @property
    def remarks(self) -> str:
        """ "warning, repaired by --fix"."""
        said = (
            self.severity,
            _NEEDS[self.needs],
            "repaired by --fix" if self.fixable else "",
            "" if self.default else "off unless selected",
        )
        return ", ".join(it for it in said if it)
