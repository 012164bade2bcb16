"""What changed between two exports, object by object."""

from hypothesis import given

from flowops import canon, wire
from flowops.diff.compare import compare
from flowops.model.change import Change, Edit
from flowops.model.export import Document, Export
from flowops.model.kind import FLOW, TRIGGER
from tests.strategies import exports

MIRROR = {"added": "removed", "removed": "added", "changed": "changed", "renamed": "renamed"}


def flow(uuid, name, expires=10):
    return Document(FLOW, {"uuid": uuid, "name": name, "expire_after_minutes": expires, "nodes": []})


@given(exports().map(canon.normalize))
def test_an_export_does_not_differ_from_itself(export):
    found = compare(export, export)

    assert found.changes == ()
    assert found.unchanged == len(export.documents)


@given(exports().map(canon.normalize), exports().map(canon.normalize))
def test_comparing_the_other_way_round_mirrors_the_changes(one, other):
    there = sorted(
        (c.kind, MIRROR[c.change], c.name_before, c.name, len(c.edits)) for c in compare(one, other).changes
    )
    back = sorted(
        (c.kind, c.change, c.name, c.name_before, len(c.edits)) for c in compare(other, one).changes
    )

    assert there == back


def test_flows_are_added_removed_changed_and_renamed():
    before = Export((flow("1", "A"), flow("2", "B"), flow("3", "C"), flow("4", "D")))
    after = Export((flow("1", "A"), flow("2", "B", 20), flow("3", "See"), flow("5", "E")))
    edit = Edit("expire_after_minutes", "changed", 10, 20)

    found = compare(before, after)

    assert found.changes == (
        Change("flow", "changed", "B", "B", (edit,)),
        Change("flow", "removed", "D", "D"),
        Change("flow", "added", "E", "E"),
        Change("flow", "renamed", "See", "C"),
    )
    assert found.unchanged == 1


def test_triggers_are_compared_by_content(programme):
    export = canon.normalize(wire.decode(programme, "x"))
    without = Export(tuple(d for d in export.documents if d.body.get("keyword") != "mama"))

    assert compare(export, without).changes == (
        Change("trigger", "removed", "ANC Registration (keyword mama)", "ANC Registration (keyword mama)"),
    )


def test_kinds_that_could_not_be_read_are_not_compared():
    trigger = Document(TRIGGER, {"trigger_type": "C", "flow": {"name": "A"}})

    assert compare(Export((trigger,)), Export(unread=frozenset({"trigger"}))).changes == ()
