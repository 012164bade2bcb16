"""A baseline knows findings by what they say, never by where they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.errors import FormatError
from flowops.model.finding import Finding
from flowops.rules import baseline

ids = st.sampled_from(["GRAPH001", "SMS001", "SPEC011"])
findings = st.builds(
    Finding,
    rule=ids,
    severity=st.just("warning"),
    message=st.text(max_size=5),
    file=st.sampled_from(["a.json", "b.json"]),
    line=st.integers(1, 99),
    flow=st.sampled_from(["", "ANC", "PNC"]),
    text=st.sampled_from(["x", "y"]),
)


@given(st.lists(findings, max_size=8))
def test_what_was_known_is_left_out_wherever_it_moved_except_what_the_engine_refuses(found):
    left, gone = baseline.of(found).without(found)
    assert all(it.rule == "SPEC011" for it in left)
    assert gone == 0


@given(st.lists(findings, max_size=8), st.lists(findings, max_size=8))
def test_nothing_new_is_hidden(before, now):
    known = baseline.of(before)
    left, gone = known.without(now)
    hidden = len(now) - len(left)
    assert hidden + gone == known.known.total()
    assert all(it in now for it in left)


@given(st.lists(findings, max_size=8))
def test_a_file_says_what_was_written_into_it(found):
    known = baseline.of(found)
    assert baseline.loads(baseline.dumps(known), "known.json").known == +known.known


def test_a_file_of_another_kind_is_refused():
    with pytest.raises(FormatError, match="no baseline"):
        baseline.loads(b'{"findings": []}', "x.json")
