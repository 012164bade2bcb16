"""Values in the body of a POST: what is accepted, what becomes of it, and what is said of the others."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from flowops.model.json import Json, JsonObject
from flowops.sandbox.answers import Invalid

Read = Callable[[Json], Json]
"""Takes what was sent and returns what is kept, or says what is `Wrong` with it."""

WHOLE = "non_field_errors"
"""Under this key stands what is wrong with a body as a whole."""

_DIGITS = re.compile(r"\s*-?\d{1,10}\s*")


class Wrong(Exception):
    """A value cannot be accepted, for these reasons."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


@dataclass(frozen=True)
class Rule:
    """How one key of a body is read; `nullable` lets null through as it is."""

    read: Read
    required: bool = True
    nullable: bool = False

    def of(self, given: JsonObject, key: str) -> Json:
        """What is kept of the key's value, which is there."""
        value = given[key]
        if value is None and self.nullable:
            return None
        if value is None:
            raise Wrong("This field may not be null.")
        return self.read(value)


def read(given: JsonObject, rules: Mapping[str, Rule]) -> JsonObject:
    """What is kept of a body: the keys that have a rule. Everything that is wrong is said at once."""
    kept: JsonObject = {}
    errors: dict[str, list[str]] = {}
    for key, rule in rules.items():
        try:
            if key in given:
                kept[key] = rule.of(given, key)
            elif rule.required:
                raise Wrong("This field is required.")
        except Wrong as wrong:
            errors[key] = [*wrong.reasons]
    if errors:
        raise Invalid(errors)
    return kept


def refuse(text: str) -> Invalid:
    """What a body is answered whose keys are all right, but not together."""
    return Invalid({WHOLE: [text]})


def string(value: Json) -> str:
    """A text, without the blanks around it; a number is one too."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Wrong("Not a valid string.")
    if not (kept := str(value).strip()):
        raise Wrong("This field may not be blank.")
    return kept


def limits(text: str, longest: int) -> list[str]:
    """What is wrong with a text of any kind: its length, and characters that the database does not take."""
    wrong = [f"Ensure this field has no more than {longest} characters."] if len(text) > longest else []
    return [*wrong, *(["Null characters are not allowed."] if "\0" in text else [])]


def within(longest: int) -> Read:
    """A text of limited length."""

    def check(value: Json) -> Json:
        kept = string(value)
        if wrong := limits(kept, longest):
            raise Wrong(*wrong)
        return kept

    return check


def integer(value: Json) -> int:
    """A whole number that the database has room for, or the text of one."""
    number = _number(value)
    if number is None or abs(number) >= 2**31:
        raise Wrong("A valid integer is required.")
    return number


def _number(value: Json) -> int | None:
    if isinstance(value, str):
        return int(value) if _DIGITS.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if value == value // 1 else None


def between(least: int, most: int) -> Read:
    """A whole number of a range."""

    def check(value: Json) -> Json:
        number = integer(value)
        if number < least:
            raise Wrong(f"Ensure this value is greater than or equal to {least}.")
        if number > most:
            raise Wrong(f"Ensure this value is less than or equal to {most}.")
        return number

    return check


def one_of(choices: Collection[str]) -> Read:
    """One of the texts that there are to choose from."""

    def check(value: Json) -> Json:
        if not isinstance(value, str) or value not in choices:
            raise Wrong(f'"{value}" is not a valid choice.')
        return value

    return check


def listed(item: Read) -> Read:
    """A list whose items are all read in the same way."""

    def check(value: Json) -> Json:
        if not isinstance(value, list):
            raise Wrong(f'Expected a list of items but got type "{type(value).__name__}".')
        return [item(each) for each in value]

    return check
