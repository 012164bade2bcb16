"""Repairs write what they say, where they say it, and nothing else."""

from typing import Any

from flowops.rules.complaint import Fix
from flowops.rules.fixing import fixed

FLOW: Any = {"nodes": [{"actions": [{"text": "a", "headers": {}}]}]}


def test_a_value_is_written_at_its_place_and_the_given_one_stays():
    wanted = fixed(FLOW, [Fix(("nodes", 0, "actions", 0, "text"), "b")])
    assert wanted == {"nodes": [{"actions": [{"text": "b", "headers": {}}]}]}
    assert FLOW["nodes"][0]["actions"][0]["text"] == "a"


def test_a_key_that_is_not_there_is_added():
    wanted: Any = fixed(FLOW, [Fix(("nodes", 0, "actions", 0, "headers", "Accept"), "x")])
    assert wanted["nodes"][0]["actions"][0]["headers"] == {"Accept": "x"}


def test_of_two_repairs_of_one_place_the_first_is_written():
    outer = Fix(("nodes", 0, "actions"), [])
    inner = Fix(("nodes", 0, "actions", 0, "text"), "b")
    assert fixed(FLOW, [outer, inner]) == {"nodes": [{"actions": []}]}
    assert fixed(FLOW, [inner, outer]) == fixed(FLOW, [inner])


def test_the_whole_file_can_be_written():
    assert fixed(FLOW, [Fix((), {"nodes": []})]) == {"nodes": []}


def test_a_place_that_is_not_there_stays_away():
    for steps in (("nodes", 7), ("nodes", "x", "y"), ("nodes", 0, "actions", 3, "text")):
        assert fixed(FLOW, [Fix(steps, 1)]) == FLOW
