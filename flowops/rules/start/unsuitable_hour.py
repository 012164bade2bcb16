"""A campaign that sends at an hour that does not suit people."""

from collections.abc import Iterator

from flowops.model.finding import Severity
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.settings import Settings
from flowops.rules.start.event import ANY_HOUR, Event, all_entered, events
from flowops.rules.start.sample import a_campaign, an_event

_SHORT = ("M", "H")  # units that RapidPro counts from the very minute of the date
_SPEAKS = ("send_msg", "say_msg")


def check(project: Project) -> Iterator[Complaint]:
    """Each event outside of the hours that are set: an error at night, an info where people are busy."""
    for event in events(project):
        if (found := _hour(event, project.settings)) and _is_heard(event, project):
            message, severity = found
            steps = (*event.steps, "delivery_hour")
            text = f"{event.label}: {message}"
            yield event.campaign.complaint(text, *steps, severity=severity)


def _hour(event: Event, settings: Settings) -> tuple[str, Severity] | None:
    hour = event.hour
    if hour is None:
        return None
    if hour == ANY_HOUR:
        night = "at any hour, day or night: it counts from the minute of the date"
        return (night, "info") if event.unit in _SHORT else None
    if not settings.earliest <= hour <= settings.latest:
        return f"sent at {hour}:00, when people sleep", "error"
    first, last = settings.evening
    if not first <= hour <= last:
        return f"sent at {hour}:00, when many people are busy", "info"
    return None


def _is_heard(event: Event, project: Project) -> bool:
    """Unless its flow is known and says nothing: a background flow that only asks the CHT may run at night."""
    if event.flow is None:
        return True
    flows = all_entered(project, event.flow)
    return any(True for flow in flows for _ in flow.doing(*_SPEAKS))


def _sends(hour: int) -> Example:
    return Example(lists={"campaigns": [a_campaign(an_event(hour=hour))]}, shown=("campaigns", 0, "events"))


RULE = Rule(
    id="CAMP001",
    title="a campaign that sends at an hour that does not suit people",
    why="A message at three in the morning wakes a family, and is answered by nobody. People have time in the evening, when"
    " the day's errands are done.",
    advice="Choose an hour in the evening; earliest, latest and evening in flowops.yaml say which hours suit.",
    severity="error",
    check=check,
    bad=_sends(3),
    good=_sends(18),
    practice="Flow programming: timing of surveys",
)
