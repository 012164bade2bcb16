"""An Android channel that RapidPro has not heard of for a while."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from flowops.model.finding import Severity
from flowops.model.json import JsonObject, a_text
from flowops.model.live import Live
from flowops.rules.complaint import Complaint
from flowops.rules.example import Example
from flowops.rules.project import Project
from flowops.rules.rule import Rule
from flowops.rules.sheet import sheet

_WARNED, _SILENT = (
    timedelta(minutes=30),
    timedelta(minutes=90),
)  # RapidPro's own incident comes after 90 minutes
_NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def check(project: Project) -> Iterator[Complaint]:
    """Each phone that was seen more than half an hour ago; one that never was is no phone."""
    environment, live = project.environment, project.live
    for channel in live.channels if environment and live else ():
        seen = _time(a_text(channel.get("last_seen")))
        if seen and environment and live and live.now - seen > _WARNED:
            name, minutes = a_text(channel.get("name")), int((live.now - seen).total_seconds()) // 60
            message = f'channel "{name}" was last seen {minutes} minutes ago'
            severity: Severity = "error" if live.now - seen > _SILENT else "warning"
            yield sheet(environment).complaint(message, ("host",), text=name, severity=severity)


def _time(text: str) -> datetime | None:
    try:
        seen = datetime.fromisoformat(text)
    except ValueError:
        return None
    return seen if seen.tzinfo else seen.replace(tzinfo=UTC)


def _seen(time: str) -> Example:
    phone: JsonObject = {"name": "Android of the clinic", "device": {"power_level": 90}, "last_seen": time}
    return Example(globals={}, live=Live(("eng",), (phone,), _NOW))


RULE = Rule(
    id="CHAN001",
    title="an Android channel that was not seen for a while",
    why="The phone sleeps or has no network: messages wait in RapidPro, and nobody is told.",
    advice="Wake the phone, and keep Android from putting the app to sleep.",
    severity="warning",
    check=check,
    bad=_seen("2026-01-05T10:00:00Z"),
    good=_seen("2026-01-05T11:59:00Z"),
    practice="SMS channels: prevent sleep",
    needs="server",
)
