"""A flow as lines that a line diff can compare."""

import json
import os
import subprocess
import sys
from copy import deepcopy
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from flowops.model.kind import FLOW
from flowops.render.outline import outline
from flowops.render.outline_flow import VOLATILE
from tests.strategies import json_values, uuids

FLOWS = Path(__file__).parents[2] / "flows"
PROGRAMME = [json.loads(path.read_bytes()) for path in sorted(FLOWS.rglob("*.json"))]
REGISTRATION: Any = json.loads((FLOWS / "anc-registration.json").read_bytes())
UUID = "2f3b7a52-1c74-4f5e-9d0f-6a3e7c1b8d01"

# Anything in the places where a flow has something
part = st.dictionaries(
    st.sampled_from(
        [
            "uuid",
            "type",
            "name",
            "text",
            "arguments",
            "category_uuid",
            "exit_uuid",
            "destination_uuid",
            "cases",
            "categories",
            "x",
        ]
    ),
    json_values | st.sampled_from([UUID, "has_group", "a\nb"]),
    max_size=4,
)
parts = st.lists(part | json_values, max_size=3) | json_values
nodes = st.fixed_dictionaries(
    {},
    optional={"uuid": uuids | json_values, "actions": parts, "exits": parts, "router": part | json_values},
)
odd_flows = st.fixed_dictionaries(
    {"nodes": st.lists(nodes | json_values, max_size=3)},
    optional={
        "localization": st.dictionaries(
            st.text(max_size=3), st.dictionaries(st.just(UUID), part) | json_values
        )
        | json_values,
        "_ui": st.dictionaries(
            st.sampled_from(["nodes", "stickies", "x"]), json_values | st.just({UUID: {"x": 1}})
        )
        | json_values,
        "name": json_values,
    },
)


@given(json_values | odd_flows)
def test_any_json_has_an_outline(value):
    text = outline(value)

    assert text == "" or text.endswith("\n")
    assert all(c.isprintable() or c in "\n\u200c\u200d" for c in text)


