"""Which unquoted values are no text everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml.resolver import implicit_resolvers

from flowops.environment.scalar import Plain, key, meaning, scalar, source

LOOKS_LIKE_A_NUMBER = st.text("0123456789+-_.:eExXobnNyYaif tTZ", min_size=1, max_size=12)
AMBIGUOUS = {
    "true or false": ["yes", "No", "ON", "off", "y", "N", "True", "FALSE"],
    "nothing": ["~", "null", "Null"],
    "a number": [
        "0123",
        "1.10",
        "1e3",
        "0x1F",
        "1_000",
        ".inf",
        "-.INF",
        ".nan",
        "+250788123456",
        "0o17",
        "-5",
    ],
    "a time": ["12:30", "09:05:30", "1:30.5"],
    "a date": ["2024-01-01", "2024-1-1 10:00:00"],
    "a YAML sign": ["=", "<<"],
}


@given(LOOKS_LIKE_A_NUMBER)
def test_what_yaml_1_1_or_1_2_resolves_has_a_meaning(text: str) -> None:
    other = [tag for _, tag, pattern, first in implicit_resolvers if text[0] in first and pattern.match(text)]

    assert not other or meaning(text)


@given(st.text(min_size=1))
def test_a_value_knows_its_source(text: str) -> None:
    value = scalar(text)

    assert value is None or source(value) == text


@given(st.text(min_size=1))
def test_a_value_is_a_text_or_has_a_meaning(text: str) -> None:
    is_text = isinstance(scalar(text), str) and not isinstance(scalar(text), Plain)

    assert is_text == (meaning(text) is None)


@pytest.mark.parametrize(
    ("expected", "text"), [(word, text) for word, texts in AMBIGUOUS.items() for text in texts]
)
def test_the_meaning_is_named(expected: str, text: str) -> None:
    assert meaning(text) == expected


@pytest.mark.parametrize(
    "text", ["anc", "1.2.3", "12:75", "n/a", "yes please", "8ad0a5c4-2c3f", "a=b", "1h", "-", ""]
)
def test_other_texts_are_themselves(text: str) -> None:
    assert meaning(text) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("true", True), ("false", False), ("0", 0), ("10080", 10080), ("", None)]
)
def test_only_canonical_words_and_numbers_become_values(text: str, expected: object) -> None:
    assert scalar(text) == expected


@pytest.mark.parametrize("text", ["True", "yes", "01", "1_000", "+1", "-0", "9" * 16])
def test_other_spellings_stay_text_that_must_be_quoted(text: str) -> None:
    assert isinstance(scalar(text), Plain)


def test_keys_are_always_text() -> None:
    assert isinstance(key("7"), Plain)
    assert type(key("channels")) is str
