"""An Android channel whose phone runs out of power."""

from collections.abc import Iterator
from datetime import UTC, datetime

from flowops.model.json import Json, JsonObject, a_text, an_object
from flowops.model.live import Live
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sheet import sheet

_LOW = 20  # percent
_NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def check(project: Project) -> Iterator[Complaint]:
    """Each phone with less than a fifth of its power."""
    environment, live = project.environment, project.live
    for channel in live.channels if environment and live else ():
        level = _percent(an_object(channel.get("device")).get("power_level"))
        if environment and level is not None and level < _LOW:
            name = a_text(channel.get("name"))
            message = f'the phone of channel "{name}" has {level:g} percent of its power'
            yield sheet(environment).complaint(message, ("host",), text=name)


def _percent(value: Json) -> float | None:
    """RapidPro gives it as a number; -1 is not known."""
    known = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    return float(value) if known and isinstance(value, int | float) else None


def _with(level: int) -> Example:
    phone: JsonObject = {"name": "Android of the clinic", "device": {"power_level": level}, "last_seen": None}
    return Example(globals={}, live=Live(("eng",), (phone,), _NOW))


RULE = Rule(
    id="CHAN002",
    title="an Android channel whose phone runs out of power",
    why="When it is empty no message leaves and no reply arrives.",
    advice="Keep the phone plugged in.",
    severity="warning",
    check=check,
    bad=_with(12),
    good=_with(90),
    practice="SMS channels: keep plugged in",
    needs="server",
)