def test_json_that_is_nested_without_end_has_an_outline():
    value: Any = []
    for _ in range(900):
        value = {"x": [value]}

    assert "x:" in outline(value)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of values that people edit: not of UUIDs, nor of positions, nor of what changes by itself."""
    items = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    )
    if items is None:
        return [path] if not (isinstance(value, str) and len(value) == 36 and value.count("-") == 4) else []
    kept = [
        (key, inner)
        for key, inner in items
        if not str(key).endswith("uuid")
        and key not in ("position", "width", "height")
        and not (not path and key in VOLATILE)
    ]
    return [place for key, inner in kept for place in leaves(inner, (*path, key))]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    changed = deepcopy(value)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = new
    return changed


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


@settings(suppress_health_check=[HealthCheck.data_too_large])
@given(st.sampled_from(PROGRAMME) | odd_flows | st.dictionaries(st.text(max_size=5), json_values), st.data())
def test_every_edit_shows(value, data):
    places = [place for place in leaves(value) if place]
    assume(places)
    place = data.draw(st.sampled_from(places))
    old = at(value, place)
    similar = [
        f"{old} ",
        f" {old}",
        str(old),
        f"{old}\n",
        f"{old}\u200b",
        f"- {old}",
        f"| {old}",
        0,
        False,
        None,
        1.0,
        "",
    ]
    new = data.draw(json_values | st.sampled_from(similar))
    assume(not isinstance(new, dict | list) and json.dumps(new) != json.dumps(old))

    assert outline(replaced(value, place, new)) != outline(value)


@pytest.mark.parametrize("number", range(len(REGISTRATION["nodes"])))
def test_every_way_that_leads_elsewhere_shows(number):
    uuids_of_nodes = [node["uuid"] for node in REGISTRATION["nodes"]]
    for index, exit_ in enumerate(REGISTRATION["nodes"][number]["exits"]):
        for target in {*uuids_of_nodes, None} - {exit_["destination_uuid"]}:
            place = ("nodes", number, "exits", index, "destination_uuid")

            assert outline(replaced(REGISTRATION, place, target)) != outline(REGISTRATION)


def test_what_changes_without_an_edit_does_not_show():
    text = json.dumps(REGISTRATION)
    for number, node in enumerate(REGISTRATION["nodes"]):
        text = text.replace(node["uuid"], f"{number:08}-0000-4000-8000-000000000000")
    moved = json.loads(text)
    for shown in moved["_ui"]["nodes"].values():
        shown["position"] = {"left": 0, "top": 0}
    moved["revision"] = 99
    stickies = moved["_ui"]["stickies"]
    moved["_ui"]["stickies"] = {
        f"of {uuid}": note | {"position": {"left": 1}} for uuid, note in stickies.items()
    }

    assert outline(moved) == outline(REGISTRATION)


def test_what_is_volatile_is_what_the_normal_form_leaves_out():
    assert FLOW.volatile == VOLATILE


def test_nodes_stand_in_the_order_in_which_a_contact_comes_to_them():
    def node(uuid: str, *to: str) -> Any:
        exits = [{"uuid": f"{uuid}{n}", "destination_uuid": target} for n, target in enumerate(to)]
        return {"uuid": uuid, "actions": [{"type": "send_msg", "text": uuid.upper()}], "exits": exits}

    flow: Any = {"nodes": [node("a", "c", "d"), node("x", "a"), node("b"), node("d", "a"), node("c", "b")]}
    headings = [text for text in outline(flow).splitlines() if len(text) == 1]

    assert headings == ["A", "C", "D", "B", "X"]


def test_a_new_text_is_one_line_of_the_difference_and_its_label():
    place = ("nodes", 2, "actions", 1, "text")
    after = replaced(REGISTRATION, place, at(REGISTRATION, place).replace("1=Yes", "1=Sure"))
    difference = [
        *unified_diff(outline(REGISTRATION).splitlines(), outline(after).splitlines(), n=0, lineterm="")
    ]

    assert [text[:14] for text in difference if text[0] in "+-" and text[:3] not in ("+++", "---")] == [
        "-    text: Wel",
        "+    text: Wel",
    ]


def test_a_flow_reads_node_by_node():
    flow: Any = {
        "name": "Consent",
        "uuid": UUID,
        "type": "messaging",
        "language": "eng",
        "expire_after_minutes": 720,
        "spec_version": "13.2.0",
        "odd": {"key": [1, {"a": "x", "b": True}]},
        "nodes": [
            {
                "uuid": "n1",
                "actions": [
                    {
                        "type": "send_msg",
                        "uuid": "a1",
                        "text": "Do you agree?\nReply",
                        "quick_replies": ["Yes"],
                    }
                ],
                "exits": [{"uuid": "e1", "destination_uuid": "n2"}],
            },
            {
                "uuid": "n2",
                "actions": [],
                "router": {
                    "type": "switch",
                    "operand": "@input.text",
                    "wait": {"type": "msg"},
                    "default_category_uuid": "c2",
                    "categories": [
                        {"uuid": "c1", "name": "Yes", "exit_uuid": "e2"},
                        {"uuid": "c2", "name": "Other", "exit_uuid": "e3"},
                    ],
                    "cases": [
                        {"uuid": "k1", "type": "has_any_word", "arguments": ["yes"], "category_uuid": "c1"},
                        {
                            "uuid": "k2",
                            "type": "has_group",
                            "arguments": [UUID, "Mothers"],
                            "category_uuid": "c1",
                        },
                    ],
                },
                "exits": [{"uuid": "e2", "destination_uuid": None}, {"uuid": "e3", "destination_uuid": "n1"}],
            },
        ],
        "localization": {
            "swa": {
                "a1": {"text": ["Unakubali?"], "quick_replies": ["Ndiyo", "Hapana"]},
                "c1": {"name": ["Ndiyo"]},
                "k1": {"arguments": ["ndiyo"]},
                "gone": {"text": ["Kwaheri"]},
            }
        },
        "_ui": {
            "nodes": {
                "n2": {
                    "type": "wait_for_response",
                    "position": {"left": 1, "top": 2},
                    "config": {"cases": {}},
                }
            },
            "stickies": {
                "s1": {"title": "To do", "body": "", "position": {"left": 1, "top": 2}, "color": "blue"}
            },
        },
    }

    assert (
        outline(flow)
        == """name: Consent
type: messaging
language: eng
expire_after_minutes: 720
odd:
  key:
    - 1
    - a: x
      b: true
spec_version: "13.2.0"

Do you agree? Reply
  send_msg
    text:
      | Do you agree?
      | Reply
    text (swa): Unakubali?
    quick_replies:
      - Yes
    quick_replies (swa):
      - Ndiyo
      - Hapana
  -> "Wait for response"

Wait for response
  editor: wait_for_response
  router: switch
    default_category: Other
    operand: @input.text
    wait: msg
    has_any_word "yes" -> Yes
      arguments (swa): ndiyo
    has_group "Mothers" -> Yes
  Yes -> end of the flow
    name (swa): Ndiyo
  Other -> "Do you agree? Reply"

note:
  title: To do
  body: ""
  color: blue

localization:
  swa:
    gone:
      text:
        - Kwaheri
"""
    )


def test_two_nodes_of_one_label_are_told_apart():
    nodes: Any = [
        {"uuid": str(number), "actions": [{"type": "send_msg", "text": text}], "exits": []}
        for number, text in enumerate(["A", "A", "A (2)", "A", "B\u202e"])
    ]

    assert [text for text in outline({"nodes": nodes}).splitlines() if text[:1] in ("A", "B")] == [
        "A",
        "A (2)",
        "A (2) (2)",
        "A (3)",
        "B\\u202e",
    ]


def test_it_imports_next_to_nothing():
    code = "import flowops.render.outline, sys; print(*sys.modules)"
    environ = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environ
    ).stdout.split()

    assert not {"click", "rich", "dataclasses", "inspect", "orjson", "requests", "difflib"} & {*loaded}
