"""What a contact query refers to: fields by key, groups and flows by name.

Source: the grammar of contact queries in goflow 0.163 to 0.293.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flowops.references.template import masked

_MASK = "\ue000"  # stands for an expression, whose value only a run knows
_TOKEN = re.compile(
    rf"""(?P<string>"(?:\\"|[^"])*")
    |(?P<comparator>!=|<=|>=|[=~<>])
    |(?P<text>[\w.\-+/'@:{_MASK}]+)
    |(?P<other>[^ \t\n\r])""",
    re.VERBOSE,
)
_PROPERTY = re.compile(r"(?:(fields)\.)?(\w+)", re.IGNORECASE)
_COMPARATORS = frozenset(("has", "is"))

_NAMED: Mapping[str, str] = {
    "group": "group",
    "flow": "flow",
    "history": "flow",
}  # attribute -> kind of its value
_ATTRIBUTES = frozenset(
    (
        "uuid",
        "id",
        "ref",
        "name",
        "status",
        "language",
        "urn",
        "group",
        "flow",
        "history",
        "tickets",
        "created_on",
        "last_seen_on",
    )
)
_SCHEMES = frozenset(
    (
        "bsuid",
        "discord",
        "ext",
        "facebook",
        "fcm",
        "freshchat",
        "instagram",
        "jiochat",
        "line",
        "mailto",
        "rocketchat",
        "slack",
        "tel",
        "telegram",
        "twitter",
        "twitterid",
        "viber",
        "vk",
        "webchat",
        "wechat",
        "whatsapp",
    )
)


class Use(NamedTuple):
    """A field, group or flow in a query; `spelling` is "property" for a key, "value" for a name."""

    kind: str
    name: str
    written: str
    spelling: str
    span: tuple[int, int]


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


def uses(query: str, *, evaluated: bool) -> Iterator[Use]:
    """What a query refers to; one that is `evaluated` may hold expressions, whose values are left out."""
    tokens = list(_tokens(masked(query, _MASK) if evaluated else query))
    for index in range(1, len(tokens) - 1):
        prop, comparator, value = tokens[index - 1 : index + 2]
        if prop.kind == "text" and comparator.kind == "comparator" and value.kind in ("text", "string"):
            yield from _condition(prop, value)


def spelled(name: str, written: str) -> str:
    """A name as it can stand at the place of the literal `written`: quoted if that was, or if it must be."""
    bare = _TOKEN.fullmatch(name)
    if (
        not written.startswith('"')
        and bare
        and bare["text"]
        and name.lower() not in {*_COMPARATORS, "and", "or"}
    ):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _tokens(query: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(query):
        kind = str(found.lastgroup)
        if kind == "text" and found[0].lower() in _COMPARATORS:
            kind = "comparator"
        yield _Token(kind, found[0], found.start())


def _condition(prop: _Token, value: _Token) -> Iterator[Use]:
    found = _PROPERTY.fullmatch(prop.text)
    key = found[2].lower() if found else ""
    if found and (found[1] or key not in _ATTRIBUTES | _SCHEMES):
        start = prop.start + found.start(2)
        yield Use("field", key, found[2], "property", (start, start + len(found[2])))
    elif key in _NAMED and _MASK not in value.text and (name := _literal(value)):
        yield Use(_NAMED[key], name, value.text, "value", (value.start, value.start + len(value.text)))


def _literal(value: _Token) -> str:
    if value.kind == "text":
        return value.text
    return re.sub(r"\\(.)", r"\1", value.text[1:-1])
