"""A trigger of which a part is in no export."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.start.sample import a_trigger
from flowops.rules.start.starting import REFERRAL, SCHEDULE

_SAID = {
    SCHEDULE: "when this schedule starts is in no export, so it cannot be deployed",
    REFERRAL: "for which referrer this trigger is, is in no export: it would be for every referrer",
}


def check(project: Project) -> Iterator[Complaint]:
    """Each schedule and each trigger for a referral."""
    for trigger in project.triggers:
        kind = trigger.body.get("trigger_type")
        if isinstance(kind, str) and kind in _SAID:
            yield trigger.complaint(f"{trigger.name}: {_SAID[kind]}", "trigger_type")


RULE = Rule(
    id="TRIG006",
    title="a trigger of which a part is in no export",
    why="RapidPro exports neither schedules nor referrers and leaves them out of an import: whoever trusts a deploy to set"
    " them up waits for a flow that never starts.",
    advice="Set it up by hand in every workspace, and write down where; a campaign can replace a schedule.",
    severity="info",
    check=check,
    bad=Example(lists={"triggers": [a_trigger("Reminder", kind=SCHEDULE)]}),
    good=Example(lists={"triggers": [a_trigger("Reminder", "remind")]}),
)
