"""The list endpoints of the API: what each shows, how it can be filtered, which methods it knows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial

from flowops.model.json import Json
from flowops.sandbox import rows
from flowops.sandbox.dialects import Dialect
from flowops.sandbox.rows import Row
from flowops.sandbox.workspace import Workspace

_TRUE = ("true", "y", "yes", "1")

Test = Callable[[Json, str], bool]
"""Whether the value of a row is what the parameter asks for."""


def _same(value: Json, asked: str) -> bool:
    return value == asked


def _same_text(value: Json, asked: str) -> bool:
    return isinstance(value, str) and value.lower() == asked.lower()


def _same_truth(value: Json, asked: str) -> bool:
    return value is (asked.lower() in _TRUE)


def _of(value: Json, asked: str) -> bool:
    return isinstance(value, dict) and _same_text(value.get("uuid"), asked)


def _among(value: Json, asked: str) -> bool:
    items = value if isinstance(value, list) else []
    words = [word for item in items for word in (item.values() if isinstance(item, dict) else (item,))]
    return any(_same_text(word, asked) for word in words)


READ = ("GET", "HEAD", "OPTIONS")
WRITE = ("GET", "POST", "HEAD", "OPTIONS")
DELETE = ("GET", "POST", "DELETE", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Listing:
    """One list endpoint.

    rows       what it shows
    allow      the methods that it knows
    filters    parameter -> how it is compared with the key of the same name; `uuids` are checked first
    keys       the parameters whose key has another name, and that name
    exclusive  the parameters of which only one can be given
    uuids      the parameters that have to be UUIDs
    dated      the key that before and after go by, if the endpoint knows them
    scope      which of the hourly limits a call counts against
    """

    rows: Callable[[Workspace], list[Row]]
    allow: tuple[str, ...] = READ
    filters: Mapping[str, Test] = field(default_factory=dict)
    uuids: tuple[str, ...] = ("uuid",)
    dated: str | None = None
    scope: str = "v2"
    exclusive: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)


_UUID: Mapping[str, Test] = {"uuid": _same_text}


_BY_NAME: Mapping[str, Test] = {**_UUID, "name": _same_text}


def _assets(kind: str, moment: str = "created_on") -> Callable[[Workspace], list[Row]]:
    return partial(rows.assets, kind=kind, moment=moment)


_FLOWS = Listing(rows.flows, filters={**_UUID, "type": _same, "archived": _same_truth}, dated="modified_on")
_LISTINGS: Mapping[str, Listing] = {
    "flows": _FLOWS,
    "groups": Listing(rows.groups, DELETE, _BY_NAME, exclusive=tuple(_BY_NAME)),
    "fields": Listing(rows.fields, WRITE, {"key": _same}),
    "campaigns": Listing(rows.campaigns, WRITE, _UUID),
    "campaign_events": Listing(
        rows.campaign_events, DELETE, {**_UUID, "campaign": _of}, uuids=("uuid", "campaign")
    ),
    "runs": Listing(rows.none, READ, _UUID, scope="v2.runs"),
    "resthooks": Listing(rows.none, READ),  # the sandbox has none, as most workspaces
}
_ASSETS: Mapping[str, Listing] = {
    "channels": Listing(_assets("channels"), READ, {**_UUID, "address": _same}),
    "labels": Listing(_assets("labels"), DELETE, _BY_NAME, exclusive=tuple(_BY_NAME)),
    "topics": Listing(_assets("topics"), WRITE),
    "templates": Listing(_assets("templates"), dated="modified_on"),
    "users": Listing(_assets("users"), READ, {"email": _same_text}),
    "classifiers": Listing(_assets("classifiers"), READ, _UUID, dated="created_on"),
    "ticketers": Listing(_assets("ticketers"), READ, _UUID),
    "optins": Listing(_assets("optins"), WRITE),
    "flow_starts": Listing(_assets("flow_starts", "modified_on"), WRITE, _UUID),
    "contacts": Listing(
        _assets("contacts", "modified_on"),
        DELETE,
        {**_UUID, "urn": _among, "group": _among},
        scope="v2.contacts",
        keys={"urn": "urns", "group": "groups"},
    ),
}


@cache
def listings(dialect: Dialect) -> Mapping[str, Listing]:
    """The list endpoints that a dialect has, by name."""
    dated = "modified_on" if dialect.global_dates else None
    return {
        **_LISTINGS,
        "globals": Listing(rows.globals_, WRITE, {"key": _same}, dated=dated),
        **{name: listing for name, listing in _ASSETS.items() if name in dialect.assets},
    }
