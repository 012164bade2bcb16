"""Receipts: written and read again they are the same, and nothing else is read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops import canon
from flowops.errors import FormatError, NewerFormat
from flowops.model.receipt import ID, from_json, new_id, timestamp, to_json
from flowops.parse import parse
from tests.ledgers import RECEIPT
from tests.strategies import json_values, receipts


@given(receipts())
def test_what_is_written_is_read(receipt):
    data = canon.dumps(to_json(receipt))

    assert from_json(parse(data, "x"), "x") == receipt
    assert canon.dumps(to_json(from_json(parse(data, "x"), "x"))) == data


@given(st.data())
def test_a_document_without_one_of_its_keys_or_with_one_more_is_no_receipt(data):
    document = to_json(RECEIPT)
    key = data.draw(st.sampled_from(sorted(document.keys() - {"format"})))

    with pytest.raises(FormatError, match=key):
        from_json({name: value for name, value in document.items() if name != key}, "it")
    with pytest.raises(FormatError, match="another"):
        from_json({**document, "another": None}, "it")


@given(st.data())
def test_what_is_read_is_written_again_or_refused(data):
    document = to_json(RECEIPT)
    key = data.draw(st.sampled_from(sorted(document)))
    changed = {**document, key: data.draw(json_values)}

    try:
        receipt = from_json(changed, "it")
    except FormatError:
        return
    assert to_json(receipt) == changed


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "20260731"),
        ("started_at", "2026-07-31 10:15:02"),
        ("finished_at", ""),
        ("status", "fine"),
        ("workspace", {"uuid": "", "name": "", "host": ""}),
        ("workspace", {"uuid": "", "name": "", "host": "", "version": 9}),
        ("allowed", {"a": 1}),
        ("actions", [1]),
        ("problems", "none"),
        ("commit", 1),
    ],
)
def test_a_value_of_another_shape_is_named(key, value):
    with pytest.raises(FormatError, match=rf"^it is no receipt: {key} is not"):
        from_json({**to_json(RECEIPT), key: value}, "it")


def test_only_an_open_one_has_no_end():
    ended = replace(RECEIPT, finished_at="2026-07-31T10:16:02Z")

    for wrong in (ended, replace(RECEIPT, status="failed")):
        with pytest.raises(FormatError, match="finished_at says otherwise"):
            from_json(to_json(wrong), "it")


@pytest.mark.parametrize("value", [[], "x", None, {}, {"format": "flowops/export@1"}])
def test_something_else_is_no_receipt(value):
    with pytest.raises(FormatError, match="it is no receipt"):
        from_json(value, "it")


def test_one_of_a_later_flowops_says_so():
    with pytest.raises(NewerFormat, match=r"it is flowops/receipt@2, .* Update flowops"):
        from_json({"format": "flowops/receipt@2", "unknown": 1}, "it")


def test_ids_sort_by_time_wherever_the_deploy_ran_and_none_comes_twice():
    here = datetime(2026, 7, 31, 10, 15, 2, tzinfo=timezone(timedelta(hours=3)))
    later = datetime(2026, 7, 31, 7, 15, 3, tzinfo=UTC)
    found = {new_id(here) for _ in range(20)}

    assert len(found) == 20
    assert all(ID.fullmatch(one) for one in found)
    assert max(found) < new_id(later)
    assert timestamp(here) == "2026-07-31T07:15:02Z"


def test_only_what_is_written_counts_as_changed():
    words = ("create", "update", "orphan", "manual")

    assert replace(RECEIPT, actions=tuple({"action": word} for word in words)).changed == 2
