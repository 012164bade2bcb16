"""Campaigns in an import: the group is replaced, and every event is made anew."""

from collections.abc import Iterator
from dataclasses import replace

from flowops.model.json import JsonObject
from flowops.sandbox.campaign import Campaign, Event, event
from flowops.sandbox.importing.failure import ImportFailed
from flowops.sandbox.importing.fields import put_field
from flowops.sandbox.importing.groups import group_of
from flowops.sandbox.importing.job import Job
from flowops.sandbox.importing.names import unique
from flowops.sandbox.parsing import as_object, items, new_uuid, optional, text


def import_campaigns(job: Job) -> None:
    """Finds or creates the campaigns of the file, and replaces what is in them."""
    for place, entry in items(job.export, "campaigns", "the file"):
        group = group_of(job, as_object(entry.get("group"), f"{place}: group"), place)
        campaign = replace(_placed(job, entry, place), group=group, events=[])
        job.workspace.campaigns[campaign.uuid] = campaign
        campaign.events = list(_events(job, entry, place))


def _placed(job: Job, entry: JsonObject, place: str) -> Campaign:
    """The campaign that the file means, archived or not: by name only if every letter has the same case."""
    name, rows = text(entry, "name", place), job.workspace.campaigns
    if job.same_site and (found := rows.get(optional(entry, "uuid"))):
        return replace(found, name=unique(name, _names(job, found)))
    if same := next((row for row in rows.values() if row.name == name), None):
        return same
    return Campaign(new_uuid(), unique(name, _names(job, None)), "", job.now())


def _names(job: Job, apart_from: Campaign | None) -> set[str]:
    return {row.name.lower() for row in job.workspace.campaigns.values() if row is not apart_from}


def _events(job: Job, entry: JsonObject, place: str) -> Iterator[Event]:
    """The events, without those whose flow is nowhere: only a flow of the file or one with the UUID counts."""
    for where, item in items(entry, "events", place):
        row = event({**item, "uuid": new_uuid(), "message": _message(job, item, where)}, where, job.now())
        relative_to = as_object(item.get("relative_to"), where)
        put_field(job, row.relative_to, optional(relative_to, "label"), "datetime")
        flow = job.own.get(row.flow, row.flow) if row.flow else None
        if row.event_type == "M":
            yield replace(row, flow=None)
        elif flow in job.workspace.flows:
            yield replace(row, flow=flow, message=None)


def _message(job: Job, item: JsonObject, where: str) -> JsonObject | None:
    """The text of a message event in each of its languages; whatever else it sends is not imported."""
    message = item.get("message")
    if isinstance(message, str):
        return {optional(item, "base_language") or (job.workspace.languages or ["und"])[0]: message}
    if item.get("event_type") == "M" and not isinstance(message, dict):
        raise ImportFailed(f"{where} has no message")
    return message if isinstance(message, dict) else None
