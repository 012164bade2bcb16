"""Which rules run, and how severe they are."""

import pytest

from flowops.errors import ConfigurationError
from flowops.rules.selection import Selection
from flowops.rules.table import RULES


def ids(**given):
    return [rule.id for rule in Selection(**given).of(RULES.values())]


def test_without_a_selection_all_rules_run_that_are_on_by_themselves():
    assert ids() == [rule.id for rule in RULES.values() if rule.default]


def test_the_longer_beginning_counts_and_of_equal_ones_ignore():
    assert ids(select=("GRAPH001",), ignore=("GRAPH",)) == ["GRAPH001"]
    assert ids(select=("GRAPH",), ignore=("GRAPH",)) == []
    assert "GRAPH001" not in ids(ignore=("GRAPH001",))
    assert ids(select=("GRAPH001",)) == ["GRAPH001"]


def test_the_longest_beginning_sets_the_severity():
    chosen = Selection(select=("GRAPH001",), severities={"GRAPH": "info", "GRAPH001": "error"})
    assert [rule.severity for rule in chosen.of(RULES.values())] == ["error"]


@pytest.mark.parametrize("given", ["NONE", "", "GRAPH0011"])
def test_a_beginning_of_no_id_is_a_mistake(given):
    for how in ({"select": (given,)}, {"ignore": (given,)}, {"severities": {given: "info"}}):
        with pytest.raises(ConfigurationError, match="there is no rule"):
            ids(**how)
