"""What no flow should be: wrong types anywhere, thousands of nodes that say the same. It costs little and never breaks."""

import copy
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops import canon
from flowops.diff.compare import Options, compare
from flowops.diff.detail import detailed
from flowops.diff.merge import merge_objects
from flowops.diff.stabilise import stabilised
from flowops.errors import FlowopsError
from flowops.model.change import Comparison
from flowops.model.export import Document, Export
from flowops.model.kind import FLOW
from flowops.render.diff_json import to_json
from flowops.render.diff_markdown import to_markdown
from flowops.render.diff_text import to_text
from tests.strategies import json_values

from .strategies import Body, flows, leaves, rekeyed, replaced, uuid_of, workspaces


def export(body: Body) -> Export:
    return canon.normalize(Export((Document(FLOW, body),)))


def check_told(found: Comparison) -> None:
    found = detailed(found)
    assert to_text(found, lambda text, _: text, verbose=True)
    assert to_markdown(found)
    assert canon.dumps(to_json(found))


def paths(value: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Of every value, objects and lists too, below the top."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, item in items for found in ((*path, key), *paths(item, (*path, key)))]


odd: st.SearchStrategy[object] = st.sampled_from(
    [None, True, 0, -1.5, "", "x", [], [None], [[]], {}, {"uuid": None}, {"uuid": 5}, [{"x": 1}]]
)


@given(st.data())
def test_wrong_types_anywhere_are_told_as_differences(data):
    before = data.draw(flows(min_nodes=1))
    after = before
    for _ in range(data.draw(st.integers(1, 3))):
        places = [path for path in paths(after) if path not in (("uuid",), ("name",))]
        after = replaced(after, data.draw(st.sampled_from(places)), data.draw(odd | json_values))
    sides = (before, rekeyed(after)) if data.draw(st.booleans()) else (after, before)

    check_told(compare(export(sides[0]), export(sides[1]), Options(layout=True, pictures=True)))
    check_told(compare(export(sides[1]), export(sides[1])))
    stabilised(export(sides[0]), export(sides[1]), {})
    merge_objects("flow", before, *sides)
    merge_objects("flow", sides[0], before, sides[1])


@given(st.data())
def test_wrong_types_in_other_objects_are_told_as_differences(data):
    before = data.draw(workspaces())
    at = data.draw(st.integers(0, len(before.documents) - 1))
    document = before.documents[at]
    places = [path for path in leaves(document.body) if path not in (("uuid",), ("name",), ("key",))]
    body = replaced(document.body, data.draw(st.sampled_from(places)), data.draw(odd | json_values))
    after = Export((*before.documents[:at], Document(document.kind, body), *before.documents[at + 1 :]))

    check_told(compare(before, after))
    stabilised(before, after, {})
    merge_objects(document.kind.name, document.body, body, document.body | {"new": 1})


def chain(texts: list[str], salt: object, actions: int = 1) -> Body:
    """A flow in which each node leads to the next one and the last one to the first."""
    nodes = [uuid_of(salt, at) for at in range(len(texts))]
    return {
        "uuid": uuid_of("flow"),
        "name": "A",
        "spec_version": "13.2.0",
        "nodes": [
            {
                "uuid": nodes[at],
                "actions": [
                    {"type": "send_msg", "uuid": uuid_of(salt, at, number), "text": text}
                    for number in range(actions)
                ],
                "exits": [
                    {"uuid": uuid_of(salt, at, "exit"), "destination_uuid": nodes[(at + 1) % len(nodes)]}
                ],
            }
            for at, text in enumerate(texts)
        ],
    }


_WORDS = ["mother", "visit", "clinic", "date", "baby", "yes", "no", "week"]


def _long(salt: int, at: int) -> str:
    return " ".join(_WORDS[int(digit, 16) % 8] for digit in uuid_of(salt, at).replace("-", ""))


LARGE = {
    "all different": (chain([f"a{n}" for n in range(1000)], 1), chain([f"b{n}" for n in range(1000)], 2)),
    "of a few words": (
        chain([_long(1, n) for n in range(1000)], 1),
        chain([_long(2, n) for n in range(1000)], 2),
    ),
    "all the same": (chain(["Hello"] * 1000, 1), chain(["Hello"] * 1000, 2)),
    "all the same, one less": (chain(["Hello"] * 1000, 1), chain(["Hello"] * 999, 2)),
    "all the same, then all different": (
        chain(["Hello"] * 1000, 1),
        chain([f"b{n}" for n in range(1000)], 2),
    ),
    "without content": (chain(["x"] * 1000, 1, actions=0), chain(["x"] * 990, 2, actions=0)),
    "a hundred actions": (chain(["Hello"] * 100, 1, actions=100), chain(["Hello you"] * 100, 2, actions=100)),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_flow_as_large_as_rapidpro_lets_it_be_takes_little_time(name):
    before, after = LARGE[name]
    started = time.process_time()

    found = compare(export(before), export(after), Options(pictures=True))
    stable = stabilised(export(before), export(after), {})
    check_told(found)

    assert time.process_time() - started < 30
    assert compare(stable, export(after)).changes == ()


def test_nodes_that_have_nothing_in_common_are_no_pair():
    before, after = chain(["One", "Two"], 1), chain(["Three", "Four", "Five"], 2)
    for node in after["nodes"]:
        node["actions"][0]["type"] = "send_email"

    (change,) = compare(export(before), export(after)).changes

    assert {node.change for node in change.nodes} == {"added", "removed"}


def test_an_unknown_key_makes_a_difference_wherever_it_stands():
    before = chain(["One", "Two"], 1)
    steps: list[tuple[Any, ...]] = [(), ("nodes", 0), ("nodes", 1, "actions", 0), ("nodes", 0, "exits", 0)]
    for path in steps:
        after = copy.deepcopy(before)
        place = after
        for key in path:
            place = place[key]
        place["x_new"] = {"deep": [1]}

        found = compare(export(before), export(after))

        assert [edit.after for edit in found.changes[0].all_edits()] == [{"deep": [1]}], path


def test_nodes_that_share_a_uuid_are_compared_as_a_whole():
    before = chain(["One", "Two"], 1)
    after = copy.deepcopy(before)
    after["nodes"][1]["uuid"] = after["nodes"][0]["uuid"]

    (change,) = compare(export(before), export(after)).changes

    assert [edit.path for edit in change.edits] == ["nodes"]


def test_what_cannot_be_written_as_json_is_refused_with_a_reason():
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]

    with pytest.raises(FlowopsError):
        canon.dumps(deep)  # type: ignore[arg-type] # deeper than the type says
