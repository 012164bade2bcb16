"""Keyed digests: same or not, and nothing else."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from flowops.model.digest import digest_of, is_digest_of, key_of

values = st.text(max_size=20)
tokens = st.text(min_size=1, max_size=40)


@given(values, values, tokens)
def test_a_digest_tells_a_value_from_every_other(value, other, token):
    key = key_of(token)

    assert is_digest_of(value, digest_of(value, key), key) is True
    assert is_digest_of(other, digest_of(value, key), key) is (value == other)


@given(values, tokens, tokens)
def test_under_another_token_nothing_can_be_told(value, token, other):
    found = is_digest_of(value, digest_of(value, key_of(token)), key_of(other))

    assert found is (True if token == other else None)


def test_what_is_no_digest_tells_nothing():
    assert is_digest_of("x", "", key_of("t")) is None


def test_a_short_value_cannot_be_found_without_the_token():
    digest = digest_of("1234", key_of("t"))
    parts = digest.split(":")

    assert parts[0] == "hmac-sha256"
    for guess in ("1234", f"{parts[1]}1234", f"1234{parts[1]}"):
        assert hashlib.sha256(guess.encode()).hexdigest() != parts[2]


def test_variables_that_are_not_utf_8_have_a_digest():
    key = key_of("\udcff")

    assert is_digest_of("\udcfe", digest_of("\udcfe", key), key)
