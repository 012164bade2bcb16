import pytest

from flowops.sandbox import Workspace, rows

from .samples import A, B, flow, put

SMART = 'fields.visits < 4 AND due != ""'


def queries(workspace: Workspace) -> dict[str, str | None]:
    return {group.name: group.query for group in workspace.groups.values() if not group.system}


def test_groups_are_created_with_their_query_and_the_fields_in_it(workspace: Workspace) -> None:
    put(
        workspace,
        groups=[{"uuid": A, "name": "Due", "query": SMART}, {"uuid": B, "name": "All", "query": None}],
    )

    assert queries(workspace) == {"Due": SMART, "All": None}
    assert [(field.key, field.value_type) for field in workspace.fields.values()] == [
        ("visits", "text"),
        ("due", "text"),
    ]
    assert not {A, B} & workspace.groups.keys()


@pytest.mark.parametrize("query", [None, "age > 1"])
def test_a_group_that_exists_stays_as_it_is(workspace: Workspace, query: str | None) -> None:
    put(workspace, groups=[{"uuid": A, "name": "Due", "query": SMART}])
    [known] = [group.uuid for group in workspace.groups.values() if group.name == "Due"]

    put(workspace, groups=[{"uuid": A, "name": "DUE", "query": query}])
    put(workspace, groups=[{"uuid": known, "name": "Another name", "query": query}])

    assert queries(workspace) == {"Due": SMART}


def test_a_new_smart_group_is_hidden_while_it_is_filled(workspace: Workspace) -> None:
    workspace.filling_seconds = 1000
    put(workspace, groups=[{"uuid": A, "name": "Due", "query": SMART}])
    assert "Due" not in names(workspace)

    workspace.filling_seconds = 0
    put(workspace, groups=[{"uuid": A, "name": "Late", "query": SMART}, {"uuid": B, "name": "All"}])
    assert names(workspace) == {"Open Tickets", "Late", "All"}

    [due] = [group.uuid for group in workspace.groups.values() if group.name == "Due"]
    workspace.hide_group(due, hidden=False)
    assert "Due" in names(workspace)


def names(workspace: Workspace) -> set[object]:
    return {row.body["name"] for row in workspace.derived(rows.groups)}


def test_a_group_deleted_while_it_is_filled_is_forgotten(workspace: Workspace) -> None:
    workspace.filling_seconds = 0
    put(workspace, groups=[{"uuid": A, "name": "Due", "query": SMART}])
    workspace.groups.clear()

    assert names(workspace) == set()


def test_the_groups_of_a_flow_are_found_through_those_of_the_file(workspace: Workspace) -> None:
    put(workspace, groups=[{"uuid": B, "name": "Mothers"}])
    [mothers] = [group.uuid for group in workspace.groups.values() if group.name == "Mothers"]
    adding = {"type": "add_contact_groups", "groups": [{"uuid": A, "name": "Old name"}]}

    put(workspace, flow("F", adding), groups=[{"uuid": A, "name": "mothers"}])

    [added] = workspace.flows.values()
    assert added.inspection.of("group") == {mothers: "Old name"}
    assert queries(workspace) == {"Mothers": None}
