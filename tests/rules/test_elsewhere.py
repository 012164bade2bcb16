"""Every id of the catalogue has its place: a rule, or a word on where it is checked instead."""

import re

import pytest

from flowops.guard.guards import GUARDS
from flowops.rules.elsewhere import ELSEWHERE
from flowops.rules.table import RULES

# Prefix -> highest id of the catalogue
COMPLETE = {
    "GRAPH": 17,
    "EXPR": 12,
    "TEXT": 5,
    "SMS": 5,
    "TRANS": 12,
    "FLOW": 20,
    "HOOK": 14,
    "SEC": 5,
    "REF": 14,
    "IMP": 9,
    "GLOB": 4,
    "ENV": 2,
    "CHAN": 5,
    "TRIG": 7,
    "CAMP": 5,
    "RUN": 5,
    "OUT": 17,
    "REC": 14,
}


@pytest.mark.parametrize(("prefix", "last"), COMPLETE.items())
def test_every_id_is_a_rule_or_elsewhere(prefix, last):
    ids = {f"{prefix}{number:03}" for number in range(1, last + 1)}
    known = {it for it in (*RULES, *ELSEWHERE) if re.fullmatch(rf"{prefix}\d{{3}}", it)}

    assert known == ids


def test_no_id_is_both():
    assert not RULES.keys() & ELSEWHERE.keys()


@pytest.mark.parametrize(("id_", "it"), ELSEWHERE.items())
def test_a_guard_that_is_named_exists(id_, it):
    named = re.findall(r"guard (\S+?)(?: and (\S+-\S+?))? of plan", it.why)

    assert bool(named) is ("guard" in it.why)
    assert {name for names in named for name in names if name} <= GUARDS.keys(), id_
