"""The keywords in a flow's settings: each is a trigger of the flow."""

import re
from dataclasses import replace

from flowops.sandbox.flow import Flow
from flowops.sandbox.trigger import Trigger
from flowops.sandbox.web.visit import Visit
from flowops.sandbox.workspace import Workspace

_FIELD = "keyword_triggers"
_KEYWORD = re.compile(r"\w{1,16}")


def wrong(visit: Visit, workspace: Workspace, flow: Flow | None) -> str:
    """What is wrong with the keywords of the form; the field is repeated, a list with commas is none."""
    given = _given(visit)
    if any(not _KEYWORD.fullmatch(keyword) for keyword in given):
        return "Must be single words, less than 16 characters, containing only letters and numbers."
    own = flow.uuid if flow else ""
    taken = [
        keyword
        for trigger in workspace.triggers
        if _simple(trigger) and trigger.flow != own
        for keyword in trigger.keywords
        if keyword.lower() in given
    ]
    return f'"{taken[0]}" is already used for another flow.' if taken else ""


def settle(visit: Visit, workspace: Workspace, flow: Flow) -> None:
    """Archives the flow's triggers whose keywords were taken out, and makes those that are missing."""
    given = _given(visit)
    kept: list[Trigger] = []
    for trigger in workspace.triggers:
        gone = trigger.flow == flow.uuid and _simple(trigger) and not set(trigger.keywords) <= set(given)
        kept.append(replace(trigger, archived=True) if gone else trigger)
    there = {
        word
        for trigger in kept
        if trigger.flow == flow.uuid and _simple(trigger)
        for word in trigger.keywords
    }
    missing = [keyword for keyword in given if keyword not in there]
    lists = "keywords" in visit.sandbox.dialect.triggers["K"]
    for words in ([missing] if lists else [[word] for word in missing]) if missing else ():
        kept.append(Trigger("K", flow.uuid, keywords=tuple(words)))
    workspace.triggers = kept


def _given(visit: Visit) -> list[str]:
    words = [word.strip().lower() for word in visit.request.form.getlist(_FIELD)]
    return [*dict.fromkeys(word for word in words if word)]


def _simple(trigger: Trigger) -> bool:
    return trigger.trigger_type == "K" and not trigger.groups and not trigger.archived
