"""What is defined and used nowhere."""

import pytest

from flowops import references
from flowops.model.export import Export
from flowops.model.kind import FIELD, FLOW, GLOBAL, GROUP, TRIGGER
from flowops.references.unused import unused
from tests.references.samples import acts, body_of, doc, says
from tests.sandbox.engine.flows import ASSET, NOWHERE, asking
from tests.sandbox.engine.flows import FLOW as FLOW_UUID

CHT = doc(GLOBAL, {"key": "cht_url", "name": "CHT URL"})
AGE = doc(FIELD, {"key": "age", "name": "Age", "type": "number"})
MOTHERS = doc(GROUP, {"uuid": ASSET, "name": "Mothers", "query": None})
ENTERED = doc(FLOW, {"uuid": NOWHERE, "name": "Entered", "nodes": []})


def left(*documents):
    return [
        (it.kind, it.name) for it in unused(references.of(Export(documents))) if it.name != "registration"
    ]


@pytest.mark.parametrize(
    "user",
    [
        says("@globals.CHT_URL"),
        says('@(globals["cht_url"])'),
        says("@(json(globals))"),
    ],
)
def test_a_global_is_used_by_what_looks_it_up(user):
    assert ("global", "cht_url") not in left(CHT, user)


@pytest.mark.parametrize("user", [says("@globals.cht"), says("@fields.cht_url"), says("@@globals.cht_url")])
def test_a_global_is_not_used_by_anything_else(user):
    assert ("global", "cht_url") in left(CHT, user)


@pytest.mark.parametrize(
    "user",
    [
        says("@contact.fields.age"),
        says("@run.contact.fields.age"),
        acts("set_contact_field", field={"key": "age", "name": "Age"}),
        doc(GROUP, {"uuid": NOWHERE, "name": "Old", "query": "age > 40"}),
    ],
)
def test_a_field_is_used_where_it_is_set_read_or_asked_for(user):
    assert ("field", "age") not in left(AGE, user)


@pytest.mark.parametrize(
    "group",
    [{"uuid": ASSET, "name": "Renamed"}, {"uuid": NOWHERE, "name": "MOTHERS"}, {"name": "mothers"}],
)
def test_a_group_is_used_by_uuid_or_name(group):
    assert ("group", "Mothers") in left(MOTHERS)
    assert ("group", "Mothers") not in left(MOTHERS, acts("add_contact_groups", groups=[group]))


def test_a_group_is_used_by_the_query_of_another_but_not_by_its_own():
    asking_itself = doc(GROUP, {"uuid": ASSET, "name": "Mothers", "query": 'group = "Mothers"'})
    other = doc(GROUP, {"uuid": NOWHERE, "name": "Other", "query": 'group = "mothers"'})

    assert ("group", "Mothers") in left(asking_itself)
    assert ("group", "Mothers") not in left(MOTHERS, other)


@pytest.mark.parametrize(
    "user",
    [
        acts("enter_flow", flow={"uuid": NOWHERE, "name": "Entered"}),
        acts("start_session", flow={"uuid": ASSET, "name": "entered"}),
        doc(TRIGGER, {"trigger_type": "K", "flow": {"uuid": NOWHERE, "name": "x"}}),
    ],
)
def test_a_flow_is_used_by_what_starts_it(user):
    assert ("flow", "Entered") in left(ENTERED)
    assert ("flow", "Entered") not in left(ENTERED, user)


def test_a_flow_that_enters_itself_is_not_started_by_that():
    assert ("flow", "Registration") in left(
        acts("enter_flow", flow={"uuid": FLOW_UUID, "name": "Registration"})
    )


@pytest.mark.parametrize(
    ("operand", "expected"), [("@input.text", True), ("@results.answer", False), ("@results", False)]
)
def test_a_result_is_used_in_its_own_flow(operand, expected):
    flow = doc(FLOW, asking(result_name="Answer", operand=operand))

    assert (("result", "answer") in left(flow)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("@results.answer", True), ("@parent.results.answer", False), ("@(json(child.results))", False)],
)
def test_a_result_is_used_by_another_flow_as_that_of_its_parent_or_child(text, expected):
    flow = doc(FLOW, asking(result_name="Answer"))
    other = doc(FLOW, says(text).body | {"name": "Other"})

    assert (("result", "answer") in left(flow, other)) is expected


def test_a_result_that_several_nodes_set_is_unused_once():
    flow = acts("set_run_result", name="Answer", value="x")
    twice = doc(FLOW, flow.body | {"nodes": body_of(flow)["nodes"] * 2})

    assert left(twice).count(("result", "answer")) == 1
