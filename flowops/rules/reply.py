"""Which category a reply takes: the tests of a switch as the engine evaluates them.

Source: goflow 0.285 (flows/routers/cases). What depends on the workspace or on the time cannot be told from here.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from flowops.model.json import an_object, texts
from flowops.rules.flow import Flow
from flowops.rules.node import Case, Category, Node
from flowops.rules.words import words

# What the operand makes of the reply; any other operand is not looked into
_OPERANDS: Final[Mapping[str, Callable[[str], str]]] = {
    "@input": str,
    "@input.text": str,
    "@(input.text)": str,
    "@(trim(input.text))": str.strip,
    "@(lower(input.text))": str.lower,
    "@(upper(input.text))": str.upper,
}

# Tests that name what they accept: people have to know the words
WORDED: Final = frozenset(
    (
        "has_any_word",
        "has_all_words",
        "has_phrase",
        "has_only_phrase",
        "has_only_text",
        "has_beginning",
        "has_number_eq",
    )
)

Test = Callable[[str, tuple[str, ...]], bool | None]

_NOT_OF_A_KEY = re.compile(r"\W+")
_DIGIT = r"[\d²³¹¼-¾]"  # the engine takes these for parts of a number, and then cannot read it
_NUMBER = re.compile(rf"[-+]?(?:(?:{_DIGIT}|,)+(?:\.{_DIGIT}+)?|(?:[^A-Za-z0-9_]|^)\.{_DIGIT}+)")
_DECIMAL = re.compile(r"-?(?:[0-9]{1,36}(?:\.[0-9]{1,36})?|\.[0-9]{1,36})")
_NUMERALS = {
    zero + digit: str(digit) for zero in (0x0660, 0x06F0, 0x09E6) for digit in range(10)
}  # Arabic, Persian, Bengali
_SHORTEST_DATE = 6
_SHORTEST_PHONE = 5


class Outcome(NamedTuple):
    """Where a reply leads.

    category  that it takes; None for none
    case      by which; None where no case matched, and it takes the default
    known     False where it depends on more than the reply
    """

    category: Category | None
    case: Case | None
    known: bool = True


def outcome(flow: Flow, node: Node, reply: str, language: str = "", result: str = "") -> Outcome:
    """What becomes of a reply at a question; `language` is the contact's, "" for the flow's own.

    result  key of the result that holds the reply, at a split that comes later
    """
    read = _reading(node.operand, result)
    if read is None:
        return Outcome(None, None, known=False)
    value = read(reply)
    for case in node.cases:
        passed = passes(case.type, value, arguments(flow, case, language))
        if passed is None:
            return Outcome(None, None, known=False)
        if passed:
            return Outcome(node.category(case.category), case)
    return Outcome(node.default, None)


@lru_cache(maxsize=4096)
def _reading(operand: str, result: str) -> Callable[[str], str] | None:
    """What the operand makes of the reply; None for what is not looked into."""
    operand = operand.strip().lower()
    held = bool(result) and operand in (f"@results.{result}", f"@results.{result}.value")
    return str if held else _OPERANDS.get(operand)


def result_key(node: Node) -> str:
    """Under which expressions find what became of the reply: `@results.first_name`; "" where it is not kept."""
    return _NOT_OF_A_KEY.sub("_", node.result_name.strip()).lower()


def arguments(flow: Flow, case: Case, language: str) -> tuple[str, ...]:
    """Of a case in a language: translations of another number, or empty ones, are ignored."""
    if language:
        translated = texts(an_object(flow.localization.get(language, {}).get(case.uuid)).get("arguments"))
        if len(translated) == len(case.arguments) and any(translated):
            return tuple(translated)
    return case.arguments


@lru_cache(maxsize=65536)
def passes(test: str, value: str, given: tuple[str, ...]) -> bool | None:
    """Whether a text passes a test; None where that cannot be told from here."""
    known = _TESTS.get(test)
    if known is None:
        return None
    number, check = known
    if number is not None and len(given) != number:
        return False  # an error, and the case is skipped
    return None if any("@" in it for it in given) else check(value, given)


def _beginning(value: str, given: tuple[str, ...]) -> bool:
    wanted = given[0].strip()
    start = value.strip().encode()[: len(wanted.encode())].decode(errors="replace")
    return bool(wanted) and start.lower() == wanted.lower()


def _phrase(value: str, given: tuple[str, ...]) -> bool:
    said, wanted = words(value), words(given[0])
    matched = 0
    for word in said:  # as the engine: after a word that does not fit it begins again with the next word
        matched = matched + 1 if matched < len(wanted) and word == wanted[matched] else 0
        if matched == len(wanted):
            return True
    return not wanted


def numbers(value: str) -> list[Decimal]:
    """The numbers in a text."""
    found = (it.strip().replace(",", "").translate(_NUMERALS) for it in _NUMBER.findall(value))
    return [Decimal(it) for it in found if _DECIMAL.fullmatch(it)]


def _compared(check: Callable[[Decimal, list[Decimal]], bool]) -> Test:
    def of_numbers(value: str, given: tuple[str, ...]) -> bool:
        limits = [Decimal(it.strip()) for it in given if _DECIMAL.fullmatch(it.strip())]
        return len(limits) == len(given) and any(check(number, limits) for number in numbers(value))

    return of_numbers


def _never(_value: str, _given: tuple[str, ...]) -> bool:
    return False


def _unknown(_value: str, _given: tuple[str, ...]) -> None:
    return None


def _long(least: int, mark: str = "") -> Test:
    """What a text that is short, or without a mark, cannot be; of others it is not told."""

    def of_text(value: str, _given: tuple[str, ...]) -> bool | None:
        return False if len(value) < least or mark not in value else None

    return of_text


def _any_word(value: str, given: tuple[str, ...]) -> bool:
    return not set(words(given[0])).isdisjoint(words(value))


# Test -> number of its arguments, None where that may vary, and what it does
_TESTS: Final[Mapping[str, tuple[int | None, Test]]] = {
    "has_text": (0, lambda value, _: bool(value.strip())),
    "has_value": (0, lambda value, _: bool(value.strip())),
    "has_only_text": (1, lambda value, given: value == given[0]),
    "has_any_word": (1, _any_word),
    "has_all_words": (1, lambda value, given: set(words(given[0])) <= set(words(value))),
    "has_phrase": (1, _phrase),
    "has_only_phrase": (1, lambda value, given: words(value) == words(given[0])),
    "has_beginning": (1, _beginning),
    "has_pattern": (1, _unknown),  # RE2 differs from Python's expressions
    "has_number": (0, lambda value, _: bool(numbers(value))),
    "has_number_eq": (1, _compared(lambda number, limits: number == limits[0])),
    "has_number_lt": (1, _compared(lambda number, limits: number < limits[0])),
    "has_number_lte": (1, _compared(lambda number, limits: number <= limits[0])),
    "has_number_gt": (1, _compared(lambda number, limits: number > limits[0])),
    "has_number_gte": (1, _compared(lambda number, limits: number >= limits[0])),
    "has_number_between": (2, _compared(lambda number, limits: limits[0] <= number <= limits[1])),
    "has_date": (0, _long(_SHORTEST_DATE)),
    "has_date_lt": (1, _long(_SHORTEST_DATE)),
    "has_date_eq": (1, _long(_SHORTEST_DATE)),
    "has_date_gt": (1, _long(_SHORTEST_DATE)),
    "has_phone": (None, _long(_SHORTEST_PHONE)),
    "has_email": (0, _long(0, "@")),
    "has_error": (0, _never),
    "has_group": (None, _never),  # a text is in no group
    "has_category": (None, _never),
    "has_intent": (2, _never),
    "has_top_intent": (2, _never),
}
