"""Every guard looks, before the first write; what blocks ends the deploy unless each guard is waived by its name."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from flowops.errors import Blocked, Stale
from flowops.guard.context import Context
from flowops.guard.guards import GUARDS, Guard
from flowops.guard.names import check_names
from flowops.model.plan import Finding


def check(context: Context, guards: Mapping[str, Guard] = GUARDS) -> tuple[Finding, ...]:
    """What every guard found, in the order of the table."""
    return tuple(finding for name, guard in guards.items() for finding in _look(name, guard, context))


def _look(name: str, guard: Guard, context: Context) -> Iterator[Finding]:
    """A guard that breaks has not seen that all is well, so it blocks. Its error may hold a value, so only its type is told."""
    try:
        messages = list(guard.look(context))
    except Exception as error:
        yield Finding(
            name,
            "block",
            f"this guard failed with {type(error).__name__}, so it could not tell that all is well",
        )
        return
    yield from (Finding(name, guard.severity, message) for message in messages)


def check_waivers(allowed: Collection[str]) -> None:
    """Raise ConfigurationError for a waiver of no guard, or of one that cannot be waived."""
    check_names(allowed, [name for name, guard in GUARDS.items() if guard.waivable])


def admit(findings: Iterable[Finding], allowed: Collection[str] = ()) -> dict[str, str]:
    """Guard -> what it found, for each guard that was waived. Raises Blocked for all that were not, Stale before."""
    blocking = [it for it in findings if it.severity == "block"]
    if stale := [it.message for it in blocking if not _is_waivable(it.guard)]:
        raise Stale("; ".join(stale), "Plan again, and let that plan be approved")
    if refused := [(it.guard, it.message) for it in blocking if it.guard not in allowed]:
        raise Blocked(refused)
    waived: dict[str, list[str]] = {}
    for it in blocking:
        waived.setdefault(it.guard, []).append(it.message)
    return {guard: "; ".join(messages) for guard, messages in waived.items()}


def _is_waivable(name: str) -> bool:
    return name not in GUARDS or GUARDS[name].waivable
