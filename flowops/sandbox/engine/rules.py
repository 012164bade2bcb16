"""goflow's validation tags: what each asks of a value, and the words with which it is missed."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TypeAlias

from flowops.sandbox.engine.decoding import Values
from flowops.sandbox.engine.languages import is_language
from flowops.sandbox.engine.schema import Kind, Listed, Struct, fields_at, rules_at

_HEX = "[0-9a-f]"
_UUID = re.compile(f"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}")
_UUID4 = re.compile(f"{_HEX}{{8}}-{_HEX}{{4}}-4{_HEX}{{3}}-[89ab]{_HEX}{{3}}-{_HEX}{{12}}")
_LOCAL = re.compile(r"[a-z_][a-z0-9_]{0,63}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_MEDIA = re.compile(r"image|audio|video|application|geo|unavailable|\w+/[-+.\w]+", re.ASCII)

_SCHEMES = frozenset(
    [
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
    ]
)

Test: TypeAlias = Callable[[str], bool]


def _one_of(*texts: str) -> Test:
    return frozenset(texts).__contains__


def _matches(pattern: re.Pattern[str]) -> Test:
    return lambda text: pattern.fullmatch(text) is not None


def _is_attachment(text: str) -> bool:
    media, _, url = text.partition(":")
    return bool(url) and _MEDIA.fullmatch(media.lower()) is not None


def _has_length(text: str) -> bool:
    return 1 <= len(text) <= 64


_TESTS: Mapping[str, tuple[Test, str]] = {
    "uuid": (_matches(_UUID), "must be a valid UUID"),
    "uuid4": (_matches(_UUID4), "must be a valid UUID4"),
    "three_letters": (lambda text: len(text) == 3, "is not a valid language code"),
    "language": (is_language, "is not a valid language code"),
    "flow_type": (
        _one_of("messaging", "messaging_background", "messaging_offline", "voice"),
        "is not a valid flow type",
    ),
    "http_method": (
        _one_of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"),
        "is not a valid HTTP method",
    ),
    "urnscheme": ((_SCHEMES | {"bsuid"}).__contains__, "is not a valid URN scheme"),
    "old_urnscheme": ((_SCHEMES | {"discord", "teams"}).__contains__, "is not a valid URN scheme"),
    "contact_status": (
        _one_of("active", "blocked", "stopped", "archived"),
        "is not a valid contact status",
    ),
    "msg_topic": (_one_of("event", "account", "purchase", "agent"), "is not a valid message topic"),
    "local_ref": (_matches(_LOCAL), "is not a valid local variable reference"),
    "local_operation": (
        _one_of("set", "increment", "clear"),
        "failed tag 'eq=set|eq=increment|eq=clear'",
    ),
    "result_name": (_has_length, "is not a valid result name"),
    "result_category": (_has_length, "is not a valid result category"),
    "attachment": (_is_attachment, "is not a valid attachment"),
    "email": (_matches(_EMAIL), "is not a valid email address"),
}


def problems(struct: Struct, values: Values, release: int, prefix: str = "") -> Iterator[str]:
    """What is wrong with a struct's fields, in the order of the fields."""
    for field in fields_at(struct, release):
        rules = rules_at(field.rules, release)
        yield from _check(field.kind, values.get(field.name), rules, release, prefix + field.name)
    if struct.exclusive:
        one, other = struct.exclusive
        if bool(values.get(one)) == bool(values.get(other)):
            yield f"field '{prefix}{one}' is mutually exclusive with '{other}'"
            yield f"field '{prefix}{other}' is mutually exclusive with '{one}'"


def _check(kind: Kind, value: object, rules: tuple[str, ...], release: int, where: str) -> Iterator[str]:
    for index, rule in enumerate(rules):
        if rule == "omitempty" and not value:
            return
        if rule == "dive":
            yield from _dive(kind, value, rules[index + 1 :], release, where)
            return
        problem = _problem(rule, value)
        if problem:
            yield f"field '{where}' {problem}"
            return
    if isinstance(kind, Struct) and isinstance(value, dict):
        yield from problems(kind, value, release, f"{where}.")


def _dive(kind: Kind, value: object, rules: tuple[str, ...], release: int, where: str) -> Iterator[str]:
    if isinstance(kind, Listed) and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _check(kind.of, item, rules, release, f"{where}[{index}]")


def _problem(rule: str, value: object) -> str:
    name, limit = _parsed(rule)
    if name == "omitempty":
        return ""
    if name == "required":
        missing = not value if isinstance(value, str | int) else value is None
        return "is required" if missing else ""
    if name in ("min", "max"):
        return _size_problem(name, value, limit)
    passes, problem = _TESTS[name]
    return "" if passes(value if isinstance(value, str) else "") else problem


@cache
def _parsed(rule: str) -> tuple[str, int]:
    name, _, limit = rule.partition("=")
    return name, int(limit or 0)


def _size_problem(name: str, value: object, limit: int) -> str:
    size = len(value) if isinstance(value, str | list | dict) else 0
    if size == limit or (size > limit) == (name == "min"):
        return ""
    if isinstance(value, list):
        return f"must have a {name}imum of {limit} items"
    return f"must be {'greater' if name == 'min' else 'less'} than or equal to {limit}"
