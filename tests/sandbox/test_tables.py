"""What differs between RapidPro's versions is literal: one row a dialect in each of four tables."""

from pathlib import Path

import pytest

from flowops.sandbox import control, faults
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


def test_the_page_about_the_sandbox_names_every_call_fault_and_dialect():
    page = (Path(__file__).parent.parent.parent / "docs" / "sandbox.md").read_text()

    assert all(f"/sandbox/{call}.json" in page for call in control.CALLS)
    assert all(f"`{kind}`" in page for kind in faults.KINDS)
    assert "|".join(DIALECTS) in page
