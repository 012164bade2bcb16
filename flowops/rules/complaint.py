"""What a rule says about one place, before it is known how severe the user finds it."""

from dataclasses import dataclass
from typing import NamedTuple, TypedDict, Unpack

from flowops.model.finding import Severity
from flowops.model.json import Json
from flowops.rules.file import File
from flowops.rules.lines import Steps


class Fix(NamedTuple):
    """A value to write at a place; steps from the root of the file."""

    steps: Steps
    value: Json


class Complaint(NamedTuple):
    """A message about a place.

    steps      keys and list indexes from the root of the file
    flow       the flow's name; "" outside of flows
    node       label of the node; None outside of nodes
    text       what identifies it beside rule and flow: by default node and message; never a UUID
    severity   where it is not the rule's
    fixes      what to write where, if that is beyond doubt
    line       from 1, where no steps lead there; 0 for the line of `steps`
    """

    message: str
    file: File
    steps: Steps = ()
    flow: str = ""
    flow_uuid: str = ""
    node: str | None = None
    text: str = ""
    severity: Severity | None = None
    fixes: tuple[Fix, ...] = ()
    line: int = 0


class More(TypedDict, total=False):
    """What a complaint can say besides: as in `Complaint`; `fix` is what to write at its place."""

    text: str
    severity: Severity
    fix: Json


@dataclass(frozen=True, slots=True, eq=False)
class Home:
    """A flow, campaign or list in a file: where its parts are, and by which words they are known."""

    file: File
    steps: Steps = ()
    flow: str = ""
    flow_uuid: str = ""

    @property
    def scope(self) -> str:
        """What belongs together where nobody knows a whole workspace: an export, or the files of one folder."""
        exported = self.steps and isinstance(self.steps[0], str)
        return self.file.path if exported else self.file.path.rpartition("/")[0]

    def complaint(
        self, message: str, steps: Steps = (), node: str | None = None, **more: Unpack[More]
    ) -> Complaint:
        """A complaint about what stands at `steps` from here."""
        place = (*self.steps, *steps)
        fixes = (Fix(place, more["fix"]),) if "fix" in more else ()
        return Complaint(
            message,
            self.file,
            place,
            self.flow,
            self.flow_uuid,
            node,
            more.get("text", ""),
            more.get("severity"),
            fixes,
        )


def at_line(complaint: Complaint, line: int) -> Complaint:
    """The complaint about a line of a file that has no steps there."""
    return complaint._replace(line=line)
