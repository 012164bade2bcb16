"""Normal form: the same workspace gives the same bytes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops import canon
from flowops.errors import FormatError
from flowops.model.export import Document, Export
from flowops.model.json import JsonObject
from flowops.model.kind import CAMPAIGN, FLOW
from flowops.parse import parse
from tests.strategies import exports, json_values, shuffled


@given(exports())
def test_normalizing_twice_changes_nothing(export):
    once = canon.normalize(export)

    assert canon.normalize(once) == once


@given(st.data())
def test_the_order_in_which_a_server_answers_makes_no_difference(data):
    export = data.draw(exports())
    other = data.draw(shuffled(export))

    assert canon.normalize(other) == canon.normalize(export)


@given(exports())
def test_only_volatile_keys_are_dropped(export):
    kept = {(d.kind.name, d.identity): d.body for d in canon.normalize(export).documents if d.kind.identity}
    for document in export.documents:
        if document.kind.one_file_each:
            gone = document.body.keys() - kept[document.kind.name, document.identity].keys()
            assert gone <= document.kind.volatile


@given(json_values)
def test_what_is_written_reads_back_as_it_was(value):
    assert parse(canon.dumps(value), "x") == value


@given(json_values)
def test_writing_what_was_read_gives_the_same_bytes(value):
    data = canon.dumps(value)

    assert canon.dumps(parse(data, "x")) == data


def test_the_form_is_sorted_indented_and_ends_in_one_line_feed():
    assert canon.dumps({"b": [1, {"ü": None}], "a": {}, "c": []}) == (
        '{\n  "a": {},\n  "b": [\n    1,\n    {\n      "ü": null\n    }\n  ],\n  "c": []\n}\n'.encode()
    )


def test_integers_beyond_64_bits_survive():
    data = canon.dumps({"big": 2**80, "small": 1})

    assert data == b'{\n  "big": 1208925819614629174706176,\n  "small": 1\n}\n'


def test_numbers_beyond_json_are_refused():
    with pytest.raises(FormatError):
        canon.dumps([2**80, float("nan")])


def test_documents_deeper_than_orjson_writes_survive():
    value: list[object] = []
    for _ in range(400):
        value = [value]

    assert json.loads(canon.dumps(value)) == value  # type: ignore[arg-type] # mypy cannot see the depth


def test_flows_come_first_and_by_name_ignoring_case():
    flows = [Document(FLOW, {"uuid": str(n), "name": name}) for n, name in enumerate(["b", "A", "a", "C"])]

    ordered = canon.normalize(Export(tuple(flows))).documents

    assert [document.name for document in ordered] == ["A", "a", "b", "C"]


def test_events_are_in_the_order_of_time():
    def event(offset: int, unit: str) -> JsonObject:
        return {"uuid": "x", "offset": offset, "unit": unit, "relative_to": {"key": "due"}}

    events = [
        event(-90, "M"),
        event(-2, "H"),
        event(3, "D"),
        event(1, "W"),
    ]  # -90 minutes, -120, 3 days, 7 days
    campaign = Document(CAMPAIGN, {"uuid": "c", "name": "c", "events": [*events]})

    ordered = canon.normalize(Export((campaign,))).documents[0].body["events"]

    assert ordered == [events[1], events[0], events[2], events[3]]
