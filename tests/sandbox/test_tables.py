"""What differs between RapidPro's versions is literal: one row a dialect in each of four tables."""

import pytest

from flowops.sandbox.dialects import DIALECTS
from flowops.sandbox.engine import ENGINES
from flowops.sandbox.importing.rules import RULES
from flowops.sandbox.web.eras import era_of


def test_every_dialect_has_a_row_in_every_table():
    assert list(DIALECTS) == ["7.4", "8.0", "9.0", "10.0", "26.2"]
    assert set(ENGINES) == set(RULES) == set(DIALECTS)


@pytest.mark.parametrize("name", DIALECTS)
def test_the_rows_of_a_dialect_agree_on_the_spec_it_writes(name):
    assert ENGINES[name].spec_version == DIALECTS[name].spec_version
    assert era_of(DIALECTS[name]).allauth == (name == "26.2")
