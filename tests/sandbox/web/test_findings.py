import pytest

from flowops.sandbox import Workspace
from flowops.sandbox.web.findings import find
from tests.sandbox.client import JsonDict

TEXT: JsonDict = {"type": "send_msg"}


def definition(action: JsonDict, localization: JsonDict | None = None) -> JsonDict:
    node = {"uuid": "n", "actions": [{"uuid": "a", **action}]}
    return {"nodes": [node], "localization": localization or {}}


def test_a_field_has_the_name_of_a_reference_and_none_in_a_text(workspace: Workspace) -> None:
    found = find(
        workspace, definition({**TEXT, "text": "@fields.village", "field": {"key": "age", "name": "Age"}})
    )

    assert found.dependencies == [
        {"key": "age", "name": "Age", "type": "field", "missing": True},
        {"key": "village", "name": "", "type": "field", "missing": True},
    ]


@pytest.mark.parametrize(
    "action",
    [
        {"type": "enter_flow", "flow": {"uuid": "f", "name": "F"}},
        {"type": "add_contact_groups", "groups": [{"uuid": "g", "name": "G"}]},
        {"type": "add_input_labels", "labels": [{"uuid": "l", "name": "L"}]},
        {"type": "send_msg", "text": "@globals.key"},
    ],
)
def test_what_the_workspace_does_not_have_is_an_issue(workspace: Workspace, action: JsonDict) -> None:
    found = find(workspace, definition(action))

    (issue,) = found.issues
    assert isinstance(issue, dict)
    assert (issue["type"], issue["node_uuid"], issue["action_uuid"]) == ("missing_dependency", "n", "a")
    assert "language" not in issue


def test_what_it_has_is_none(workspace: Workspace) -> None:
    flow = next(iter(workspace.flows.values()))
    workspace.set_global("key", "value")

    found = find(
        workspace,
        definition({**TEXT, "flow": {"uuid": flow.uuid, "name": flow.name}, "text": "@globals.key"}),
    )

    assert found.issues == []
    assert found.dependencies == [
        {"uuid": flow.uuid, "name": flow.name, "type": "flow"},
        {"key": "key", "name": "", "type": "global"},
    ]


def test_an_issue_in_a_translation_names_the_language(workspace: Workspace) -> None:
    translations = {
        "swa": {"a": {"text": ["@fields.gone"]}, "unknown": {"text": ["@fields.gone"]}},
        "fra": None,
    }

    found = find(workspace, definition({"text": "x"}, translations))

    assert [(issue["language"], issue["action_uuid"]) for issue in found.issues] == [("swa", "a")]  # type: ignore[index,call-overload]
    assert found.counts == {"languages": 2, "nodes": 1}


def test_an_issue_of_a_router_has_no_action(workspace: Workspace) -> None:
    case: JsonDict = {"uuid": "c", "type": "has_group", "arguments": ["g", "G"]}
    node: JsonDict = {"uuid": "n", "router": {"operand": "@contact.groups", "cases": [case]}}

    found = find(workspace, {"nodes": [node], "localization": None})

    assert found.issues == [
        {
            "type": "missing_dependency",
            "node_uuid": "n",
            "description": "missing group dependency 'g'",
            "dependency": {"uuid": "g", "name": "G", "type": "group"},
        }
    ]


def test_parent_results_are_no_dependency_and_locals_are_listed(workspace: Workspace) -> None:
    found = find(
        workspace, definition({"type": "set_run_local", "local": "x", "value": "@parent.results.age"})
    )

    assert (found.dependencies, found.parent_refs, found.locals) == ([], ["age"], ["x"])
    assert found.metadata()["parent_refs"] == ["age"]
