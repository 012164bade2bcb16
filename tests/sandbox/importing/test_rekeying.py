import json
from typing import Any

from flowops.sandbox.importing.rekeying import rekeyed

A, B, C = (f"{letter * 8}-0000-4000-8000-000000000000" for letter in "abc")


def new_for(old: str, before: Any, after: Any) -> str:
    """What stands in the one text where there was another."""
    return json.dumps(after)[json.dumps(before).index(old) :][: len(old)]


def test_every_uuid_is_replaced_by_one_and_the_same_new_one_wherever_it_stands() -> None:
    before: Any = {
        "nodes": [{"uuid": A, "exits": [{"destination_uuid": A}], "order": [A]}],
        "localization": {"swa": {A: {"text": ["x"]}}},
    }

    after: Any = rekeyed(before, {})

    new = new_for(A, before, after)
    assert new != A
    assert json.loads(json.dumps(before).replace(A, new)) == after


def test_known_uuids_are_translated() -> None:
    assert rekeyed({"group": {"uuid": A}, "arguments": [A, "ANC"]}, {A: B}) == {
        "group": {"uuid": B},
        "arguments": [B, "ANC"],
    }


def test_what_is_no_uuid_as_a_whole_stays() -> None:
    before: Any = {
        "text": A,
        "operand": {"id": A},
        "url": f"https://example.org/{A}",
        "arguments": [f"{A} ", 1, None, [True]],
        "destination_uuid": None,
        "exit_uuid": "",
        "list_uuid": ["x"],
    }

    assert rekeyed(before, {A: B}) == before


def test_a_value_called_uuid_is_replaced_whatever_it_looks_like() -> None:
    after = rekeyed({"uuid": "no uuid"}, {})

    assert len(str(after["uuid"])) == 36


def test_the_translation_that_was_given_is_left_alone() -> None:
    known = {A: B}
    rekeyed({"uuid": C}, known)

    assert known == {A: B}
