"""What the engine refuses besides actions, in its words, and what it lets through."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowops.sandbox.engine import ENGINES, Engine, migrate, validate
from tests.strategies import json_values

from .flows import (
    ACTION,
    CASE,
    CATEGORY,
    EXIT,
    FLOW,
    NODE,
    NOWHERE,
    OTHER,
    SECOND,
    V0_293,
    V7_4,
    V8_0,
    V9_0,
    V10_0,
    V26_2,
    action,
    asking,
    at,
    flow,
    node,
    switch,
)

MESSAGE = action("send_msg", text="Hi")
CRASH = "runtime error: invalid memory address or nil pointer dereference"
HEADER = "unable to read flow header: "
READ = "json: cannot unmarshal"


def check_refused(definition, message, engine=V26_2):
    assert validate(definition, engine) == message


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, None),
        ({"uuid": None}, f"{HEADER}field 'uuid' is required"),
        ({"uuid": FLOW.upper()}, f"{HEADER}field 'uuid' must be a valid UUID"),
        ({"name": "x" * 65}, f"{HEADER}field 'name' must be less than or equal to 64"),
        ({"name": 5}, f"{HEADER}{READ} number into Go struct field Header13.name of type string"),
        ({"spec_version": "1" * 5000}, f"{HEADER}Invalid Semantic Version"),
        ({"spec_version": "abc"}, f"{HEADER}Invalid Semantic Version"),
        ({"spec_version": "14.5.0"}, "spec version 14.5.0 is newer than this library (14.4.1)"),
        ({"spec_version": "14.4.9"}, None),
        ({"spec_version": "v13"}, None),
        ({"language": "en"}, "field 'language' is not a valid language code"),
        ({"language": "xx1"}, "field 'language' is not a valid language code"),
        ({"language": "XXX"}, "field 'language' is not a valid language code"),
        ({"language": "ENG"}, None),
        ({"language": 5}, f"{READ} number into Go struct field flowEnvelope.language of type string"),
        (
            {"expire_after_minutes": "1", "language": None},
            f"{READ} string into Go struct field flowEnvelope.expire_after_minutes of type int",
        ),
        (
            {"expire_after_minutes": 1.5},
            f"{READ} number 1.5 into Go struct field flowEnvelope.expire_after_minutes of type int",
        ),
        (
            {"expire_after_minutes": "1", "language": []},
            f"{READ} array into Go struct field flowEnvelope.language of type string",
        ),
        ({"type": "sms"}, "field 'type' is not a valid flow type"),
        ({"TYPE": None, "Localization": None, "_ui": 5}, None),
        ({"nodes": None, "expire_after_minutes": -5}, None),
        ({"nodes": [None]}, "field 'nodes[0]' is required"),
        ({"nodes": [5]}, f"unable to read node: {READ} number into Go value of type definition.nodeEnvelope"),
        ({"nodes": {}}, f"{READ} object into Go struct field flowEnvelope.nodes of type []*definition.node"),
        ({"nodes": [node()] * 1001}, "flow can't have more than 1000 nodes (has 1001)"),
        ({"localization": {"fr": {}}}, "invalid localization: invalid language code 'fr'"),
        (
            {"localization": {"fra": {"x": {}}}},
            "invalid localization: invalid translation for 'fra': invalid item uuid 'x'",
        ),
        (
            {"localization": {"fra": {NODE: {"x" * 65: []}}}},
            f"invalid localization: invalid translation for 'fra': invalid item translation for '{NODE}': "
            f"invalid property name '{'x' * 29}...'",
        ),
        ({"localization": {"eng": None, "fra": {NODE: {"text": "no list", "_ui": {}}}}}, None),
    ],
)
def test_flow(changes, message):
    definition = flow(node(), **changes)
    assert validate(definition, V26_2) == message


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"uuid": ""}, "unable to read node: field 'uuid' is required"),
        ({"exits": []}, "unable to read node: field 'exits' must have a minimum of 1 items"),
        ({"exits": [None]}, "unable to read node: field 'exits[0]' is required"),
        ({"exits": [{}]}, "unable to read node: unable to read exit: field 'uuid' is required"),
        ({"router": None}, "unable to read router: field 'type' is required"),
        ({"actions": [MESSAGE, None]}, "unable to read action[1]: field 'type' is required"),
        ({"actions": None, "extra": 1}, None),
        ({"exits": [{"uuid": EXIT, "destination_uuid": ""}]}, None),
        (
            {"exits": [{"uuid": EXIT, "destination_uuid": NOWHERE}]},
            f"invalid node[uuid={NODE}]: destination {NOWHERE} of exit[uuid={EXIT}] isn't a known node",
        ),
        (
            {"exits": [{"uuid": EXIT}, {"uuid": EXIT}]},
            f"invalid node[uuid={NODE}]: exit UUID {EXIT} isn't unique",
        ),
        ({"actions": [MESSAGE, MESSAGE]}, f"invalid node[uuid={NODE}]: action UUID {ACTION} isn't unique"),
        (
            {"actions": [MESSAGE] * 101},
            f"invalid node[uuid={NODE}]: node can't have more than 100 actions (has 101)",
        ),
        (
            {"exits": [{"uuid": EXIT}] * 101},
            f"invalid node[uuid={NODE}]: node can't have more than 100 exits (has 101)",
        ),
    ],
)
def test_node(changes, message):
    check_refused(flow(node(**changes)), message)


def test_node_uuids_are_unique():
    check_refused(flow(node(), node()), f"node UUID {NODE} isn't unique")
    shared = flow(node(MESSAGE), node(uuid=SECOND, exits=[{"uuid": ACTION}]))
    check_refused(shared, f"invalid node[uuid={SECOND}]: exit UUID {ACTION} isn't unique")


ROUTER = "unable to read router: "


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"type": "dice"}, "unknown type: 'dice'"),
        ({"operand": ""}, "field 'operand' is required"),
        ({"categories": None}, "field 'categories' is required"),
        ({"categories": []}, "field 'categories' must have a minimum of 1 items"),
        (
            {"categories": [None]},
            "unable to read category: field 'uuid' is required, field 'name' is required, field 'exit_uuid' is required",
        ),
        ({"result_name": "x" * 65}, "field 'result_name' is not a valid result name"),
        ({"default_category_uuid": "x"}, "field 'default_category_uuid' must be a valid UUID"),
        ({"cases": 5}, f"{READ} number into Go struct field switchEnvelope.cases of type []*routers.Case"),
        ({"wait": None}, "unable to read wait: field 'type' is required"),
        ({"wait": {"type": "nap"}}, "unable to read wait: unknown type: 'nap'"),
        ({"wait": {"type": "dial"}}, "unable to read wait: field 'phone' is required"),
        (
            {"wait": {"type": "msg", "timeout": {"seconds": 0}}},
            "unable to read wait: field 'timeout.seconds' is required, field 'timeout.category_uuid' is required",
        ),
        (
            {"wait": {"type": "msg", "hint": None}},
            "unable to read wait: unable to read hint: field 'type' is required",
        ),
        (
            {"wait": {"type": "msg", "hint": {"type": "smell"}}},
            "unable to read wait: unable to read hint: unknown type: 'smell'",
        ),
    ],
)
def test_router_cannot_be_read(changes, message):
    check_refused(asking(**changes), ROUTER + message)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"default_category_uuid": NOWHERE}, f"default category {NOWHERE} is not a valid category"),
        ({"cases": [{"uuid": CASE}]}, f"invalid case[uuid={CASE}]: category  is not a valid category"),
        (
            {"cases": [{"type": "HAS_TEXT", "category_uuid": OTHER}]},
            "invalid case[uuid=]: HAS_TEXT is not a registered test function",
        ),
        (
            {"cases": [{"type": "has_text", "category_uuid": OTHER, "arguments": ["x"] * 11}]},
            "invalid case[uuid=]: can't have more than 10 arguments (has 11)",
        ),
        (
            {"cases": [{"type": "has_text", "category_uuid": OTHER}] * 101},
            "can't have more than 100 cases (has 101)",
        ),
        (
            {"wait": {"type": "msg", "timeout": {"seconds": 1, "category_uuid": NOWHERE}}},
            f"timeout category {NOWHERE} is not a valid category",
        ),
        (
            {
                "categories": [{"uuid": CATEGORY, "name": "x", "exit_uuid": NOWHERE}],
                "default_category_uuid": None,
                "wait": {"type": "msg"},
            },
            f"category exit {NOWHERE} is not a valid exit",
        ),
        (
            {
                "categories": [
                    {"uuid": CATEGORY, "name": "x", "exit_uuid": EXIT},
                    {"uuid": OTHER, "name": "x", "exit_uuid": EXIT},
                ]
                * 51
            },
            "can't have more than 100 categories (has 102)",
        ),
        (
            {"wait": {"type": "dial", "phone": "1"}},
            "wait type 'dial' is not allowed in a flow of type 'messaging'",
        ),
    ],
)
def test_router_leads_nowhere(changes, message):
    check_refused(asking(**changes), f"invalid node[uuid={NODE}]: invalid router: {message}")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"default_category_uuid": None},
        {"default_category_uuid": ""},
        {"cases": None},
        {"cases": [{"type": "has_text", "category_uuid": OTHER, "arguments": ["too", None]}]},
        {"type": "random", "operand": 5, "cases": 5},
        {"wait": {"type": "msg", "timeout": {"seconds": -1, "category_uuid": OTHER}}},
        {"result_name": "!!"},
    ],
)
def test_router_is_taken_although_it_is_odd(changes):
    check_refused(asking(**changes), None)


def test_null_case_kills_the_engine():
    check_refused(asking(cases=[None]), CRASH)


@pytest.mark.parametrize(
    ("engine", "definition", "message"),
    [
        (V7_4, flow(None), CRASH),
        (V7_4, flow(node(exits=[None])), CRASH),
        (V7_4, flow(node(exits=[None], router=switch())), CRASH),
        (V9_0, flow(None), "field 'nodes[0]' is required"),
        (
            V7_4,
            flow(node(uuid=NODE.replace("4000", "7000"))),
            "unable to read node: field 'uuid' must be a valid UUID4",
        ),
        (V7_4, flow(name="x" * 65, language="base"), None),
        (V10_0, flow(language="xxx"), None),
        (V26_2, flow(language="xxx"), "field 'language' is not a valid language code"),
        (
            V10_0,
            flow(
                *[
                    node(
                        uuid=f"{n:08x}-0000-4000-8000-000000000000",
                        exits=[{"uuid": f"{n:08x}-0000-4000-9000-000000000000"}],
                    )
                    for n in range(1001)
                ]
            ),
            None,
        ),
        (
            V9_0,
            asking(cases=[{"category_uuid": NOWHERE}]),
            f"invalid node[uuid={NODE}]: invalid router: case category {NOWHERE} is not a valid category",
        ),
        (
            V9_0,
            asking(cases=[{"category_uuid": OTHER}]),
            f"invalid node[uuid={NODE}]: invalid router: case test  is not a registered test function",
        ),
        (
            V9_0,
            asking(categories=[{"uuid": CATEGORY, "exit_uuid": EXIT}, {"uuid": OTHER, "exit_uuid": EXIT}]),
            None,
        ),
        (
            V10_0,
            asking(categories=[{"uuid": CATEGORY, "exit_uuid": EXIT}]),
            f"{ROUTER}unable to read category: field 'name' is required",
        ),
        (
            V8_0,
            flow(localization={"fr": {"x": {"text": "x"}}}),
            f"{READ} string into Go struct field flowEnvelope.localization of type []string",
        ),
        (V8_0, flow(localization={"fr": {"x": {"text": None}}}), None),
    ],
)
def test_engines_differ(engine, definition, message):
    check_refused(at(engine.spec_version, definition), message, engine)


LOCALIZED = f"invalid localization: invalid translation for 'fra': invalid item translation for '{NODE}': "


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"text": ["x"] * 11}, "translation for 'text' can't have more than 10 values (has 11)"),
        (
            {"text": ["x" * 10_001]},
            "translation value for 'text' can't be longer than 10000 chars (is 10001)",
        ),
        ({"_ui": "x" * 10_000}, "translation value for '_ui' can't be larger than 10000 bytes (is 10002)"),
        ({str(n): [] for n in range(11)}, "can't have more than 10 properties (has 11)"),
    ],
)
def test_later_engines_limit_translations(item, message):
    definition = flow(localization={"fra": {NODE: item}})
    check_refused(definition, None, V26_2)
    check_refused(definition, LOCALIZED + message, V0_293)


def test_later_engines_take_other_translations():
    check_refused(flow(localization={"fra": {NODE: {"text": ["x", 5], "_ui": {}}}}), None, V0_293)


def test_later_engines_limit_the_editors_own_data():
    definition = flow(_ui="x" * 262_144)
    check_refused(definition, None, V26_2)
    check_refused(definition, "flow UI can't be larger than 262144 bytes (is 262146)", V0_293)


def test_legacy_definitions_are_refused():
    assert str(validate({"flow_type": "F"}, V26_2)).startswith("error migrating what appears to be a legacy")


def test_depth_is_limited():
    deep: list[object] = []
    for _ in range(3000):
        deep = [deep]
    check_refused(flow(spec_version="13.1.0", _ui=deep), "exceeded max depth")


@pytest.mark.parametrize(
    ("name", "spec"), [("7.4", "13.2.0"), ("9.0", "13.3.0"), ("10.0", "13.7.0"), ("26.2", "14.5.0")]
)
def test_each_engine_knows_specs_up_to_its_own(name, spec):
    engine = ENGINES[name]
    assert engine.reads(engine.spec_version)
    assert not engine.reads(spec)
    assert not engine.reads("10.0")
    check_refused(
        flow(spec_version=spec),
        f"spec version {spec} is newer than this library ({engine.spec_version})",
        engine,
    )


DEMO = [
    definition
    for path in sorted((Path(__file__).parents[3] / "flows").glob("*.json"))
    if "nodes" in (definition := json.loads(path.read_text()))
]


@pytest.mark.parametrize("definition", DEMO, ids=lambda definition: str(definition["name"]))
def test_demo_flows_are_valid_for_every_engine_that_knows_their_spec(definition):
    fits = [engine for engine in ENGINES.values() if engine.reads(definition["spec_version"])]
    assert len(fits) == 3
    for engine in fits:
        assert validate(definition, engine) is None
        assert validate(migrate(definition, engine.spec_version), engine) is None


@settings(max_examples=40)
@given(st.dictionaries(st.text(), json_values), st.sampled_from(list(ENGINES.values())))
def test_any_object_gets_an_answer(definition, engine: Engine):
    assert validate(definition, engine)


PLACES = st.lists(st.integers(0, 50), min_size=1, max_size=6)


@settings(max_examples=40)
@given(
    st.sampled_from(DEMO),
    st.lists(st.tuples(PLACES, json_values), min_size=1, max_size=3),
    st.sampled_from([*ENGINES.values(), V0_293]),
)
def test_any_damage_gets_an_answer(definition, damages, engine: Engine):
    damaged = copy.deepcopy(definition)
    for place, value in damages:
        _damage(damaged, place, value)
    assert validate(damaged, engine) != ""


def _damage(value, place, junk):
    """Puts junk at a place that the numbers lead to."""
    step, rest = place[0], place[1:]
    if not isinstance(value, dict | list) or not value:
        return
    key = sorted(value)[step % len(value)] if isinstance(value, dict) else step % len(value)
    if rest and isinstance(value[key], dict | list):
        _damage(value[key], rest, junk)
    else:
        value[key] = junk
