"""Changes -> the message of the commit that an export makes."""

from collections import Counter
from collections.abc import Iterable

from flowops.model.change import Change
from flowops.model.kind import FLOW
from flowops.render.foreign import spoken
from flowops.render.words import count, line

_VERBS = {"added": "Add", "changed": "Change", "renamed": "Rename", "removed": "Remove"}
_MOST = 200  # lines of a body that somebody may still read


def message(source: str, changes: Iterable[Change]) -> str:
    """ "Export staging: 1 flow added, 2 changed", and below it one line for each object, by name."""
    listed = list(changes)
    lines = [_sentence(change) for change in listed]
    more = [f"… and {len(lines) - _MOST} more"] if len(lines) > _MOST else []
    return "\n".join([f"Export {line(source)}: {_subject(listed)}", "", *lines[:_MOST], *more]).strip() + "\n"


def _subject(changes: list[Change]) -> str:
    """Of the flows only, where any changed: git shows some seventy characters."""
    flows = [change for change in changes if change.kind == FLOW.name]
    return summary(flows or changes)


def summary(changes: Iterable[Change]) -> str:
    """ "2 flows added, 1 changed, 1 trigger removed"; "no object changed" where only the form did."""
    numbers = Counter((change.kind, change.change) for change in changes)
    parts, last = [], ""
    for (kind, word), number in numbers.items():
        parts.append(f"{number if kind == last else count(number, kind)} {word}")
        last = kind
    return ", ".join(parts) or "no object changed"


def _sentence(change: Change) -> str:
    name = spoken(change.name)
    if change.change == "renamed":
        return f'Rename {change.kind} "{spoken(change.name_before)}" to "{name}"'
    return f'{_VERBS[change.change]} {change.kind} "{name}"'
