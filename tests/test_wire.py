"""RapidPro's export files <-> Export."""

import json

import pytest
from hypothesis import given

from flowops import canon, wire
from flowops.errors import FormatError
from flowops.model.export import Export
from flowops.model.kind import FLOW, KINDS, TRIGGER
from tests.strategies import exports

FLOW_BODY = {"uuid": "u1", "name": "ANC", "spec_version": "13.2.0", "nodes": []}


def envelope(*flows, **keys):
    return {"version": "13", "flows": list(flows), **keys}


@given(exports())
def test_what_is_encoded_decodes_to_the_same(export):
    expected = [d for d in export.documents if d.kind.key]

    decoded = wire.decode(wire.encode(export), "x")

    assert list(decoded.documents) == expected
    assert decoded.residue == export.residue


@given(exports())
def test_the_bytes_of_an_export_file_read_back(export):
    data = canon.dumps(wire.encode(export))

    assert wire.decode_file(data, "x") == wire.decode(wire.encode(export), "x")


def test_the_sample_programme_is_read_whole(programme):
    export = wire.decode(programme, "anc")

    assert {kind.name: len(export.of(kind)) for kind in KINDS} == {
        "flow": 7, "campaign": 2, "trigger": 7, "group": 3, "field": 4, "global": 0,
    }  # fmt: skip
    assert export.spec_version == "13.1.0"


def test_sections_may_be_missing_or_null():
    assert wire.decode({"version": 13, "flows": [], "groups": None}, "x") == Export()


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], "x is no RapidPro export: it holds no JSON object"),
        ({"uuid": "u", "nodes": []}, "x is no RapidPro export: it holds a single flow"),
        ({"action_sets": []}, "x is no RapidPro export: it holds a single flow"),
        ({"version": "13"}, "x is no RapidPro export: it holds no list of flows"),
        (envelope(version="2"), "x is an export of version '2'; flowops reads version 13. Import it into"),
        (envelope(version=None), "x is an export of version 'None'; flowops reads version 13. Import it into"),
        (envelope(version="14"), "x is an export of version '14'; flowops reads version 13. Update flowops"),
        (envelope(triggers={}), "x: triggers is no list"),
        (envelope(groups=["a"]), "x: groups holds something that is no object"),
        (envelope({"metadata": {"name": "Old"}, "version": "11.12", "action_sets": []}), "x: flow 'Old' has the format '11.12';"),
        (envelope({**FLOW_BODY, "spec_version": "12.0"}), "x: flow 'ANC' has the format '12.0';"),
        (envelope({**FLOW_BODY, "spec_version": 14.4}), "x: flow 'ANC' has the format '14.4';"),
        (envelope({**FLOW_BODY, "spec_version": "9" * 5000}), "x: flow 'ANC' has the format '99999999999999999999';"),
        (envelope({"nodes": []}), "x: flow 'without a name' has the format 'unknown';"),
        (envelope({**FLOW_BODY, "uuid": None}), "x: flow 'ANC' has no uuid"),
        (envelope({**FLOW_BODY, "name": ""}), "x: flow 'u1' has no name"),
        (envelope(FLOW_BODY, {**FLOW_BODY, "name": "B"}), "x holds two flows of one UUID: 'ANC' (u1) and 'B' (u1)"),
        (envelope(FLOW_BODY, {**FLOW_BODY, "uuid": "u2"}), "x holds two flows of one name: 'ANC' (u1)"),
        (envelope(campaigns=[{"name": "C"}]), "x: campaign 'C' has no uuid"),
        (envelope(campaigns=[{"uuid": "c", "name": "C"}] * 2), "x holds two campaigns of one UUID: 'C' (c)"),
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused_in_one_line(document, said):
    with pytest.raises(FormatError) as raised:
        wire.decode(document, "x")

    assert str(raised.value).startswith(said)
    assert raised.value.way_out
    assert "\n" not in str(raised.value)


def test_of_several_answers_the_later_one_counts():
    first, second = (wire.decode(envelope({**FLOW_BODY, "nodes": [n]}), "x") for n in (1, 2))

    (flow,) = wire.merge([first, second]).of(FLOW)

    assert flow.body["nodes"] == [2]


def test_a_trigger_that_comes_twice_is_one():
    trigger = {"trigger_type": "C", "flow": {"uuid": "u1", "name": "ANC"}}
    answer = wire.decode(envelope(triggers=[trigger]), "x")
    same = wire.decode(envelope(triggers=[dict(reversed(trigger.items()))]), "x")

    assert len(wire.merge([answer, same]).of(TRIGGER)) == 1


def test_archived_flows_are_named_by_reference():
    campaign = {"uuid": "c1", "name": "Reminders", "events": []}
    export = wire.archive(wire.decode(envelope(FLOW_BODY, campaigns=[campaign]), "x"), ["u1", "c1", "gone"])

    assert export.archived == (
        {"kind": "flow", "uuid": "u1", "name": "ANC"},
        {"kind": "campaign", "uuid": "c1", "name": "Reminders"},
    )


def test_an_export_file_has_what_rapidpro_asks_for(programme):
    written = json.loads(canon.dumps(wire.encode(wire.decode(programme, "x"))))

    assert list(written) == ["campaigns", "fields", "flows", "groups", "triggers", "version"]
    assert written["version"] == "13"
