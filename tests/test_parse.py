"""A file that cannot be read: what it is instead, where, and what to do."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.errors import FormatError
from flowops.parse import parse


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "x.json is empty"),
        (b" \n ", "x.json is empty"),
        (b'{"flows": [', "x.json:1: the JSON ends in the middle"),
        (b'{\n"a": 1,\n"b": tru', "x.json:3: the JSON ends in the middle"),
        (b'{\n "a": 1,,\n}', "x.json:2: no JSON"),
        (b'{"a": NaN}', "x.json:1: no JSON"),
        (b"\xef\xbb\xbf{}", "x.json begins with a byte order mark"),
        ('{"a": 1}'.encode("utf-16"), "x.json is UTF-16, not UTF-8"),
        (b'{\n"a": "\xe9"}', "x.json:2: not UTF-8"),
        (b"<html><body>Login</body></html>", "x.json is HTML or XML"),
        (b"{\n<<<<<<< HEAD\n}\n=======\n>>>>>>> x\n", "x.json:2: an unresolved merge conflict"),
        (b'{"a": "\\ud800"}', "x.json:1: no JSON"),
        (b"[" * 100_000, "x.json:1: "),
    ],
)
def test_an_error_says_what_the_file_is(data, said):
    with pytest.raises(FormatError) as raised:
        parse(data, "x.json")

    assert str(raised.value).startswith(said)
    assert raised.value.way_out
    assert "\n" not in str(raised.value)


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_json_or_a_format_error(data):
    with suppress(FormatError):
        parse(data, "x.json")


def test_integers_of_any_size_are_kept():
    assert parse(b'{"id": 123456789012345678901234567890}', "x") == {"id": 123456789012345678901234567890}


@pytest.mark.parametrize("data", [b"[" * 990 + b"1234567890123456789" + b"]" * 990])
def test_more_than_python_can_read_is_a_format_error(data):
    with pytest.raises(FormatError, match="holds more levels or digits than flowops reads"):
        parse(data, "x.json")
