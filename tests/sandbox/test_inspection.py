import pytest

from flowops.model.json import Json, JsonObject
from flowops.sandbox.inspection import Inspection, inspect

TEMPLATE = "@globals.bogus"


def inspected(
    actions: list[Json], router: JsonObject | None = None, localization: JsonObject | None = None
) -> Inspection:
    node: JsonObject = {"uuid": "node", "actions": actions}
    if router:
        node["router"] = router
    return inspect({"nodes": [node], "localization": localization or {}, "_ui": {"x": "@globals.not_here"}})


@pytest.mark.parametrize(
    ("action", "kind", "expected"),
    [
        ({"type": "enter_flow", "flow": {"uuid": "f", "name": "F"}}, "flow", {"f": "F"}),
        ({"type": "start_session", "flow": {"uuid": "f", "name": "F"}}, "flow", {"f": "F"}),
        ({"type": "add_contact_groups", "groups": [{"uuid": "g", "name": "G"}]}, "group", {"g": "G"}),
        ({"type": "add_contact_groups", "groups": [{"name_match": "@x"}]}, "group", {}),
        ({"type": "add_input_labels", "labels": [{"uuid": "l", "name": "L"}]}, "label", {"l": "L"}),
        ({"type": "open_ticket", "topic": {"uuid": "t", "name": "T"}}, "topic", {"t": "T"}),
        ({"type": "set_contact_field", "field": {"key": "k", "name": "K"}, "value": ""}, "field", {"k": "K"}),
        ({"type": "send_msg", "text": "@globals.a_b"}, "global", {"a_b": "A B"}),
        ({"type": "send_msg", "text": "@parent.contact.fields.k"}, "field", {"k": "K"}),
        ({"type": "send_msg", "text": "@child.contact.fields.k.x"}, "field", {"k": "K"}),
        ({"type": "send_msg", "text": "@run.contact.fields.k"}, "field", {}),
        ({"type": "send_msg", "text": "@parent.results.k"}, "parent", {"k": "K"}),
    ],
)
def test_what_an_action_depends_on(action: JsonObject, kind: str, expected: dict[str, str]) -> None:
    assert inspected([action]).of(kind) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"), [(["g", "G"], {"g": "G"}), (["g"], {"g": ""}), ([], {}), ([1], {})]
)
def test_a_split_by_group_depends_on_the_group(arguments: list[Json], expected: dict[str, str]) -> None:
    found = inspected([], {"cases": [{"type": "has_group", "arguments": arguments}]})

    assert found.of("group") == expected


def test_translations_hold_dependencies_and_the_layout_none() -> None:
    action: JsonObject = {"type": "send_msg", "uuid": "x", "text": "Hi"}
    texts: JsonObject = {"x": {"text": ["@globals.here"]}, "category": {"name": ["@globals.nor_here"]}}

    assert inspected([action], localization={"swa": texts}).of("global") == {"here": "Here"}
    assert inspect({"localization": {"swa": texts}}).of("global") == {"here": "Here"}


@pytest.mark.parametrize(
    "action",
    [
        {"type": "set_run_result", "name": TEMPLATE, "category": TEMPLATE},
        {"type": "call_webhook", "result_name": TEMPLATE},
        {"type": "say_msg", "audio_url": TEMPLATE},
        {"type": "send_msg", "text": "@(1 @globals.x"},
        {"type": "add_input_labels", "labels": [{"uuid": "l", "name": TEMPLATE}]},
    ],
)
def test_what_the_engine_does_not_evaluate_is_no_template(action: JsonObject) -> None:
    router: JsonObject = {"type": "switch", "result_name": TEMPLATE, "categories": [{"name": TEMPLATE}]}

    assert inspected([action], router).of("global") == {}


@pytest.mark.parametrize(
    "action",
    [
        {"type": "call_webhook", "headers": {"Authorization": TEMPLATE}},
        {"type": "open_ticket", "note": TEMPLATE},
        {"type": "send_msg", "template_variables": [TEMPLATE]},
        {"type": "call_llm", "instructions": TEMPLATE},
        {"type": "set_run_local", "value": TEMPLATE},
        {"type": "play_audio", "audio_url": TEMPLATE},
    ],
)
def test_templates_of_every_spec_are_evaluated(action: JsonObject) -> None:
    assert list(inspected([action]).of("global")) == ["bogus"]


def test_the_arguments_of_a_case_are_templates() -> None:
    cases: list[Json] = [{"uuid": "c", "type": "has_text", "arguments": [TEMPLATE]}]

    assert list(inspected([], {"type": "switch", "cases": cases}).of("global")) == ["bogus"]


def test_results_of_one_key_are_merged() -> None:
    found = inspected(
        [
            {"type": "set_run_result", "name": "CHT Record", "category": "Done"},
            {"type": "call_webhook", "result_name": "cht record"},
        ],
        {"result_name": "CHT Record", "categories": [{"name": "success"}, {"name": "Other"}]},
    )

    result = found.results["cht_record"]
    assert (result.name, result.node_uuids) == ("CHT Record", ["node"])
    assert result.categories == ["Done", "Success", "Failure", "Other"]


def test_a_definition_that_is_not_one_has_nothing_in_it() -> None:
    assert inspect({"nodes": [None, {"actions": "x", "router": []}], "localization": 1}) == Inspection()
