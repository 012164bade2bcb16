"""A complaint of lint about a file, in words that a person finds in RapidPro."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found at one place.

    rule       its id: "GRAPH001"
    file       as the user named it, or relative to the repository
    line       of the place in the file, from 1
    flow       name of the flow; "" where the place is in none
    node       the words that the editor shows; None outside of nodes
    text       what identifies the finding beside rule and flow, for baselines: never a UUID, for an import changes them
    help       what to do about it
    """

    rule: str
    severity: Severity
    message: str
    file: str
    line: int
    flow: str = ""
    flow_uuid: str = ""
    node: str | None = None
    text: str = ""
    help: str = ""

    @property
    def identity(self) -> tuple[str, str, str]:
        """What stays the same when lines move, nodes are drawn elsewhere and imports give new UUIDs."""
        return self.flow or self.file, self.rule, self.text
