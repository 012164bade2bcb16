from typing import Any

import pytest

from flowops.sandbox import Workspace
from flowops.sandbox.importing import ImportFailed, run
from flowops.sandbox.importing.rules import RULES

from .samples import A, B, empty, export, flow, names, put, text, trigger

_REFERENCE = {"uuid": B, "name": "New"}
_TICKET = {"type": "open_ticket", "body": "x", "result_name": "Ticket"}
CREATING: dict[str, dict[str, Any]] = {
    "labels": {"type": "add_input_labels", "labels": [_REFERENCE]},
    "topics": {**_TICKET, "topic": _REFERENCE},
    "optins": {"type": "request_optin", "optin": _REFERENCE},
}
"""Actions that refer to what an import creates."""


@pytest.mark.parametrize("version", ["13", 13, 13.0, "13.0", "3", 3, "7.1", "12.99.1"])
def test_versions_from_3_to_13_are_imported(workspace: Workspace, version: Any) -> None:
    run(workspace, {"version": version, "flows": [flow("F", text("x"))]}, same_site=False)

    assert names(workspace) == ["F"]


@pytest.mark.parametrize("version", ["13.1.0", "14", "2", "2.9", 0, None, "", "abc", True, [13]])
def test_other_versions_are_not(workspace: Workspace, version: Any) -> None:
    with pytest.raises(ImportFailed):
        run(workspace, {"version": version, "flows": []}, same_site=False)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ({}, "the file has no flows"),
        ({"flows": {}}, "flows is not a list"),
        ({"flows": [1]}, "not a JSON object"),
        ({"flows": [], "triggers": [{}]}, "has no trigger_type"),
        ({"flows": [], "campaigns": [{"name": "C"}]}, "group is not a JSON object"),
        ({"flows": [], "fields": [{}]}, "has no key"),
        ({"flows": [], "groups": [{"uuid": "g"}]}, "has no name"),
    ],
)
def test_a_broken_file_fails(workspace: Workspace, broken: dict[str, Any], reason: str) -> None:
    with pytest.raises(ImportFailed, match=reason):
        run(workspace, {"version": "13", **broken}, same_site=False)


def test_a_bundle_without_flows_is_fine(workspace: Workspace) -> None:
    put(workspace, groups=[{"uuid": "g", "name": "G"}], fields=[{"key": "k", "name": "K"}], triggers=[])

    assert (list(workspace.fields), len(workspace.groups)) == (["k"], 2)


def test_a_failed_import_leaves_everything_as_it_was(workspace: Workspace) -> None:
    put(workspace, flow("F", text("@globals.a")), fields=[{"key": "k", "name": "K"}])
    before = state(workspace)

    with pytest.raises(ImportFailed):
        put(
            workspace,
            flow("F", text("@globals.b @fields.x")),
            flow("G", {"type": "add_input_labels", "labels": [{"uuid": "l", "name": "L"}]}),
            fields=[{"key": "k", "name": "Renamed", "type": "number"}],
            groups=[{"uuid": "g", "name": "G", "query": "age > 1"}],
            triggers=[trigger("C", flow("Nowhere"))],
        )

    assert state(workspace) == before


@pytest.mark.parametrize("dialect", RULES)
def test_a_failed_import_leaves_no_assets_behind(dialect: str) -> None:
    workspace = empty(dialect)
    spec = workspace.dialect.spec_version
    kinds = [kind for kind in RULES[dialect].created.values() if kind in CREATING]
    flows = [flow(kind, CREATING[kind], spec_version=spec) for kind in kinds]
    workspace.assets["labels"] = {A: {"uuid": A, "name": "Before"}}
    workspace.assets["optins"] = {}
    before = state(workspace)

    with pytest.raises(ImportFailed, match="starts a flow that is neither"):
        put(workspace, *flows, triggers=[trigger("K", flow("Nowhere"), "join")])
    after = state(workspace)
    put(workspace, *flows)

    assert after == before
    assert all(len(workspace.assets[kind]) > (kind == "topics") for kind in kinds)
    assert state(workspace) != before


def state(workspace: Workspace) -> str:
    kept = {key: value for key, value in vars(workspace).items() if key not in ("lock", "_derived")}
    return repr(kept)


def test_a_definition_that_is_too_deep_fails(workspace: Workspace) -> None:
    deep: Any = []
    for _ in range(2000):
        deep = [deep]

    with pytest.raises(ImportFailed):
        put(workspace, flow("F", _ui=deep))


def test_half_a_character_fails(workspace: Workspace) -> None:
    with pytest.raises(ImportFailed):
        put(workspace, flow("F", text("x"), language="\ud800"))


def test_every_dialect_has_rules() -> None:
    assert list(RULES) == ["7.4", "8.0", "9.0", "10.0", "26.2"]


def test_hundreds_of_flows_are_imported_again(workspace: Workspace) -> None:
    many = [flow(f"F {number}", text("x")) for number in range(300)]
    run(workspace, export(*many), same_site=False)
    run(workspace, export(*many), same_site=False)

    assert {each.revision for each in workspace.flows.values()} == {2}
