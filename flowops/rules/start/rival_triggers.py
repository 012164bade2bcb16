"""Two triggers that start on the same."""

from collections.abc import Iterator

from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.start.sample import a_trigger
from flowops.rules.start.starting import SCHEDULE, Start, starts


def check(project: Project) -> Iterator[Complaint]:
    """Each trigger that shares type, channel, keyword and a group with an earlier one."""
    known: dict[tuple[str, str, str, str], list[Start]] = {}
    for start in starts(project.triggers):
        scope = "" if project.whole else start.trigger.home.scope
        earlier = known.setdefault((scope, start.type, start.channel, start.keyword), [])
        rival = next((it for it in earlier if it.overlaps(start)), None)
        if rival and start.type != SCHEDULE and rival.trigger is not start.trigger:
            yield start.trigger.complaint(_said(rival, start))
        earlier.append(start)


def _said(one: Start, other: Start) -> str:
    if not other.keyword:
        return f'"{one.trigger.name}" and "{other.trigger.name}" start on the same'
    return f'keyword "{other.keyword}" starts both "{one.flow}" and "{other.flow}"'


def _triggers(word: str) -> Example:
    return Example(lists={"triggers": [a_trigger("ANC", "join"), a_trigger("Menu", word)]})


RULE = Rule(
    id="TRIG004",
    title="two triggers that start on the same",
    why="RapidPro keeps only one of them: an import archives the trigger of the other flow, which then no longer starts."
    " They come from merges, for the form in RapidPro allows no such pair.",
    advice="Take the keyword from one of them, or give them different groups or channels.",
    severity="error",
    check=check,
    bad=_triggers("join"),
    good=_triggers("menu"),
)
