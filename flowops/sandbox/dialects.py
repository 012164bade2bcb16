"""What differs between the RapidPro versions that the sandbox speaks: a row each.

Web pages, imports and engines have tables of their own, likewise with one row a dialect.

The oldest row is complete; every later one says what became different, and is otherwise the row before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flowops.model.json import Json

Columns = Mapping[str, Json]
"""The keys of one object in an API answer, in order, each with what stands there when nobody set it."""


@dataclass(frozen=True, eq=False)  # a row is itself: it is the key of what is worked out from it
class Dialect:
    """One RapidPro version: what its answers look like and how much it puts up with.

    name             what users call it on the command line
    spec_version     the flow spec that it writes
    hourly_limit     API calls an hour and workspace
    roles            what a user can be in a workspace
    identity         the response header that names the workspace, and which attribute of it stands there
    token_identity   an answer to a token carries that header too, not only one to a session
    strict_uuids     a filter that is no UUID: refused (True), or an empty list (False)
    strict_lookups   the same for what a POST or DELETE is about: refused, or not found
    named_404        what is not found is called by its model's name
    count_by_join    a field's usages of one kind are multiplied by those of the others
    workspace        the keys of workspace.json
    credits          what workspace.json says about credits used and remaining
    runs             the keys of a flow's run counts in flows.json
    results          the keys of a flow's result in flows.json
    fields           the keys of a field in fields.json
    field_words      what a POST may call a field's name and type, the best words first
    date             the keys of what an event counts from in campaign_events.json
    event_in_place   a POST changes an event itself and may be refused meanwhile, or replaces it by a new one
    event_languages  the message of an event needs a text in the workspace's first language
    event_content    what a POST of an event with neither or both of flow and message is told
    global_dates     globals.json can be filtered by before and after
    events           the keys of a campaign event in an export, by event type
    triggers         the keys that a trigger of each type has besides the common ones; other types are not exported
    channel_by_uuid  the channel of an exported trigger is no more than a UUID
    assets           the objects that are no more than a list in the API; without a row there is no endpoint
    internal         the same for the lists under /api/internal/, which only a session may read
    """

    name: str
    spec_version: str
    hourly_limit: int
    roles: tuple[str, ...]
    identity: tuple[str, str]
    token_identity: bool
    strict_uuids: bool
    strict_lookups: bool
    named_404: bool
    count_by_join: bool
    workspace: tuple[str, ...]
    credits: int
    runs: tuple[str, ...]
    results: tuple[str, ...]
    fields: tuple[str, ...]
    field_words: tuple[tuple[str, str], ...]
    date: tuple[str, ...]
    event_in_place: bool
    event_languages: bool
    event_content: str
    global_dates: bool
    events: Mapping[str, tuple[str, ...]]
    triggers: Mapping[str, tuple[str, ...]]
    channel_by_uuid: bool
    assets: Mapping[str, Columns]
    internal: Mapping[str, Columns]


_EVENT = ("uuid", "offset", "unit", "event_type", "delivery_hour")
_TIMING = ("relative_to", "start_mode")
_KEYWORD = ("keyword",)
_CHANNEL_TYPES: Mapping[str, tuple[str, ...]] = dict.fromkeys("CVNRIO", ("channel",))

_CREATED: Columns = {"created_on": None}
_NAMED: Columns = {"uuid": None, "name": ""}
_TOPIC: Columns = {**_NAMED, "system": False, **_CREATED}
_ADDRESS: Columns = {**_NAMED, "address": ""}
_DEVICE: Columns = {"country": "", "device": None, "last_seen": None, **_CREATED}
_PERSON: Columns = {"email": "", "first_name": "", "last_name": "", "role": "administrator"}
_MEMBER: Columns = {**_PERSON, "team": None}
_TIMES: Columns = {**_CREATED, "modified_on": None}
_RECIPIENTS: Columns = {"flow": None, "status": "pending", "groups": [], "contacts": []}
_CONTACT: Columns = {**_NAMED, "language": None, "urns": [], "groups": [], "fields": {}}
_BARRED: Columns = {"blocked": False, "stopped": False}

V7_4 = Dialect(
    name="7.4",
    spec_version="13.1.0",
    hourly_limit=2500,
    roles=("administrator", "editor", "viewer", "agent"),
    identity=("X-Temba-Org", "id"),
    token_identity=False,  # seen on 7.4.2: only answers to a session name the workspace
    strict_uuids=False,
    strict_lookups=False,
    named_404=False,
    count_by_join=True,  # three LEFT JOINs counted without DISTINCT, seen on 9.0.0
    workspace=(
        *("uuid", "name", "country", "languages", "primary_language", "timezone", "date_style"),
        *("credits", "anon"),
    ),
    credits=0,
    runs=("active", "completed", "interrupted", "expired"),
    results=("categories", "key", "name", "node_uuids"),
    fields=("key", "label", "value_type", "pinned", "priority"),
    field_words=(("label", "value_type"),),
    date=("key", "label"),
    event_in_place=False,
    event_languages=False,
    event_content="Flow UUID or a message text required.",
    global_dates=False,
    events={
        "F": (*_EVENT, "message", *_TIMING, "flow"),
        "M": (*_EVENT, "message", *_TIMING, "base_language"),
    },
    triggers={
        **dict.fromkeys("KCVMT", _KEYWORD),
        **dict.fromkeys("NR", (*_KEYWORD, "channel")),
    },
    channel_by_uuid=True,
    assets={
        "channels": {**_ADDRESS, **_DEVICE},
        "labels": {**_NAMED, "count": 0},
        "topics": _TOPIC,
        "templates": {**_NAMED, "translations": [], **_TIMES},
        "users": {**_PERSON, **_CREATED},
        "classifiers": {**_NAMED, "type": "wit", "intents": [], **_CREATED},
        "ticketers": {**_NAMED, "type": "internal", **_CREATED},
        "contacts": {**_CONTACT, **_BARRED, **_TIMES, "last_seen_on": None},
        "flow_starts": {"uuid": None, **_RECIPIENTS, "params": None, **_TIMES},
    },
    internal={},
)

V8_0 = replace(
    V7_4,
    name="8.0",
    token_identity=True,
    workspace=(
        *("uuid", "name", "country", "languages", "timezone", "date_style", "anon", "credits"),
        "primary_language",
    ),
    credits=-1,
    assets={
        **V7_4.assets,
        "topics": {**_NAMED, "counts": {"open": 0, "closed": 0}, "system": False, **_CREATED},
        "users": {**_MEMBER, **_CREATED},
    },
)

V9_0 = replace(
    V8_0,
    name="9.0",
    spec_version="13.2.0",
    strict_lookups=True,
    runs=("active", "waiting", "completed", "expired", "interrupted", "failed"),
    fields=(
        *("key", "name", "type", "featured", "priority", "usages", "agent_access"),
        *("label", "value_type"),
    ),
    field_words=(("name", "type"), ("label", "value_type")),
    date=("key", "name", "label"),
    event_languages=True,
    event_content="Flow or a message text required.",
    triggers={"K": ("channel", "keywords", "match_type"), **_CHANNEL_TYPES, "M": (), "T": ()},
    channel_by_uuid=False,
    assets={
        **{name: columns for name, columns in V8_0.assets.items() if name != "ticketers"},
        "optins": {**_NAMED, **_CREATED},
    },
)

V10_0 = replace(
    V9_0,
    name="10.0",
    spec_version="13.6.1",
    assets={name: columns for name, columns in V9_0.assets.items() if name != "templates"},
    internal={"templates": V9_0.assets["templates"]},
)

V26_2 = replace(
    V10_0,
    name="26.2",
    spec_version="14.4.1",
    hourly_limit=3600,
    roles=("administrator", "editor", "agent"),
    identity=("X-Temba-Workspace", "uuid"),
    strict_uuids=True,
    named_404=True,
    count_by_join=False,
    results=("key", "name", "categories", "node_uuids"),
    event_in_place=True,
    global_dates=True,
    events={
        "F": (*_EVENT, *_TIMING, "flow"),
        "M": (*_EVENT, *_TIMING, "message", "base_language"),
    },
    assets={
        **{name: columns for name, columns in V10_0.assets.items() if name != "classifiers"},
        "channels": {**_ADDRESS, "type": "A", **_DEVICE},
        "users": {"uuid": None, **_MEMBER, "avatar": None, **_CREATED},
        "contacts": {
            **{**_NAMED, "status": "active", "language": None, "urns": [], "groups": [], "notes": []},
            **{"fields": {}, "flow": None, **_TIMES, "last_seen_on": None, **_BARRED},
        },
    },
    internal={**V10_0.internal, "llms": {**_NAMED, "type": "openai"}, "orgs": {"id": None, "name": ""}},
)

DIALECTS: Mapping[str, Dialect] = {row.name: row for row in (V7_4, V8_0, V9_0, V10_0, V26_2)}
