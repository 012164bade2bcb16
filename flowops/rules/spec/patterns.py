"""The patterns and enumerations that strings of a flow have to match: a literal table."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from flowops.rules.spec.languages import is_language

_HEX = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_ANY_HEX = _HEX.replace("a-f", "a-fA-F")
_HEX_4 = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_ITEM = "[0-9a-f]{8}-[0-9a-f]{4}-[1-7][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_MEDIA = "(?:[Ii][Mm][Aa][Gg][Ee]|[Aa][Uu][Dd][Ii][Oo]|[Vv][Ii][Dd][Ee][Oo]|[Gg][Ee][Oo]|"
_ATTACHMENT = (
    _MEDIA
    + "[Aa][Pp][Pp][Ll][Ii][Cc][Aa][Tt][Ii][Oo][Nn]|[Uu][Nn][Aa][Vv][Aa][Ii][Ll][Aa][Bb][Ll][Ee]"
    + r"|[0-9A-Za-z_]+/[-+.0-9A-Za-z_]+):[\s\S]+"
)
_SCHEMES = (
    "ext facebook fcm freshchat instagram jiochat line mailto rocketchat slack tel telegram twitter twitterid viber vk "
    "webchat wechat whatsapp"
)
_LETTER = "A-Za-z\\u00a0-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\uffef"
_ATOM = rf"[{_LETTER}0-9!#$%&'*+/=?^_`{{|}}~-]+"
_EMAIL = (  # a local part in quotes, which nobody has, is left out
    rf"{_ATOM}(?:\.{_ATOM})*@(?:[{_LETTER}0-9](?:[{_LETTER}0-9.~-]*[{_LETTER}0-9])?\.)+"
    rf"[{_LETTER}](?:[{_LETTER}0-9.~-]*[{_LETTER}])?\.?"
)

_TESTS = (
    "has_all_words has_any_word has_beginning has_category has_date has_date_eq has_date_gt has_date_lt has_district "
    "has_email has_error has_group has_intent has_number has_number_between has_number_eq has_number_gt has_number_gte "
    "has_number_lt has_number_lte has_only_phrase has_only_text has_pattern has_phone has_phrase has_state has_text "
    "has_time has_top_intent has_value has_ward"
)
TESTS = frozenset(_TESTS.split())


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a string has to look like.

    rule     the rule that it belongs to
    message  what the engine says of a string that does not
    regex    of JSON Schema and Python alike, for the whole string
    matches  where a regular expression is not all there is to it
    """

    rule: str
    message: str
    regex: str = ""
    matches: Callable[[str], object] | None = None

    @property
    def check(self) -> Callable[[str], object]:
        return self.matches or re.compile(self.regex).fullmatch


def _one_of(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


PATTERNS: dict[str, Pattern] = {
    # Of an element of the flow: any hexadecimal digits since 0.285 (its validator), in small letters from 0.243, of version 4 before
    "uuid": Pattern("SPEC012", "must be a valid UUID", _ANY_HEX),
    "small uuid": Pattern("SPEC012", "must be a valid UUID", _HEX),
    "uuid4": Pattern("SPEC012", "must be a valid UUID", _HEX_4),
    "item uuid": Pattern("SPEC039", "invalid item uuid '%s'", _ITEM),
    "flow type": Pattern(
        "SPEC006",
        "is not a valid flow type",
        _one_of("messaging messaging_background messaging_offline voice"),
    ),
    "language": Pattern("SPEC005", "is not a valid language code", "[A-Za-z]{3}", is_language),
    "attachment": Pattern("SPEC034", "is not a valid attachment", _ATTACHMENT),
    "method": Pattern("SPEC033", "is not a valid HTTP method", _one_of("GET HEAD POST PUT PATCH DELETE")),
    "newest scheme": Pattern("SPEC033", "is not a valid URN scheme", _one_of(f"bsuid {_SCHEMES}")),
    "newer scheme": Pattern("SPEC033", "is not a valid URN scheme", _one_of(f"discord {_SCHEMES}")),
    "older scheme": Pattern("SPEC033", "is not a valid URN scheme", _one_of(f"discord teams {_SCHEMES}")),
    "email": Pattern("SPEC033", "is not a valid email address", _EMAIL),
    "status": Pattern("SPEC033", "is not a valid contact status", _one_of("active blocked stopped archived")),
    "local": Pattern("SPEC033", "is not a valid local variable reference", "[a-z_][a-z0-9_]{0,63}"),
    "operation": Pattern(
        "SPEC033", "failed tag 'eq=set|eq=increment|eq=clear'", _one_of("set increment clear")
    ),
    "topic": Pattern("SPEC033", "is not a valid message topic", _one_of("event account purchase agent")),
    "result name": Pattern("SPEC033", "is not a valid result name", r"[\s\S]{1,64}"),
    "result category": Pattern("SPEC033", "is not a valid result category", r"[\s\S]{1,64}"),
    "header": Pattern("SPEC035", "header '%s' is not a valid HTTP header", "[-!#$%&'*+.^_`|~0-9A-Za-z]+"),
}

# What the tables call a pattern that was not always the same -> since which release it is which, the newest first
_BY_RELEASE: dict[str, tuple[tuple[int, str], ...]] = {
    "element uuid": ((285, "uuid"), (250, "small uuid"), (0, "uuid4")),
    "other uuid": ((285, "uuid"), (0, "small uuid")),
    "scheme": ((277, "newest scheme"), (250, "newer scheme"), (0, "older scheme")),
}


def pattern_at(name: str, minor: int) -> Pattern:
    """The pattern that the tables call `name`, in that release (`Release.minor`)."""
    return PATTERNS[next((by for since, by in _BY_RELEASE.get(name, ()) if minor >= since), name)]
