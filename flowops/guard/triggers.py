"""What an import would do to triggers, found by doing as RapidPro does.

A trigger of the file is in conflict with those of its type and channel that share a keyword and a group. If one of them
starts the same flow for the same excluded groups, it is kept as it is. Else those of other flows are archived.
(RapidPro 7.4 to 26.2)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flowops.guard.context import Context
from flowops.guard.telling import count
from flowops.model.export import Document, version_key
from flowops.model.kind import TRIGGER
from flowops.plan.triggers import Part, parts

_KEYWORD = re.compile(r"\w{1,16}")
_BOUND = {"N": "new conversations"}  # up to 8.2 they need a channel
_UNBOUND_TOO = (8, 3)
_SEVERAL_KEYWORDS = (9,)


@dataclass(frozen=True, slots=True)
class _Conflict:
    new: Part
    there: Part
    kept: bool


def trigger_conflict(context: Context) -> Iterator[str]:
    """An import would archive triggers of other flows, which start on the same."""
    for it in _conflicts(context):
        if not it.kept:
            yield f'the new trigger "{it.new.name}" would archive "{it.there.name}"'


def trigger_loss(context: Context) -> Iterator[str]:
    """An import would leave a new trigger out, or fail because of it."""
    for it in _conflicts(context):
        if it.kept:
            yield f'the new trigger "{it.new.name}" would be left out, because "{it.there.name}" is there'
    early = version_key(context.plan.release or "9")[:2] < _UNBOUND_TOO
    for part in _new(context):
        if part.type == "K" and not _KEYWORD.fullmatch(part.keyword):
            yield f'the new trigger "{part.name}" has {part.keyword!r} for a keyword, and the whole import would fail: one word of at most 16 letters'
        if early and part.type in _BOUND and not part.channel:
            yield f'the new trigger "{part.name}" has no channel, and RapidPro up to 8.2 leaves such triggers for {_BOUND[part.type]} out'
        if part.body.get("referrer_id"):
            yield f'the new trigger "{part.name}" would lose its referrer'


def trigger_change(context: Context) -> Iterator[str]:
    """Triggers are to be changed, made or removed, and no import does that: a person has to."""
    if found := sum(1 for _ in context.actions(TRIGGER.name, "manual")):
        yield f"{count(found, 'trigger')} must be changed by hand: the plan says how"


def unread_triggers(context: Context) -> Iterator[str]:
    """The triggers of the workspace could not be read, so none would be written."""
    git = len(context.desired.bound.export.of(TRIGGER))
    if git and TRIGGER.name in context.desired.target.export.unread:
        yield f"the triggers of the workspace could not be read, so none of {git} in git would be written"


def _new(context: Context) -> list[Part]:
    return [part for trigger in _sent(context) for part in trigger]


def _sent(context: Context) -> list[list[Part]]:
    """The new triggers of the file, each with its keywords; up to 8.2 a trigger has but one."""
    found = [parts([Document(TRIGGER, it.body or {})]) for it in context.actions(TRIGGER.name, "create")]
    if version_key(context.plan.release or "9") < _SEVERAL_KEYWORDS:
        return [[part] for trigger in found for part in trigger]
    return found


def _conflicts(context: Context) -> Iterator[_Conflict]:
    there = parts(context.desired.target.export.of(TRIGGER))
    for trigger in _sent(context):
        pairs = [(new, old) for new in trigger for old in there if _is_rival(old, new)]
        own = [(new, old) for new, old in pairs if old.flow == new.flow and _excluded(old) == _excluded(new)]
        if own:
            yield _Conflict(*own[0], kept=True)
            continue
        yield from (_Conflict(new, old, kept=False) for new, old in pairs if old.flow != new.flow)
        there += trigger


def _is_rival(one: Part, other: Part) -> bool:
    together = bool(one.groups & other.groups) if one.groups or other.groups else True
    alike = (one.type, one.channel, one.keyword.casefold()) == (
        other.type,
        other.channel,
        other.keyword.casefold(),
    )
    return alike and together


def _excluded(part: Part) -> object:
    return part.others().get("exclude_groups")
