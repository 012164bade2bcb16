"""When two names mean the same to RapidPro, and which names come close to one."""

from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher

_NEAR = 0.7  # two letters of seven may differ
_MOST = 3

# Source: the importer of RapidPro 7.4 to 26.2 and, for keys, the expressions of goflow. Slugs of resthooks and what
# import never looks up by name are compared exactly
NORMAL: Mapping[str, Callable[[str], str]] = {
    "group": str.casefold,
    "label": str.casefold,
    "topic": str.casefold,
    "optin": str.casefold,
    "flow": str.casefold,
    "user": str.casefold,  # an e-mail address
    "global": str.lower,
    "field": str.lower,
    "result": str.lower,
    "parameter": str.lower,
    "campaign": str,
    "channel": str,
    "template": str,
    "classifier": str,
    "ticketer": str,
    "llm": str,
    "resthook": str,
    "contact": str,
}

# What expressions look up by key, in any letter case
KEYED = frozenset({"global", "field", "result", "parameter"})


def normal_name(kind: str, name: str) -> str:
    """A form of a name, or key, that is equal for all that RapidPro takes for the same."""
    return NORMAL[kind](name)


def same_name(kind: str, one: str, other: str) -> bool:
    """Whether RapidPro takes two names, or keys, of a kind for the same."""
    return normal_name(kind, one) == normal_name(kind, other)


def closest(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that somebody may have meant, at most three: first those that differ in letter case or space only."""
    plain = _plain(name)
    scored = [(_likeness(plain, _plain(other)), other) for other in dict.fromkeys(names)]
    near = sorted((-score, other) for score, other in scored if score >= _NEAR)
    return tuple(other for _, other in near[:_MOST])


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other)
    return matcher.ratio() if matcher.quick_ratio() >= _NEAR else 0.0
