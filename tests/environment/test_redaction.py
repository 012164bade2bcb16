"""Revealed values and how they are kept out of texts."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.environment import Secret, redact, redaction

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=4).filter(
    lambda text: len(text.strip()) >= 4
)
LONG_ASCII = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=9)


@contextmanager
def revealed(*values: str) -> Iterator[None]:
    """As after a start of flowops in which these values, and no others, were revealed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(redaction, "_forms", set())
        for value in values:
            patch.setenv("SECRET_OF_A_TEST", value)
            Secret("SECRET_OF_A_TEST", "staging", "token").reveal()
        yield


def forms(value: str) -> list[str]:
    data = value.encode()
    return [
        value,
        quote(value),
        quote(value, safe=""),
        quote_plus(value),
        base64.b64encode(data).decode(),
        base64.urlsafe_b64encode(data).decode(),
        json.dumps(value)[1:-1],
        json.dumps(value, ensure_ascii=False)[1:-1],
    ]


@given(st.lists(VALUES, min_size=1, max_size=2), TEXT)
def test_no_revealed_value_is_left_in_any_form(values: list[str], between: str) -> None:
    hidden = [form for value in values for form in forms(value.strip())]

    with revealed(*values):
        assert not [form for form in hidden if form in redact(between.join(hidden))]


@given(LONG_ASCII, TEXT, TEXT)
def test_a_password_is_not_left_in_the_base64_of_a_login(value: str, user: str, rest: str) -> None:
    login = base64.b64encode(f"{user}:{value}{rest}".encode()).decode()

    with revealed(value):
        assert "***" in redact(f"Authorization: Basic {login}")


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=3), TEXT)
def test_short_values_are_left_alone(value: str, text: str) -> None:
    with revealed(value):
        assert redact(text) == text


@given(TEXT)
def test_other_text_is_as_before(text: str) -> None:
    with revealed("a value that is in no generated text, hopefully"):
        assert redact(text) == text


@pytest.mark.parametrize(
    ("values", "text", "expected"),
    [
        (["s3cr3t"], "token=s3cr3t;", "token=***;"),
        (
            ["kiss-of-death"],
            "KISS-of-death, \u212a\u0130\u017fs-OF-DEATH and \u212a\u0131\u017fs-of-death",
            "***, *** and ***",
        ),
        (["çedille"], "Çedille", "***"),
        (["s3cr3t", "s3cr3t-and-more"], "s3cr3t-and-more s3cr3t", "*** ***"),
        (["a/b&c d"], "?q=a%2Fb%26c+d&r=a/b%26c%20d", "?q=***&r=***"),
        (['say "x"'], '{"m": "say \\"x\\""}', '{"m": "***"}'),
        (["****"], "********", "***"),
        (["s3cr3t", "x***y"], "xs3cr3ty", "***"),
        ([], "s3cr3t", "s3cr3t"),
    ],
)
def test_every_form_becomes_stars(values: list[str], text: str, expected: str) -> None:
    with revealed(*values):
        assert redact(text) == expected
