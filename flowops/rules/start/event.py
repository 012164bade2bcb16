"""A campaign event: when, and what it does to a contact."""

from collections.abc import Iterator
from typing import NamedTuple

from flowops.model.json import JsonObject, a_text, an_object
from flowops.rules.flow import Flow
from flowops.rules.lines import Steps
from flowops.rules.project import Part, Project

_MINUTES = {"M": 1, "H": 60, "D": 1440, "W": 10080}
_UNITS = {"M": "minute", "H": "hour", "D": "day", "W": "week"}
_LONGEST = 40  # characters of a message that are shown
ANY_HOUR = -1  # at the hour of the date from which it counts
_PASSIVE = "P"  # in the background, whatever the contact is doing


class Event(NamedTuple):
    """An event of a campaign and where it stands.

    hour  0 to 23 in the workspace's time zone; `ANY_HOUR`; None where it stands there as something else
    flow  that it starts, as far as it is known
    """

    campaign: Part
    steps: Steps
    body: JsonObject
    hour: int | None
    flow: Flow | None

    @property
    def unit(self) -> str:
        """M, H, D or W."""
        return a_text(self.body.get("unit"))

    @property
    def minutes(self) -> int:
        """From the date on; before it if less than 0."""
        offset = self.body.get("offset")
        return (offset if isinstance(offset, int) else 0) * _MINUTES.get(self.unit, 1)

    @property
    def relative_to(self) -> str:
        """Key of the date."""
        return a_text(an_object(self.body.get("relative_to")).get("key"))

    @property
    def start_mode(self) -> str:
        """I: interrupts the flow in which a contact is; S: leaves such contacts out; P: in the background."""
        return a_text(self.body.get("start_mode")) or "I"

    @property
    def is_passive(self) -> bool:
        """Whether the contact notices nothing of a flow that goes on."""
        return self.start_mode == _PASSIVE

    @property
    def label(self) -> str:
        """What it starts or sends, and when: 'flow "Reminder" 7 days before edd'."""
        return f"{self._what} {self._when}"

    @property
    def _when(self) -> str:
        offset = self.body.get("offset")
        number = abs(offset) if isinstance(offset, int) else 0
        unit = _UNITS.get(self.unit, "unit")
        side = "before" if isinstance(offset, int) and offset < 0 else "after"
        return f"{number} {unit}{'' if number == 1 else 's'} {side} {self.relative_to}"

    @property
    def _what(self) -> str:
        flow = a_text(an_object(self.body.get("flow")).get("name"))
        if self.body.get("event_type") != "M" and flow:
            return f'flow "{flow}"'
        message = self.body.get("message")
        said = a_text(message) or next((a_text(it) for it in an_object(message).values()), "")
        short = " ".join(said.split())
        return f'message "{short if len(short) <= _LONGEST else short[: _LONGEST - 1] + "…"}"'


def events(project: Project) -> Iterator[Event]:
    """Of all campaigns, in order."""
    for campaign in project.campaigns:
        listed = campaign.body.get("events")
        for index, body in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(body, dict):
                hour = body.get("delivery_hour")
                known = hour if isinstance(hour, int) and not isinstance(hour, bool) else None
                flow = body.get("flow") if body.get("event_type") != "M" else None
                found = project.flow(flow) if isinstance(flow, dict) else None
                yield Event(campaign, ("events", index), body, known, found)


def all_entered(project: Project, flow: Flow) -> list[Flow]:
    """A flow and those that it enters, directly or through others."""
    found = {flow.uuid: flow}
    pending = [flow]
    while pending:
        for target in project.entered.get(pending.pop().uuid, ()):
            if target.uuid not in found:
                found[target.uuid] = target
                pending.append(target)
    return list(found.values())
