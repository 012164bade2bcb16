"""A trigger or campaign event whose flow is nowhere."""

from collections.abc import Iterator

from flowops.model.kind import CAMPAIGN, TRIGGER
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.presence import where_it_is_not
from flowops.rules.project import Part, Project
from flowops.rules.rule import Rule
from flowops.rules.sketch import a_flow
from flowops.rules.start.sample import a_campaign, an_event

_PRICES = {
    TRIGGER.name: "the whole import would fail",
    CAMPAIGN.name: "the event would be dropped",
}


def check(project: Project) -> Iterator[Complaint]:
    """Each of them; triggers of flows that are left out of an environment are left out too."""
    for user, reference in project.uses("flow"):
        if not isinstance(user, Part) or user.kind.name not in _PRICES or reference.span:
            continue
        environment = project.environment
        if environment and user.kind is TRIGGER and not environment.selects(reference.name):
            continue
        if where := where_it_is_not(project, reference):
            name = reference.name or "without a name"
            message = f'flow "{name}" is {where}: {_PRICES[user.kind.name]}'
            yield user.complaint(message, *reference.steps, text=name)


def _starts(flow: str) -> Example:
    campaigns = [a_campaign(an_event(flow, days=14))]
    return Example((a_flow("Survey"),), {"campaigns": campaigns}, shown=("campaigns", 0, "events"))


RULE = Rule(
    id="TRIG007",
    title="a trigger or campaign event whose flow is nowhere",
    why="An import with such a trigger fails as a whole. An event without its flow is left out without a word, and those"
    " who should be reminded are not.",
    advice="Export the flow too, bind it to the flow of another name in the environment, or remove the trigger or event.",
    severity="error",
    check=check,
    bad=_starts("Survey Day 14"),
    good=_starts("Survey"),
)
