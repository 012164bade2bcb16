"""Names of files: distinct and portable whatever people call their flows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.repository.slug import LONGEST, distinct, slug
from tests.strategies import names, uuids

RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ANC Reminder", "anc-reminder"),
        ("  Éducation à la santé! ", "education-a-la-sante"),
        ("a/b\\c", "a-b-c"),
        ("../../x", "x"),
        ("Straße № 5", "strasse-no-5"),
        ("trailing dots...", "trailing-dots"),
        ("😀", ""),
        ("مرحبا", ""),
        ("x" * 81, "x" * 64),
        ("a" * 63 + " b", "a" * 63),
    ],
)
def test_a_slug_is_made_of_the_letters_and_digits_of_the_name(name, expected):
    assert slug(name) == expected


@given(st.dictionaries(st.text(max_size=40) | uuids, names, max_size=8))
def test_slugs_are_distinct_portable_and_never_reserved(given_names):
    slugs = distinct(given_names, "flow", taken=("triggers", "workspace"))

    assert len(set(slugs.values())) == len(given_names)
    for found in slugs.values():
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", found)
        assert not RESERVED.fullmatch(found)
        assert found not in ("triggers", "workspace")
        assert len(found) <= LONGEST + 33


@given(st.dictionaries(uuids, names, max_size=6), st.randoms())
def test_the_order_of_flows_makes_no_difference(given_names, random):
    turned = list(given_names.items())
    random.shuffle(turned)

    assert distinct(dict(turned), "flow") == distinct(given_names, "flow")


def test_all_that_clash_get_a_part_of_their_uuid():
    slugs = distinct({"1111aaaa-x": "ANC", "2222bbbb-x": "anc!", "3333cccc-x": "Other"}, "flow")

    assert slugs == {"1111aaaa-x": "anc-1111aaaa", "2222bbbb-x": "anc-2222bbbb", "3333cccc-x": "other"}


@pytest.mark.parametrize(
    ("names_by_uuid", "expected"),
    [
        ({"1111aaaa-x": "CON"}, {"con-1111aaaa"}),
        ({"1111aaaa-x": "Triggers"}, {"triggers-1111aaaa"}),
        ({"1111aaaa-x": "…"}, {"flow-1111aaaa"}),
        ({"1111aaaa-x": "A", "1111aaaa-y": "a."}, {"a-1111aaaax", "a-1111aaaay"}),
        ({"": "…"}, {"flow"}),
    ],
)
def test_what_cannot_stand_alone_gets_as_much_of_the_uuid_as_it_needs(names_by_uuid, expected):
    assert set(distinct(names_by_uuid, "flow", taken=("triggers",)).values()) == expected


def test_a_name_that_looks_like_another_ones_slug_is_told_apart_too():
    slugs = distinct({"1111aaaa-x": "ANC", "2222bbbb-x": "anc", "3333cccc-x": "ANC 1111aaaa"}, "flow")

    assert len(set(slugs.values())) == 3
