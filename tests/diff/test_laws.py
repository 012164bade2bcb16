"""What holds for every flow: comparing and stabilising."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flowops import canon, wire
from flowops.diff.compare import Options, compare
from flowops.diff.flows import FlowChange, View, compare_flows
from flowops.diff.graph import graph
from flowops.diff.outline import assembled, outline
from flowops.diff.rekey import uuids_in
from flowops.diff.stabilise import stabilised
from flowops.diff.tree import differences, patched
from flowops.model.change import Comparison
from flowops.model.export import Document, Export
from flowops.model.json import JsonObject
from flowops.model.kind import FLOW
from flowops.repository import programme
from flowops.sandbox.engine import ENGINES, validate

from .strategies import edited, flows, leaves, rekeyed, rekeyed_export, replaced, workspaces

RECORDINGS = Path(__file__).parent.parent / "recordings"
VIEW = View()
ENGINE = ENGINES["9.0"]


def recorded(name: str) -> Export:
    body = json.loads((RECORDINGS / name).read_bytes())["response"]["json"]
    return canon.normalize(wire.decode({"version": "13", **body}, name))


def samples() -> dict[str, Export]:
    found = {"programme": programme.read()}
    anc = json.loads((RECORDINGS / "anc-programme.json").read_bytes())
    found["anc-programme.json"] = canon.normalize(wire.decode(anc, "anc-programme.json"))
    return found


SAMPLES = samples()
every_sample = pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)


def export(*bodies) -> Export:
    return canon.normalize(Export(tuple(Document(FLOW, body) for body in bodies)))


def check_same(one: Export, other: Export) -> None:
    found = compare(one, other)
    assert found.changes == ()
    assert found.unchanged == len(one.documents)
    assert found.problems == ()


@given(flows())
def test_the_flows_of_these_tests_are_valid(flow):
    assert validate(flow, ENGINE) is None


@given(workspaces())
def test_a_workspace_does_not_differ_from_itself(workspace):
    check_same(workspace, workspace)


@given(workspaces())
def test_a_workspace_does_not_differ_from_itself_after_an_import(workspace):
    check_same(workspace, rekeyed_export(workspace))


@every_sample
def test_a_sample_does_not_differ_from_itself_after_an_import(sample):
    check_same(sample, sample)
    check_same(sample, rekeyed_export(sample))


@pytest.mark.parametrize("release", ["7.4", "9.0", "26.2"])
def test_a_real_import_of_what_is_there_already_makes_no_difference(release):
    before = recorded(f"{release}/29-definitions-none.json")
    after = recorded(f"{release}/42-definitions-after-second-import.json")
    names = {flow.name for flow in before.of(FLOW)} & {flow.name for flow in after.of(FLOW)}
    before, after = (
        Export(tuple(flow for flow in side.of(FLOW) if flow.name in names)) for side in (before, after)
    )

    assert names
    assert before != after
    check_same(before, after)
    assert stabilised(before, after, {}).documents == before.documents


@given(flows(), flows())
def test_swapping_the_sides_mirrors_the_changes(one, other):
    there, back = compare(export(one), export(other)), compare(export(other), export(one))

    assert nodes_of(there) == nodes_of(back, mirrored=True)
    assert edits_of(there) == edits_of(back, mirrored=True)


@given(st.data())
def test_swapping_the_sides_mirrors_an_edit_and_an_import(data):
    one = data.draw(flows())
    other, _ = data.draw(edited(one))
    other = rekeyed(other)
    there, back = compare(export(one), export(other)), compare(export(other), export(one))

    assert nodes_of(there) == nodes_of(back, mirrored=True)
    assert edits_of(there) == edits_of(back, mirrored=True)


_MIRROR = {"added": "removed", "removed": "added"}


def nodes_of(found: Comparison, mirrored: bool = False) -> Counter[object]:
    rows: list[tuple[object, ...]] = [
        (n.change, n.before, n.after, n.matched_by) for c in found.changes for n in c.nodes
    ]
    if mirrored:
        rows = [(_MIRROR.get(str(word), word), after, before, by) for word, before, after, by in rows]
    return Counter(rows)


def edits_of(found: Comparison, mirrored: bool = False) -> Counter[object]:
    """Indexes and names of categories are those after the change, so not the same in the other direction."""
    rows: list[tuple[object, ...]] = [
        (e.change, re.sub(r"\d+|(?<=^exits/).*", "*", e.path), repr(e.before), repr(e.after), e.language)
        for c in found.changes
        for e in c.all_edits()
    ]
    if mirrored:
        rows = [
            (_MIRROR.get(str(word), word), path, after, before, of) for word, path, before, after, of in rows
        ]
    return Counter(rows)


def tree_of(flow) -> JsonObject:
    found = graph(flow)
    assert found
    return outline(found)


@given(flows())
def test_a_flow_is_what_its_outline_stands_for(flow):
    assert assembled(tree_of(flow)) == flow


@given(flows(), flows())
def test_applying_the_differences_makes_one_flow_into_the_other(one, other):
    before, after = tree_of(one), tree_of(other)

    assert patched(before, differences(before, after)) == after
    assert assembled(patched(before, differences(before, after))) == other


@given(st.data())
def test_a_single_edit_is_told_with_its_path_and_values(data):
    before = data.draw(flows())
    after, told = data.draw(edited(before))
    assume(told is not None)

    (node,) = compare_flows(before, after, VIEW).nodes

    assert (node.change, node.before, node.matched_by) == ("changed", told.node, "uuid")
    assert [(e.path, e.before, e.after, e.language) for e in node.edits] == [
        (told.path, told.before, told.after, told.language)
    ]


@given(st.data())
def test_whatever_is_not_layout_or_a_uuid_makes_a_difference_when_it_changes(data):
    before = data.draw(flows())
    places = [path for path in leaves(before) if is_content(path)]
    path = data.draw(st.sampled_from(places))
    after = replaced(before, path, "something else")

    found = compare(export(before), export(after))

    assert found.changes or found.specs


def is_content(path: tuple[object, ...]) -> bool:
    """What a field is called beside its key is told as a change of the field."""
    last = str(path[-1])
    is_uuid = last == "uuid" or last.endswith("_uuid") or (path[-2:-1] == ("arguments",) and last == "0")
    is_label = path[-2:] == ("field", "name")
    return not (is_uuid or is_label) and not {"position", "color"} & set(path)


@given(st.data())
def test_positions_make_a_difference_only_where_they_are_asked_for(data):
    before = data.draw(flows())
    places = [path for path in leaves(before) if "position" in path]
    assume(places)
    path = data.draw(st.sampled_from(places))
    after = replaced(before, path, 7)

    assert compare_flows(before, after, VIEW) == FlowChange()
    found = compare_flows(before, after, View(layout=True))
    assert found.nodes or found.edits


@given(workspaces())
def test_a_workspace_in_the_uuids_of_git_is_what_git_has(workspace):
    assert stabilised(workspace, rekeyed_export(workspace), {}) == workspace


@every_sample
def test_a_sample_in_the_uuids_of_git_is_what_git_has(sample):
    assert stabilised(sample, rekeyed_export(sample), {}) == sample


@given(st.data())
def test_a_stabilised_flow_is_valid_says_what_it_said_and_is_stable(data):
    git = data.draw(flows())
    now, _ = data.draw(st.one_of(edited(git), flows().map(lambda flow: (flow, None))))
    new = export(rekeyed(now))

    made = stabilised(export(git), new, {})

    body = made.documents[0].body
    assert validate(body, ENGINE) is None
    check_same(made, new)
    assert stabilised(export(git), made, {}) == made
    assert len(uuids_in(body)) == len(uuids_in(new.documents[0].body))


@given(st.data())
def test_a_stabilised_edit_of_a_text_is_nothing_but_that_edit(data):
    git = data.draw(flows())
    now, _ = data.draw(edited(git))
    made = stabilised(export(git), export(rekeyed(now)), {})

    assert compare(made, export(now), Options(layout=True)).changes == ()


@given(flows(), flows())
def test_two_flows_are_never_paired_to_one_node_twice(one, other):
    found = compare_flows(one, other, VIEW).nodes

    befores = [node.before for node in found if node.before]
    afters = [node.after for node in found if node.after]
    assert len(set(befores)) == len(befores)
    assert len(set(afters)) == len(afters)
