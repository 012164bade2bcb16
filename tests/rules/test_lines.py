"""The line of a part of a file is the line where a person finds it."""

import json

from hypothesis import given
from hypothesis import strategies as st

from flowops import canon
from flowops.rules.lines import Lines

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


def places(value, steps=()):
    yield steps, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*steps, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*steps, index))


def shown(value) -> str:
    """How the canonical line of a value begins."""
    return canon.dumps(value).decode().split("\n")[0].rstrip("{}[]")


@given(_JSON)
def test_both_ways_of_searching_agree_on_canonical_files(value):
    text = canon.dumps(value).decode()
    fast, slow = Lines(text, canonical=True), Lines(text, canonical=False)
    for steps, part in places(value):
        line = fast.line(steps)
        assert line == slow.line(steps)
        assert shown(part) in text.split("\n")[line - 1]


@given(_JSON, st.integers(0, 8))
def test_any_other_layout_is_read(value, indent):
    text = json.dumps(value, indent=indent or None, separators=(" ,", ":  "))
    lines = Lines(text, canonical=False)
    for steps, part in places(value):
        held = text.split("\n")[lines.line(steps) - 1]
        assert json.dumps(part)[:1] in held


def test_what_is_not_there_has_the_line_of_what_is_around_it():
    text = canon.dumps({"a": [1, {"b": 2}], "c": 3}).decode()
    for canonical in (True, False):
        lines = Lines(text, canonical=canonical)
        assert lines.line(("a", 1, "x")) == lines.line(("a", 1)) == 4
        assert lines.line(("a", 7)) == 2
        assert lines.line(("b",)) == 1


def test_of_a_key_that_stands_there_twice_the_last_one_counts():
    assert Lines('{"a": 1,\n"a": 2}', canonical=False).line(("a",)) == 2


def test_a_file_that_breaks_off_or_is_too_deep_has_lines_as_far_as_it_goes():
    assert Lines('{"a": {\n"b": [1,\n', canonical=False).line(("a", "b", 5)) == 2
    assert Lines("[" * 100_000, canonical=False).line((0, 0)) == 1
