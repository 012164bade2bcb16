"""Every rule complains about its bad example and not about its good one."""

import pytest

from flowops.rules.run import finding
from flowops.rules.sheet import Sheet
from flowops.rules.table import RULES

ALL = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


@ALL
def test_a_rule_complains_about_its_bad_example(rule):
    project = rule.bad.project()
    complaints = list(rule.check(project))
    assert complaints
    for complaint in complaints:
        found = finding(rule, complaint)
        assert found.line >= 1
        assert isinstance(complaint.file, Sheet) or found.line <= complaint.file.text.count("\n") + 1
        assert found.message
        assert found.file


@ALL
def test_a_rule_has_nothing_against_its_good_example(rule):
    assert not list(rule.check(rule.good.project()))


@ALL
def test_a_rule_explains_itself(rule):
    assert rule.title[0].islower() or rule.title.split()[0].isupper() or not rule.title[0].isalpha()
    assert not rule.title.endswith(".")
    assert rule.why.endswith(".")
    assert rule.advice.endswith(".")
    assert rule.bad.excerpt != rule.good.excerpt
