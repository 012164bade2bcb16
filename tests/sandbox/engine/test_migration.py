"""Migrations do what goflow's do, one after another or all at once."""

import copy
import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowops.model.json import Json
from flowops.sandbox.engine import ENGINES, NotMigrated, migrate, validate
from flowops.sandbox.engine.migration import migrated
from flowops.sandbox.engine.release import parse_version
from tests.strategies import json_values

from .flows import ACTION, CASE, CATEGORY, OTHER, REF, acting, action, asking, at, flow, node, switch

SPECS = [
    "13.0.0",
    "13.1.0",
    "13.2.0",
    "13.3.0",
    "13.4.0",
    "13.5.0",
    "13.6.0",
    "13.6.1",
    "14.0.0",
    "14.1.0",
    "14.2.0",
    "14.3.0",
    "14.3.1",
    "14.4.0",
    "14.4.1",
]
NEW = "10000000-0000-4000-8000-{:012d}"


def numbered():
    """UUIDs that count up."""
    count = itertools.count(1)
    return lambda: NEW.format(next(count))


def step(to, definition, before=""):
    """The flow after one migration."""
    before = before or SPECS[SPECS.index(to) - 1]
    return migrate(at(before, definition), to, numbered())


def first_action(definition):
    return definition["nodes"][0]["actions"][0]


def first_router(definition):
    return definition["nodes"][0]["router"]


def test_nothing_is_lost_and_keys_are_in_order():
    definition = {"zoo": {"b": [1.5, None], "a": 2**70}, **flow(spec_version="13.1.0"), "_x": True}
    after = migrate(definition, "14.4.1")
    assert list(after) == sorted(after)
    assert json.dumps(after["zoo"]) == json.dumps({"a": 2**70, "b": [1.5, None]})
    assert {**after, "spec_version": "13.1.0"} == definition


def test_newer_flows_stay_as_they_are():
    definition = acting("send_msg", text="x", all_urns=True)
    assert migrate(definition, "13.1.0") == definition


@pytest.mark.parametrize("version", [None, 14.4, "", "twelve", "12.0.0"])
def test_other_flows_are_not_migrated(version):
    with pytest.raises(NotMigrated, match="'Registration' is not of spec 13"):
        migrate(flow(spec_version=version), "13.1.0")


def test_target_must_be_a_version():
    with pytest.raises(NotMigrated, match="'next' is not a version"):
        migrate(flow(), "next")


def test_depth_is_limited():
    deep: Json = []
    for _ in range(3000):
        deep = [deep]
    with pytest.raises(NotMigrated, match="too deeply"):
        migrate(flow(_ui=deep), "14.4.1")


def test_13_1_gives_templating_a_uuid():
    after = step("13.1.0", acting("send_msg", text="x", templating={"template": REF}))
    assert first_action(after)["templating"] == {"template": REF, "uuid": NEW.format(1)}


@pytest.mark.parametrize(("before", "after"), [("base", "und"), (None, "und"), ("eng", "eng")])
def test_13_2_knows_no_base_language(before, after):
    definition = step("13.2.0", flow(language=before, localization={"und": {}, "fra": {}}))
    assert definition["language"] == after
    assert ("und" in definition["localization"]) == (after == "eng")


def test_13_3_renames_in_all_templates():
    definition = flow(
        node(
            action("send_msg", text="@webhook.a", attachments=["image:@webhook.b", 5], extra="@webhook"),
            action("add_contact_groups", groups=[{"name_match": "@webhook"}, None]),
            action("call_webhook", url="@webhook", headers={"a": "@webhook", "b": 5}),
            action("send_email", addresses="@webhook", subject=5),
            router=switch(operand="@webhook"),
        ),
        localization={
            "fra": {
                ACTION: {"text": ["@webhook.fr", 5], "extra": ["@webhook"]},
                CASE: {"arguments": ["@webhook"]},
            },
            "swa": {ACTION: {"text": "none"}},
            "spa": None,
        },
    )
    after = step("13.3.0", definition)
    message, groups, call, email = after["nodes"][0]["actions"]
    assert (message["text"], message["extra"]) == ("@webhook.json.a", "@webhook")
    assert message["attachments"] == ["image:@webhook.json.b", 5]
    assert groups["groups"] == [{"name_match": "@webhook.json"}, None]
    assert (call["url"], call["headers"]) == ("@webhook.json", {"a": "@webhook.json", "b": 5})
    assert (email["addresses"], email["subject"]) == ("@webhook.json", 5)
    assert first_router(after)["operand"] == "@webhook.json"
    assert after["localization"]["fra"] == {
        ACTION: {"text": ["@webhook.json.fr", ""], "extra": ["@webhook"]},
        CASE: {"arguments": ["@webhook.json"]},
    }
    assert after["localization"]["swa"] == {ACTION: {"text": "none"}}


