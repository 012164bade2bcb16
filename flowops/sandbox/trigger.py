"""What starts a flow: a trigger as any version's export writes it, and as a dialect's export does."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flowops.model.json import Json, JsonObject
from flowops.sandbox.parsing import objects, optional, strings, text


@dataclass(frozen=True)
class Trigger:
    """One trigger; flows, groups and channels are UUIDs."""

    trigger_type: str
    flow: str
    groups: tuple[str, ...] = ()
    exclude_groups: tuple[str, ...] = ()
    channel: str | None = None
    channel_name: str = ""
    keywords: tuple[str, ...] = ()
    match_type: str = "F"
    archived: bool = False


@dataclass(frozen=True)
class Names:
    """What the objects of a workspace are called now, by UUID."""

    flows: Mapping[str, str]
    groups: Mapping[str, str]
    channels: Mapping[str, str]


def parsed(entry: JsonObject, where: str) -> Trigger:
    """The trigger of an export, in its older form (`keyword`, channel as UUID) or its newer one."""
    flow = entry.get("flow")
    keyword = optional(entry, "keyword")
    channel = entry.get("channel")
    named: JsonObject = channel if isinstance(channel, dict) else {"uuid": channel}
    return Trigger(
        trigger_type=text(entry, "trigger_type", where),
        flow=text(flow if isinstance(flow, dict) else {}, "uuid", f"{where}: flow"),
        groups=_uuids(entry.get("groups")),
        exclude_groups=_uuids(entry.get("exclude_groups")),
        channel=optional(named, "uuid") or None,
        channel_name=optional(named, "name"),
        keywords=(keyword,) if keyword else tuple(strings(entry.get("keywords"))),
        match_type=optional(entry, "match_type", "F"),
    )


def kept(trigger: Trigger, columns: tuple[str, ...]) -> list[Trigger]:
    """The trigger as the server keeps it: one for each keyword, where its triggers have but one."""
    if "keywords" in columns or not trigger.keywords:
        return [trigger]
    return [replace(trigger, keywords=(keyword,)) for keyword in trigger.keywords]


def exported(trigger: Trigger, columns: tuple[str, ...], names: Names, channel_by_uuid: bool) -> JsonObject:
    """The trigger as an export of the dialect holds it."""
    extra: JsonObject = {
        "channel": trigger.channel if channel_by_uuid else _channel(trigger, names),
        "keyword": next(
            iter(trigger.keywords), None
        ),  # where there is but one, the server has a trigger for each
        "keywords": list[Json](trigger.keywords),
        "match_type": trigger.match_type,
    }
    return {
        "trigger_type": trigger.trigger_type,
        "flow": _reference(trigger.flow, names.flows),
        "groups": [_reference(uuid, names.groups) for uuid in trigger.groups],
        "exclude_groups": [_reference(uuid, names.groups) for uuid in trigger.exclude_groups],
        **{column: extra[column] for column in columns},
    }


def _channel(trigger: Trigger, names: Names) -> JsonObject | None:
    if trigger.channel is None:
        return None
    return {"uuid": trigger.channel, "name": names.channels.get(trigger.channel, trigger.channel_name)}


def _reference(uuid: str, names: Mapping[str, str]) -> JsonObject:
    return {"uuid": uuid, "name": names[uuid]}


def _uuids(value: Json) -> tuple[str, ...]:
    return tuple(uuid for reference in objects(value) if (uuid := optional(reference, "uuid")))
