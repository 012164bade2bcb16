"""Values of properties -> words: one literal table."""

from collections.abc import Callable, Mapping

from flowops.model.json import Json
from flowops.render.words import count

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


def duration(seconds: int) -> str:
    """ "7 days", "12 hours", "1 hour 30 minutes"."""
    parts, rest = [], seconds
    for unit, size in _UNITS:
        number, rest = divmod(rest, size)
        if number:
            parts.append(count(number, unit))
    return " ".join(parts)


def _of_seconds(size: int) -> Callable[[Json], str]:
    def words(value: Json) -> str:
        known = isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**9
        return duration(value * size) if known and isinstance(value, int) else ""

    return words


def _hour(value: Json) -> str:
    known = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 24
    return f"{value}:00" if known else ""


def _one_of(words: Mapping[str, str]) -> Callable[[Json], str]:
    return lambda value: words.get(value, "") if isinstance(value, str) else ""


# Of a property, as a path with # for numbers; "" where the value is not one that people have words for
VALUES: Mapping[str, Callable[[Json], str]] = {
    "expire_after_minutes": _of_seconds(60),
    "wait/timeout/seconds": _of_seconds(1),
    "wait/dial_limit_seconds": _of_seconds(1),
    "wait/call_limit_seconds": _of_seconds(1),
    "delivery_hour": _hour,
    "events/#/delivery_hour": _hour,
    "match_type": _one_of({"F": "the first word", "O": "the only word"}),
    "start_mode": (
        modes := _one_of({"I": "interrupts a flow", "S": "skips who is in a flow", "P": "beside a flow"})
    ),
    "events/#/start_mode": modes,
    "unit": (units := _one_of({"M": "minutes", "H": "hours", "D": "days", "W": "weeks"})),
    "events/#/unit": units,
}
