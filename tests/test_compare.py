"""What changed between two exports, object by object."""

from hypothesis import given

from flowops import canon, wire
from flowops.diff.compare import compare
from flowops.model.change import Change
from flowops.model.export import Document, Export
from flowops.model.kind import FLOW, TRIGGER
from tests.strategies import exports

MIRROR = {"added": "removed", "removed": "added", "changed": "changed", "renamed": "renamed"}


def flow(uuid, name, nodes=()):
    return Document(FLOW, {"uuid": uuid, "name": name, "nodes": [*nodes]})


@given(exports().map(canon.normalize))
def test_an_export_does_not_differ_from_itself(export):
    assert compare(export, export) == ()


@given(exports().map(canon.normalize), exports().map(canon.normalize))
def test_comparing_the_other_way_round_mirrors_the_changes(one, other):
    there = {(c.kind, MIRROR[c.change], c.name_before, c.name) for c in compare(one, other)}
    back = {(c.kind, c.change, c.name, c.name_before) for c in compare(other, one)}

    assert there == back


def test_flows_are_added_removed_changed_and_renamed():
    before = Export((flow("1", "A"), flow("2", "B"), flow("3", "C"), flow("4", "D")))
    after = Export((flow("1", "A"), flow("2", "B", ["x"]), flow("3", "See"), flow("5", "E")))

    assert compare(before, after) == (
        Change("flow", "changed", "B", "B"),
        Change("flow", "renamed", "See", "C"),
        Change("flow", "added", "E", "E"),
        Change("flow", "removed", "D", "D"),
    )


def test_triggers_are_compared_by_content(programme):
    export = canon.normalize(wire.decode(programme, "x"))
    without = Export(tuple(d for d in export.documents if d.body.get("keyword") != "mama"))

    assert compare(export, without) == (
        Change("trigger", "removed", "ANC Registration (keyword mama)", "ANC Registration (keyword mama)"),
    )


def test_kinds_that_could_not_be_read_are_not_compared():
    trigger = Document(TRIGGER, {"trigger_type": "C", "flow": {"name": "A"}})

    assert compare(Export((trigger,)), Export(unread=frozenset({"trigger"}))) == ()
