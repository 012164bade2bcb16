"""Names that mean the same, and names that are near."""

import pytest

from flowops.references import closest, same_name
from flowops.references.names import KEYED, NORMAL


@pytest.mark.parametrize("kind", ["group", "label", "topic", "flow", "optin", "global", "field"])
def test_some_kinds_ignore_letter_case(kind):
    assert same_name(kind, "ANC Mothers", "anc mothers")
    assert not same_name(kind, "ANC Mothers", "ANC Mother")


@pytest.mark.parametrize("kind", ["channel", "template", "classifier", "llm", "campaign", "resthook"])
def test_others_are_exact(kind):
    assert not same_name(kind, "Claude", "claude")
    assert same_name(kind, "Claude", "Claude")


def test_what_is_looked_up_by_key_is_in_the_table():
    assert not KEYED - set(NORMAL)


@pytest.mark.parametrize(
    ("name", "names", "expected"),
    [
        ("ANC mothers", ["Fathers", "ANC Mother", "anc  Mothers"], ("anc  Mothers", "ANC Mother")),
        ("cht_ulr", ["cht_url", "cht_auth", "helpline"], ("cht_url",)),
        ("x", ["completely different"], ()),
        ("", [], ()),
        ("aaaa", ["aaab", "aaac", "aaad", "aaae", "aaab"], ("aaab", "aaac", "aaad")),
    ],
)
def test_the_nearest_names_come_first_and_case_does_not_count(name, names, expected):
    assert closest(name, names) == expected
