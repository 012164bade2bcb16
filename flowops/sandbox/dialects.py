"""What differs between the RapidPro versions that the sandbox speaks: one row each, and nothing else anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from flowops.model.json import Json

Columns = Mapping[str, Json]
"""The keys of one object in an API answer, in order, each with what stands there when nobody set it."""

_COUNTS: Json = {"open": 0, "closed": 0}

_LABEL: Columns = {"uuid": None, "name": "", "count": 0}
_TOPIC: Columns = {"uuid": None, "name": "", "counts": _COUNTS, "system": False, "created_on": None}
_OPTIN: Columns = {"uuid": None, "name": "", "created_on": None}
_CHANNEL: Columns = {
    "uuid": None,
    "name": "",
    "address": "",
    "country": "",
    "device": None,
    "last_seen": None,
}
_PERSON: Columns = {"email": "", "first_name": "", "last_name": "", "role": "administrator", "team": None}

_TRIGGERS: Mapping[str, tuple[str, ...]] = {
    "K": ("channel", "keywords", "match_type"),
    "C": ("channel",),
    "V": ("channel",),
    "N": ("channel",),
    "R": ("channel",),
    "I": ("channel",),
    "O": ("channel",),
    "M": (),
    "T": (),
}


@dataclass(frozen=True, eq=False)  # a row is itself: it is the key of what is worked out from it
class Dialect:
    """One RapidPro version: what its answers look like and how much it puts up with.

    name             what users call it on the command line
    spec_version     the flow spec that it writes
    hourly_limit     API calls an hour and workspace
    identity         the response header that names the workspace, and which attribute of it stands there
    strict_uuids     a filter that is no UUID: refused (True), or an empty list (False)
    count_by_join    a field's usages of one kind are multiplied by those of the others
    results          the keys of a flow's result in flows.json
    global_dates     globals.json can be filtered by before and after
    events           the keys of a campaign event in an export, by event type
    triggers         the keys that a trigger of each type has besides the common ones; other types are not exported
    assets           the objects that are no more than a list in the API; without a row there is no endpoint
    """

    name: str
    spec_version: str
    hourly_limit: int
    identity: tuple[str, str]
    strict_uuids: bool
    count_by_join: bool
    global_dates: bool
    results: tuple[str, ...]
    events: Mapping[str, tuple[str, ...]]
    triggers: Mapping[str, tuple[str, ...]]
    assets: Mapping[str, Columns]


_EVENT = ("uuid", "offset", "unit", "event_type", "delivery_hour")
_TIMING = ("relative_to", "start_mode")

V9_0 = Dialect(
    name="9.0",
    spec_version="13.2.0",
    hourly_limit=2500,
    identity=("X-Temba-Org", "id"),
    strict_uuids=False,
    count_by_join=True,  # three LEFT JOINs counted without DISTINCT, seen on 9.0.0
    global_dates=False,
    results=("categories", "key", "name", "node_uuids"),
    events={
        "F": (*_EVENT, "message", *_TIMING, "flow"),
        "M": (*_EVENT, "message", *_TIMING, "base_language"),
    },
    triggers=_TRIGGERS,
    assets={
        "channels": {**_CHANNEL, "created_on": None},
        "labels": _LABEL,
        "topics": _TOPIC,
        "templates": {"uuid": None, "name": "", "translations": [], "created_on": None, "modified_on": None},
        "users": {**_PERSON, "created_on": None},
        "classifiers": {"uuid": None, "name": "", "type": "wit", "intents": [], "created_on": None},
        "optins": _OPTIN,
    },
)

V26_2 = Dialect(
    name="26.2",
    spec_version="14.4.1",
    hourly_limit=3600,
    identity=("X-Temba-Workspace", "uuid"),
    strict_uuids=True,
    count_by_join=False,
    global_dates=True,
    results=("key", "name", "categories", "node_uuids"),
    events={
        "F": (*_EVENT, *_TIMING, "flow"),
        "M": (*_EVENT, *_TIMING, "message", "base_language"),
    },
    triggers=_TRIGGERS,
    assets={
        "channels": {**_CHANNEL, "type": "A", "created_on": None},
        "labels": _LABEL,
        "topics": _TOPIC,
        "users": {"uuid": None, **_PERSON, "avatar": None, "created_on": None},
        "optins": _OPTIN,
    },
)

DIALECTS: Mapping[str, Dialect] = {row.name: row for row in (V9_0, V26_2)}
