"""Queries of smart groups: which fields they name."""

import re
from collections.abc import Iterator

_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')
_CONDITION = re.compile(r"(?:(fields|urns)\.)?\b([a-z]\w*)\s*(?:[!<>]?=|[<>~]|(?:has|is)\b)", re.IGNORECASE)
_ATTRIBUTES = (
    *("id", "uuid", "ref", "name", "language", "status", "group", "flow", "history", "tickets", "urn"),
    *("created_on", "last_seen_on"),
)
_SCHEMES = (
    *("bsuid", "discord", "ext", "facebook", "fcm", "freshchat", "instagram", "jiochat", "line", "mailto"),
    *("rocketchat", "slack", "tel", "telegram", "twitter", "twitterid", "viber", "vk", "webchat", "wechat"),
    "whatsapp",
)


def fields_of(query: str) -> Iterator[str]:
    """The keys of the fields in a query, whether `fields.` stands before them or nothing."""
    for prefix, name in _CONDITION.findall(_QUOTED.sub('""', query)):
        key = name.lower()
        if prefix.lower() == "fields" or not (prefix or key in _ATTRIBUTES or key in _SCHEMES):
            yield key
