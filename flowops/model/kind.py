"""The kinds of object that a workspace holds: one literal table, so that no walker asks which kind it has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flowops.model.json import Json, JsonObject

SortKey = tuple[str | float, ...]


def name_of(body: JsonObject) -> str:
    """The name, else the key or UUID of an object."""
    return str(body.get("name") or body.get("key") or body.get("uuid") or "")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of object.

    name       as users read it: "flow"
    key        in an export file of RapidPro; None where RapidPro never exports the kind
    place      in the repository: a folder (ends in "/") with one file an object, or one file for all
    identity   the key whose value tells two objects of the kind apart; None where nothing does
    order      sort key of an object among its kind, for what the server lists in any order
    label      what people call an object of the kind
    volatile   keys that change without an edit, or repeat what other keys say
    unordered  keys of inner lists whose order means nothing, with the order to write them in
    """

    name: str
    key: str | None
    place: str
    identity: str | None
    order: Callable[[JsonObject], SortKey]
    label: Callable[[JsonObject], str] = name_of
    volatile: frozenset[str] = frozenset()
    unordered: Mapping[str, Callable[[JsonObject], SortKey]] = field(default_factory=dict)

    @property
    def one_file_each(self) -> bool:
        """Whether each object of the kind has a file of its own."""
        return self.place.endswith("/")


def text(value: Json) -> str:
    """A value as text that sorts; whatever is not text, an object's name, or a list of these, sorts first."""
    if isinstance(value, str):
        return value.casefold()
    if isinstance(value, dict):
        return text(value.get("name") or value.get("key") or value.get("uuid"))
    if isinstance(value, list):
        return "\n".join(text(item) for item in value)
    return ""


def _number(value: Json) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def by_name(body: JsonObject) -> SortKey:
    """Name as RapidPro compares names (ignoring case), then UUID."""
    return text(body.get("name")), text(body.get("uuid"))


def by_key(body: JsonObject) -> SortKey:
    """Key of a field or global."""
    return text(body.get("key")), text(body.get("name"))


def _trigger(body: JsonObject) -> SortKey:
    keywords = body.get("keywords") or body.get(
        "keyword"
    )  # `keyword` up to RapidPro 8.2, `keywords` from 9.0
    parts = (body.get("trigger_type"), body.get("flow"), body.get("channel"), body.get("groups"))
    return (*map(text, parts), text(keywords), text(body.get("exclude_groups")))


# Codes of RapidPro 7.4 to 26.2 -> what people say
_STARTS = {
    "K": "keyword",
    "C": "catch-all",
    "M": "missed call",
    "V": "incoming call",
    "N": "new conversation",
    "R": "referral",
    "T": "closed ticket",
    "S": "schedule",
    "I": "opt-in",
    "O": "opt-out",
    "U": "USSD",
}


def flow_of(trigger: JsonObject) -> str:
    """The name of the flow that a trigger starts."""
    flow = trigger.get("flow")
    return name_of(flow) if isinstance(flow, dict) else ""


def _trigger_label(body: JsonObject) -> str:
    code = str(body.get("trigger_type"))
    keywords = body.get("keywords") or [body.get("keyword")]
    said = [word for word in keywords if isinstance(word, str)] if isinstance(keywords, list) else []
    return f"{flow_of(body)} ({' '.join([_STARTS.get(code, code), *said])})"


_MINUTES = {"M": 1, "H": 60, "D": 1440, "W": 10080}


def _event(body: JsonObject) -> SortKey:
    minutes = _number(body.get("offset")) * _MINUTES.get(str(body.get("unit")), 1)
    relative_to = body.get("relative_to")
    key = text(relative_to.get("key")) if isinstance(relative_to, dict) else ""
    hour = _number(body.get("delivery_hour"))
    return key, minutes, hour, text(body.get("event_type")), text(body.get("flow")), text(body.get("uuid"))


FLOW = Kind(
    "flow",
    key="flows",
    place="flows/",
    identity="uuid",
    order=by_name,
    # `revision` counts saves, also those without an edit; the others are residue that RapidPro's migrations
    # and copies carry along for ever (seen on 7.4.2, 9.0.0 and 26.2.2)
    volatile=frozenset(
        {"revision", "metadata", "_dependencies", "_results", "_waiting_exits", "site", "runs", "run_counts"}
    ),
)
CAMPAIGN = Kind(
    "campaign",
    key="campaigns",
    place="flows/campaigns/",
    identity="uuid",
    order=by_name,
    volatile=frozenset({"site"}),
    unordered={"events": _event},  # flipped between two imports of one file (seen on 9.0.0)
)
TRIGGER = Kind(
    "trigger",
    key="triggers",
    place="flows/triggers.json",
    identity=None,  # triggers are exported without UUID
    order=_trigger,
    label=_trigger_label,
    unordered={"groups": by_name, "exclude_groups": by_name},
)
GROUP = Kind("group", key="groups", place="flows/groups.json", identity="uuid", order=by_name)
FIELD = Kind("field", key="fields", place="flows/fields.json", identity="key", order=by_key)
GLOBAL = Kind("global", key=None, place="flows/globals.json", identity="key", order=by_key)

KINDS = (FLOW, CAMPAIGN, TRIGGER, GROUP, FIELD, GLOBAL)
