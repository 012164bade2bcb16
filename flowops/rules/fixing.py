"""What `--fix` writes."""

import copy
from collections.abc import Iterable

from flowops.model.json import Json
from flowops.rules.complaint import Fix
from flowops.rules.lines import Steps


def fixed(value: Json, fixes: Iterable[Fix]) -> Json:
    """A copy of a file's JSON with each value written.

    Of two fixes of one place, or of one inside another, the first; the file as a whole only where nothing else is written.
    """
    whole: list[Json] = [copy.deepcopy(value)]
    done: list[Steps] = []
    for fix in sorted(fixes, key=lambda it: not it.steps):
        if not any(_overlap(fix.steps, other) for other in done):
            done.append(fix.steps)
            _write(whole, (0, *fix.steps), fix.value)
    return whole[0]


def _overlap(one: Steps, other: Steps) -> bool:
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]


def _write(holder: Json, steps: Steps, value: Json) -> None:
    """Where a step leads nowhere, nothing is written: the next run of lint tells."""
    for step in steps[:-1]:
        holder = _part(holder, step)
    last = steps[-1]
    if isinstance(holder, dict):
        holder[str(last)] = copy.deepcopy(value)
    elif isinstance(holder, list) and last in range(len(holder)):
        holder[int(last)] = copy.deepcopy(value)


def _part(holder: Json, step: str | int) -> Json:
    if isinstance(holder, dict) and isinstance(step, str):
        return holder.get(step)
    if isinstance(holder, list) and isinstance(step, int) and step < len(holder):
        return holder[step]
    return None
