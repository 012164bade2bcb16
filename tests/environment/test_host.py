"""The address of a server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.environment.host import BadHost, normal

EXAMPLE = "write it as https://rapidpro.example.org"


@given(st.one_of(st.text(), st.text("htps:/@.?#[]1x \n").map("https://x".__add__)))
def test_any_text_is_a_normal_address_or_a_bad_host(text: str) -> None:
    try:
        address = normal(text)
    except BadHost:
        return
    assert normal(address) == address == address.lower()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://rapidpro.example.org", "https://rapidpro.example.org"),
        ("HTTPS://RapidPro.Example.org/", "https://rapidpro.example.org"),
        ("https://rapidpro.example.org:8443/", "https://rapidpro.example.org:8443"),
        ("https://rapidpro.example.org:", "https://rapidpro.example.org"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.8.0.1", "http://127.8.0.1"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
    ],
)
def test_an_address_is_lower_case_without_a_slash(text: str, expected: str) -> None:
    assert normal(text) == expected


@pytest.mark.parametrize(
    ("text", "what", "write"),
    [
        ("rapidpro.example.org", "has no https:// in front", "write https://rapidpro.example.org"),
        (
            "rapidpro.example.org:8000/x",
            "has no https:// in front",
            "write https://rapidpro.example.org:8000",
        ),
        ("ftp://rapidpro.example.org", "has no https:// in front", "write https://rapidpro.example.org"),
        ("f00ba4f00ba4f00ba4", "has no https:// in front", EXAMPLE),
        ("eyJhbGciOi.eyJzdWIiOi.SflKxwRJ", "has no https:// in front", EXAMPLE),
        (
            "http://rapidpro.example.org",
            "http sends the token in the clear",
            "write https://rapidpro.example.org",
        ),
        ("http://10.0.0.1:80", "http sends the token in the clear", "write https://10.0.0.1:80"),
        ("https://x.org/api/v2", "holds more than the address of the server", "write https://x.org"),
        ("https://x.org?token=s3cr3t", "holds more than the address of the server", "write https://x.org"),
        ("https://x.org/#s3cr3t", "holds more than the address of the server", "write https://x.org"),
        (
            "https://user:s3cr3t@x.org",
            "holds a user or a password",
            "write only https:// and the name of the server",
        ),
        ("https://x.org:s3cr3t", "is not the address of a server", EXAMPLE),
        ("https://[::1", "is not the address of a server", EXAMPLE),
        ("https://", "is not the address of a server", EXAMPLE),
        ("https://x .org", "is not the address of a server", EXAMPLE),
        ("https://x.org\n", "is not the address of a server", EXAMPLE),
    ],
)
def test_what_is_no_address_says_what_to_write(text: str, what: str, write: str) -> None:
    with pytest.raises(BadHost) as raised:
        normal(text)

    assert raised.value.args == (what, write)