TEMPLATING = {"uuid": CASE, "template": REF, "variables": ["a", 5]}
TRANSLATED = {"fra": {CASE: {"variables": ["b"]}}, "swa": {}}


def templated(**changes):
    return {**acting("send_msg", text="x", templating=TEMPLATING), "localization": TRANSLATED, **changes}


def test_13_4_turns_variables_into_a_component():
    after = step("13.4.0", templated())
    component = {"uuid": NEW.format(1), "name": "body", "params": ["a", 5]}
    assert first_action(after)["templating"] == {"template": REF, "components": [component]}
    assert after["localization"] == {"fra": {NEW.format(1): {"params": ["b"]}}, "swa": {}}


def test_13_4_takes_anything_for_variables():
    after = step("13.4.0", acting("send_msg", templating={"variables": "x"}))
    assert first_action(after)["templating"]["components"][0]["params"] == []


def test_13_5_joins_all_components():
    two = [{"uuid": CASE, "params": ["a", 5]}, {"uuid": OTHER, "params": ["c"]}, 5]
    definition = templated(localization={"fra": {CASE: {"params": ["b"], "text": []}, OTHER: {}}, "swa": {}})
    first_action(definition)["templating"] = {"template": REF, "components": two}
    after = step("13.5.0", definition)
    assert first_action(after)["template"] == REF
    assert first_action(after)["template_variables"] == ["a", "", "c"]
    assert "templating" not in first_action(after)
    assert after["localization"]["fra"] == {
        ACTION: {"template_variables": ["b", "c"]},
        CASE: {"text": []},
        OTHER: {},
    }
    assert after["localization"]["swa"] == {}


def test_13_5_takes_anything_for_components():
    after = step("13.5.0", acting("send_msg", templating={"components": "x"}))
    assert first_action(after)["template_variables"] == []


def test_13_6_cuts_names():
    definition = asking(result_name="é" * 40)
    definition["nodes"][0]["actions"] = [action("set_run_result", name="x" * 70, category="y" * 35 + " zz")]
    first_router(definition)["categories"][0]["name"] = "z" * 40
    after = step("13.6.0", definition)
    assert first_action(after)["name"] == "x" * 64
    assert first_action(after)["category"] == "y" * 35
    assert first_router(after)["result_name"] == "é" * 40
    assert first_router(after)["categories"][0]["name"] == "z" * 36


def test_13_6_1_cuts_look_ups():
    long, short = "x" * 70, "x" * 64
    template = f'@results.{long} @(results.{long}&RESULTS.{long}) @(results["{long}"])'
    after = step("13.6.1", acting("send_msg", text=template))
    assert first_action(after)["text"] == (
        f'@results.{short} @(results.{short} & results.{long}) @(results["{long}"])'
    )


@pytest.mark.parametrize(
    ("flow_type", "before", "after"),
    [
        ("messaging", 50000, 20160),
        ("messaging", 5, 5),
        ("voice", 60, 15),
        ("messaging_background", 60, 0),
        ("messaging", "x", "x"),
        ("messaging", 5e5, 5e5),
    ],
)
def test_14_0_caps_the_expiry(flow_type, before, after):
    definition = at("13.6.1", flow(expire_after_minutes=before), flow_type)
    assert migrate(definition, "14.0.0")["expire_after_minutes"] == after


def test_14_0_names_categories():
    definition = asking()
    first_router(definition)["categories"][0]["name"] = None
    assert first_router(step("14.0.0", definition))["categories"][0]["name"] == "Match"


STATUS = {"type": "has_number_between", "arguments": ["200", "299"], "uuid": CASE, "category_uuid": CATEGORY}


def calling(operand, kind="call_webhook", **fields):
    definition = asking(operand=operand)
    definition["nodes"][0]["actions"] = [action(kind, **fields)]
    first_router(definition)["cases"].append({"uuid": OTHER, "type": "has_text"})
    definition["localization"] = {
        "fra": {CASE: {"arguments": ["x"]}, OTHER: {"arguments": ["y"], "z": []}},
        "swa": 5,
    }
    return definition


@pytest.mark.parametrize(
    ("to", "operand", "expected"),
    [
        ("14.1.0", "@results.call", "@webhook.status"),
        ("14.1.0", "@webhook.json.status", "@webhook.json.status"),
        ("14.4.1", "@webhook.json.status", "@webhook.status"),
    ],
)
def test_splits_on_calls_look_at_the_status(to, operand, expected):
    after = step(to, calling(operand))
    assert first_router(after)["operand"] == expected
    if operand != expected:
        assert first_router(after)["cases"] == [STATUS]
    if to == "14.4.1":
        assert after["localization"]["fra"] == {OTHER: {"z": []}}


