import pytest

from flowops.sandbox import Workspace
from flowops.sandbox.importing import ImportFailed

from .samples import campaign, event, flow, put, text


def shown(workspace: Workspace) -> list[tuple[str, str, str]]:
    return [(field.key, field.name, field.value_type) for field in workspace.fields.values()]


def test_fields_are_created_renamed_and_retyped(workspace: Workspace) -> None:
    put(workspace, fields=[{"key": "due", "name": "Due", "type": "text"}, {"key": "age", "type": "N"}])
    assert shown(workspace) == [("due", "Due", "text"), ("age", "Age", "number")]

    put(workspace, fields=[{"key": "due", "name": "Due On", "type": "datetime"}, {"key": "age", "type": "T"}])
    assert shown(workspace) == [("due", "Due On", "datetime"), ("age", "Age", "text")]


def test_a_field_that_a_flow_uses_is_created_as_text(workspace: Workspace) -> None:
    put(workspace, flow("F", text("@fields.home_village")))
    put(workspace, flow("F", text("@fields.home_village")))

    assert shown(workspace) == [("home_village", "Home Village", "text")]


def test_a_date_that_an_event_counts_from_cannot_change_its_type(workspace: Workspace) -> None:
    put(workspace, campaigns=[campaign("C", event("due"))])

    with pytest.raises(ImportFailed, match="field due cannot change while campaign events use it"):
        put(workspace, flow("F"), fields=[{"key": "due", "name": "Due", "type": "text"}])

    assert shown(workspace) == [("due", "Due", "datetime")]
    assert not workspace.flows
    put(workspace, fields=[{"key": "due", "name": "Due On", "type": "datetime"}])
    assert shown(workspace) == [("due", "Due On", "datetime")]


def test_a_field_that_an_event_counts_from_becomes_a_date(workspace: Workspace) -> None:
    put(
        workspace,
        fields=[{"key": "due", "name": "Other", "type": "number"}],
        campaigns=[campaign("C", event("due"), event("created_on"))],
    )

    assert shown(workspace) == [("due", "Due", "datetime")]


def test_two_fields_never_have_one_name(workspace: Workspace) -> None:
    put(workspace, fields=[{"key": "a", "name": "Age"}, {"key": "b", "name": "age"}])

    assert shown(workspace) == [("a", "Age", "text"), ("b", "age 2", "text")]


@pytest.mark.parametrize("key", ["Due", "1st", "x" * 37, "a b"])
def test_a_field_with_an_impossible_key_fails_the_import(workspace: Workspace, key: str) -> None:
    with pytest.raises(ImportFailed, match="cannot be the key of a field"):
        put(workspace, fields=[{"key": key, "name": "X"}])
