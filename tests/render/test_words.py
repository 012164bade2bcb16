"""Foreign text as words of a line."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flowops.render.words import as_json, count, line, visible
from tests.strategies import json_values


@given(st.text())
def test_a_line_is_one_line(text):
    assert len(line(text).splitlines()) <= 1
    assert len(line(text, 10)) <= 10


@given(st.text())
def test_a_visible_text_keeps_its_lines_and_hides_nothing(text):
    shown = visible(text)

    assert shown.count("\n") == text.count("\n")
    assert all(c.isprintable() or c in "\n\u200c\u200d" for c in shown)


def test_characters_that_do_not_show_are_told_by_their_numbers():
    assert visible("a\u00a0b\u202ec\x1b[m") == "a<U+00A0>b<U+202E>c<U+001B>[m"


def test_joiners_of_letters_and_emoji_stay():
    text = "\u0645\u06cc\u200c\u062e \U0001f469\u200d\u2695\ufe0f"

    assert visible(text) == text


@given(json_values)
def test_json_is_one_line_that_shows(value):
    assert all(c.isprintable() or c in "\u200c\u200d" for c in as_json(value))


def test_json_without_end_is_told_so():
    value: Any = []
    for _ in range(100_000):
        value = [value]

    assert as_json(value) == as_json(10**5000) == "(too large to be shown)"


def test_things_are_counted():
    assert (count(1, "flow"), count(2, "flow")) == ("1 flow", "2 flows")
