"""Where expressions stand in texts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.references.template import TOP_LEVELS, evaluated, masked, scan
from tests.references.samples import templates


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("@contact.name @nobody.name", ["contact.name"]),
        ("bob@contact.com bob@example.org", ["contact.com"]),
        ("@(anything.goes)", ["anything.goes"]),
        ("@CONTACT.Name", ["CONTACT.Name"]),
        ("@locals.x @step.x @extra.x", ["locals.x"]),
        ("@fields.a..b", ["fields.a"]),
        ("@(1 @(2)", []),
        ('@("\\\\") & fields.a)', []),
        ('@("\\\\") & fields.a")', ['"\\\\") & fields.a"']),
    ],
)
def test_the_engine_evaluates_known_names_and_what_stands_in_parentheses(template, expected):
    assert [template[start:end] for start, end, _ in evaluated(template)] == expected


@given(st.text(alphabet='@().a"\\_ é½') | templates())
def test_expressions_stand_in_order_and_never_overlap(template):
    found = list(scan(template))

    assert all(it.start <= it.end for it in found)
    assert all(one.end < other.start for one, other in pairwise(found))
    assert all(template[it.start - 1] == ("(" if it.enclosed else "@") for it in found)


@given(templates())
def test_a_masked_text_is_as_long_and_holds_no_expression(template):
    text = masked(template, "#")

    assert len(text) == len(template)
    assert not list(evaluated(text)) or "@(" in template or "@@" in template


def test_a_mask_covers_at_sign_and_parentheses():
    assert masked('a = @fields.x AND b = "@(upper("c"))"', "#") == 'a = ######### AND b = "#############"'


def test_top_levels_are_those_of_the_newest_engine():
    assert len(TOP_LEVELS) == 16
    assert {"locals", "globals", "legacy_extra"} <= TOP_LEVELS
