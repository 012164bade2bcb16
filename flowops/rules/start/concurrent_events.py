"""Campaign events that meet one contact in two flows."""

from collections.abc import Iterator

from flowops.model.json import a_text, an_object
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.start.event import Event, all_entered, events
from flowops.rules.start.sample import a_campaign, an_event

_INTERRUPTS = "I"


def check(project: Project) -> Iterator[Complaint]:
    """Two events of one group at one moment; and a flow that asks and interrupts whatever goes on."""
    first: dict[tuple[str, str, int, int], Event] = {}
    for event in events(project):
        if event.is_passive or event.hour is None:
            continue
        earlier = first.setdefault(_moment(event), event)
        if earlier is not event:
            message = f"{earlier.label} and {event.label} start at the same moment for one contact"
            yield event.campaign.complaint(message, *event.steps)
        elif _interrupts(event, project):
            message = f"{event.label} asks questions and interrupts whatever conversation a contact is in"
            steps = (*event.steps, *(("start_mode",) if "start_mode" in event.body else ()))
            yield event.campaign.complaint(message, *steps)


def _moment(event: Event) -> tuple[str, str, int, int]:
    group = an_object(event.campaign.body.get("group"))
    who = a_text(group.get("uuid")) or a_text(group.get("name")).casefold()
    return who, event.relative_to, event.minutes, event.hour or 0


def _interrupts(event: Event, project: Project) -> bool:
    if event.start_mode != _INTERRUPTS or event.flow is None:
        return False
    return any(flow.questions for flow in all_entered(project, event.flow))


def _starts(hour: int) -> Example:
    campaign = a_campaign(an_event("Visit reminder"), an_event("Survey", hour=hour))
    return Example(lists={"campaigns": [campaign]}, shown=("campaigns", 0, "events"))


RULE = Rule(
    id="CAMP002",
    title="campaign events that meet one contact in two flows",
    why="A contact can be in one flow only: the second ends the first, or is left out, and an answer meant for one is taken"
    " for an answer to the other.",
    advice="Move one of them by an hour or a day, or let the event skip contacts who are in a flow.",
    severity="warning",
    check=check,
    bad=_starts(18),
    good=_starts(19),
    practice="Configuration: concurrency",
)
