"""The time of day as RapidPro writes it."""

from datetime import UTC, datetime, timedelta

FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


class Clock:
    """Moments that differ by a microsecond at least, so that an order by time is one without ties."""

    def __init__(self) -> None:
        self._last = datetime.min.replace(tzinfo=UTC)

    def now(self) -> str:
        """A moment later than every one given before."""
        self._last = max(datetime.now(UTC), self._last + timedelta(microseconds=1))
        return self._last.strftime(FORMAT)


def moment(text: str) -> str | None:
    """What a caller wrote as a date, in the clock's own form, or None where it is no date."""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC).strftime(FORMAT)
