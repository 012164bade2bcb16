from typing import Any

import pytest

from flowops.sandbox.answers import Invalid
from flowops.sandbox.resources.values import Rule, between, integer, listed, one_of, read, string, within

BLANK, NULL, NO_STRING = (
    "This field may not be blank.",
    "This field may not be null.",
    "Not a valid string.",
)
NO_INTEGER = "A valid integer is required."


@pytest.mark.parametrize(
    ("reader", "value", "kept"),
    [
        (string, "  a b \n", "a b"),
        (string, 5, "5"),
        (string, 1.5, "1.5"),
        (within(3), "abc", "abc"),
        (integer, 7, 7),
        (integer, " -7 ", -7),
        (integer, 7.0, 7),
        (between(-1, 23), 23, 23),
        (one_of(("days", "weeks")), "days", "days"),
        (listed(string), [1, "b"], ["1", "b"]),
        (listed(string), [], []),
    ],
)
def test_what_is_accepted_and_what_becomes_of_it(reader: Any, value: Any, kept: Any) -> None:
    assert read({"k": value, "unknown": 1}, {"k": Rule(reader)}) == {"k": kept}


@pytest.mark.parametrize(
    ("reader", "value", "reasons"),
    [
        (string, None, [NULL]),
        (string, " \n", [BLANK]),
        (string, True, [NO_STRING]),
        (string, {}, [NO_STRING]),
        (string, ["a"], [NO_STRING]),
        (within(3), "abcd", ["Ensure this field has no more than 3 characters."]),
        (within(3), "a\0b", ["Null characters are not allowed."]),
        (integer, "x", [NO_INTEGER]),
        (integer, 1.5, [NO_INTEGER]),
        (integer, True, [NO_INTEGER]),
        (integer, 2**31, [NO_INTEGER]),
        (integer, "9" * 5000, [NO_INTEGER]),
        (integer, [], [NO_INTEGER]),
        (between(-1, 23), 24, ["Ensure this value is less than or equal to 23."]),
        (between(-1, 23), -2, ["Ensure this value is greater than or equal to -1."]),
        (one_of(("days",)), "years", ['"years" is not a valid choice.']),
        (listed(string), "a", ['Expected a list of items but got type "str".']),
    ],
)
def test_what_is_refused_and_why(reader: Any, value: Any, reasons: list[str]) -> None:
    with pytest.raises(Invalid) as caught:
        read({"k": value}, {"k": Rule(reader)})

    assert caught.value.body == {"k": reasons}


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_rules() -> None:
    with pytest.raises(Invalid) as caught:
        read({"a": ""}, {"b": Rule(string), "a": Rule(string), "c": Rule(string, required=False)})

    assert list(caught.value.body.items()) == [("b", ["This field is required."]), ("a", [BLANK])]


def test_null_is_kept_where_it_may_be() -> None:
    assert read({"k": None}, {"k": Rule(string, nullable=True)}) == {"k": None}