@pytest.mark.parametrize("to", ["14.1.0", "14.4.1"])
def test_splits_without_cases_stay(to):
    definition = calling("@results.call")
    first_router(definition)["cases"] = []
    assert first_router(step(to, definition))["operand"] == "@results.call"


def test_14_1_cuts_quick_replies():
    after = step("14.1.0", acting("send_broadcast", quick_replies=["x"] * 12))
    assert first_action(after)["quick_replies"] == ["x"] * 10


def test_14_2_moves_the_body_and_drops_languages():
    definition = {**acting("open_ticket", body="x"), "localization": {"fr": {}, "fra": {}}}
    after = step("14.2.0", definition)
    assert first_action(after) == action("open_ticket", note="x")
    assert after["localization"] == {"fra": {}}
    assert "note" not in first_action(step("14.2.0", acting("open_ticket", body="")))


@pytest.mark.parametrize(
    ("kind", "local"), [("open_ticket", "_new_ticket"), ("transfer_airtime", "_new_transfer")]
)
def test_14_3_splits_on_locals(kind, local):
    after = step("14.3.0", calling("@results.t", kind, result_name="T"))
    assert "result_name" not in first_action(after)
    assert first_router(after)["operand"] == f"@locals.{local}"
    assert first_router(after)["result_name"] == "T"
    assert first_router(after)["cases"] == [{**STATUS, "type": "has_text", "arguments": []}]
    assert (
        step("14.3.0", calling("@input", kind, result_name="T"))["nodes"]
        == calling("@input", kind, result_name="T")["nodes"]
    )


def test_14_3_1_joins_arguments():
    definition = asking()
    first_router(definition)["cases"] = [
        {"uuid": CASE, "type": "has_any_word", "arguments": ["a", None, "b"]},
        {"uuid": OTHER, "type": "has_number_between", "arguments": ["1", "2"]},
    ]
    definition["localization"] = {
        "fra": {CASE: {"arguments": ["c", "d"]}, OTHER: {"arguments": ["3", "4"]}},
        "swa": {},
    }
    after = step("14.3.1", definition)
    assert [case["arguments"] for case in first_router(after)["cases"]] == [["a  b"], ["1", "2"]]
    assert after["localization"]["fra"] == {CASE: {"arguments": ["c d"]}, OTHER: {"arguments": ["3", "4"]}}


def test_14_4_sends_to_one_address():
    after = step("14.4.0", acting("send_msg", text="x", all_urns=True))
    assert first_action(after) == action("send_msg", text="x")


RECORDED = json.loads((Path(__file__).parents[2] / "recordings/anc-programme.json").read_text())["flows"]
RICH = {
    **flow(
        node(action("send_msg", text="@webhook", templating=TEMPLATING, all_urns=True)),
        node(
            action("call_webhook"),
            uuid=OTHER,
            router=switch(operand="@results.call"),
            exits=[{"uuid": CATEGORY}],
        ),
    ),
    "spec_version": "13.0.0",
    "localization": {**TRANSLATED, "fr": {}, "und": {}},
    "language": "base",
}
SOURCES = [*RECORDED, RICH]


@pytest.mark.parametrize("definition", SOURCES, ids=lambda definition: str(definition["name"]))
def test_steps_are_the_same_as_all_at_once(definition):
    uuid = numbered()
    stepped = definition
    for spec in SPECS:
        stepped = migrate(stepped, spec, uuid)
    assert stepped == migrate(definition, "14.4.1", numbered())


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
@pytest.mark.parametrize("definition", RECORDED, ids=lambda definition: str(definition["name"]))
def test_valid_flows_stay_valid(definition, engine):
    if validate(definition, engine) is None:
        assert validate(migrate(definition, engine.spec_version), engine) is None
    else:
        assert engine is ENGINES["8.0"]
        assert definition["name"] == "ANC After Visit Survey"  # a ticket without a ticketer


@settings(max_examples=30)
@given(
    st.sampled_from(SOURCES),
    st.dictionaries(st.integers(0, 60), json_values, max_size=4),
    st.sampled_from(SPECS),
)
def test_migrating_is_idempotent_whatever_the_flow(definition, values, spec):
    damaged = damage(copy.deepcopy(definition), values)
    once = migrated(
        damaged, parse_version("13.0.0") or (13, 0, 0), parse_version(spec) or (13, 0, 0), numbered()
    )
    again = migrate({**once, "spec_version": spec}, spec, numbered())
    assert again == {**once, "spec_version": spec}


def damage(definition, values):
    """The flow with the values that stand at some places, counted in reading order, replaced."""
    count = itertools.count()

    def walk(value):
        here = next(count)
        if here and here in values:
            return values[here]
        if isinstance(value, dict):
            return {key: walk(item) for key, item in value.items()}
        return [walk(item) for item in value] if isinstance(value, list) else value

    return walk(definition)
