"""Triggers in an import: dropped, kept as they are, or made anew, which archives those of other flows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeAlias

from flowops.model.json import JsonObject
from flowops.sandbox import trigger as triggers
from flowops.sandbox.importing.failure import ImportFailed
from flowops.sandbox.importing.groups import group_of
from flowops.sandbox.importing.job import Job
from flowops.sandbox.parsing import items, objects
from flowops.sandbox.trigger import Trigger

_Slot: TypeAlias = tuple[str, str | None, str, str]
_Index: TypeAlias = dict[_Slot, list[int]]
_KEYWORD = re.compile(r"\w{1,16}")


@dataclass(frozen=True)
class Candidate:
    """A trigger of the file that its own rules allow."""

    where: str
    entry: JsonObject
    trigger: Trigger


def candidates(job: Job) -> list[Candidate]:
    """The triggers of the file without those that no import brings; a wrong one fails the import at once."""
    parsed = [
        Candidate(where, entry, triggers.parsed(entry, where))
        for where, entry in items(job.export, "triggers", "the file")
    ]
    kept = [each for each in parsed if not _is_skipped(job, each.trigger)]
    return [replace(each, trigger=_checked(job, each)) for each in kept]


def _is_skipped(job: Job, trigger: Trigger) -> bool:
    unbound = trigger.trigger_type in job.rules.bound and trigger.channel is None
    return trigger.trigger_type in job.rules.skipped or unbound


def _checked(job: Job, candidate: Candidate) -> Trigger:
    trigger, columns = candidate.trigger, job.workspace.dialect.triggers
    if trigger.trigger_type not in columns:
        raise ImportFailed(f"{candidate.where}: {trigger.trigger_type} is no type of trigger")
    if trigger.trigger_type != "K":
        return replace(trigger, keywords=())
    if "keywords" not in columns["K"] and not candidate.entry.get("keyword"):
        raise ImportFailed(f"{candidate.where} has no keyword")
    if not trigger.keywords or not all(_KEYWORD.fullmatch(keyword) for keyword in trigger.keywords):
        raise ImportFailed(f"{candidate.where}: {list(trigger.keywords)} are no keywords")
    return trigger


def import_triggers(job: Job, checked: list[Candidate]) -> None:
    """Keeps or makes the triggers of the file."""
    rows, index = job.workspace.triggers, _Index()
    for number, row in enumerate(rows):
        _note(index, number, row)
    for candidate in checked:
        _put(rows, index, _placed(job, candidate))


def _placed(job: Job, candidate: Candidate) -> Trigger:
    """The trigger with what it refers to in this workspace; a channel that is not there is dropped."""
    trigger, channels = candidate.trigger, job.workspace.assets.get("channels", {})
    flow = job.own.get(trigger.flow, trigger.flow)
    if flow not in job.workspace.flows:
        raise ImportFailed(
            f"{candidate.where} starts a flow that is neither in the file nor in the workspace"
        )
    has_channel = "channel" in job.workspace.dialect.triggers[trigger.trigger_type]
    return replace(
        trigger,
        flow=flow,
        groups=_groups(job, candidate, "groups"),
        exclude_groups=_groups(job, candidate, "exclude_groups"),
        channel=trigger.channel if has_channel and trigger.channel in channels else None,
        channel_name="",
    )


def _groups(job: Job, candidate: Candidate, key: str) -> tuple[str, ...]:
    found = (group_of(job, reference, candidate.where) for reference in objects(candidate.entry.get(key)))
    return tuple(dict.fromkeys(found))


def _put(rows: list[Trigger], index: _Index, new: Trigger) -> None:
    """Keeps a conflicting trigger of the same flow as it is, or else archives those of other flows."""
    conflicts = sorted({number for slot in _slots(new) for number in index.get(slot, ())})
    for number in conflicts:
        if rows[number].flow == new.flow and set(rows[number].exclude_groups) == set(new.exclude_groups):
            rows[number] = replace(rows[number], archived=False)
            return
    for number in conflicts:
        if rows[number].flow != new.flow:
            rows[number] = replace(rows[number], archived=True)
    rows.append(new)
    _note(index, len(rows) - 1, new)


def _note(index: _Index, number: int, trigger: Trigger) -> None:
    for slot in _slots(trigger):
        index.setdefault(slot, []).append(number)


def _slots(trigger: Trigger) -> Iterator[_Slot]:
    """What a trigger claims; two that claim the same are in conflict."""
    for group, keyword in product(trigger.groups or ("",), trigger.keywords or ("",)):
        yield trigger.trigger_type, trigger.channel, group, keyword
