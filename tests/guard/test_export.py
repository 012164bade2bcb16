"""Guards fail closed, give their figures and are waived by name."""

import re
from pathlib import Path

import pytest

from flowops import guard
from flowops.environment import Environment, Secret
from flowops.errors import ConfigurationError, Refused
from flowops.guard import export
from flowops.model.export import Document, Export
from flowops.model.kind import FLOW
from flowops.model.workspace import Workspace


@pytest.fixture
def token():
    return Secret("A_TOKEN", "staging", "token")


def environment(tmp_path, token, workspace):
    path = tmp_path / "staging.yaml"
    return Environment(name="staging", path=path, host="https://x", token=token, workspace=workspace)


def test_another_workspace_is_refused_with_both_named(tmp_path, token):
    there = Workspace("uuid-b", "Production", "https://x")

    refused = guard.wrong_workspace(environment(tmp_path, token, "uuid-a"), there)

    assert refused is not None
    for named in (
        "wrong-workspace",
        "'Production'",
        "uuid-b",
        "uuid-a",
        "A_TOKEN",
        "--allow wrong-workspace",
    ):
        assert named in str(refused)


@pytest.mark.parametrize("named", [None, "uuid-b", "UUID-B"])
def test_the_workspace_that_is_named_or_any_where_none_is_passes(tmp_path, token, named):
    assert guard.wrong_workspace(environment(tmp_path, token, named), Workspace("uuid-b", "P", "")) is None


def test_an_empty_export_is_refused_only_where_something_would_be_lost():
    flow = Document(FLOW, {"uuid": "u", "name": "n"})

    assert "the repository has 3" in str(guard.empty_export(Export(), 3, "staging"))
    assert guard.empty_export(Export(), 0, "staging") is None
    assert guard.empty_export(Export((flow,)), 3, "staging") is None


def test_a_secret_in_a_file_is_refused_without_showing_it(token, monkeypatch):
    monkeypatch.setenv("A_TOKEN", "canary-canary")
    files = {"flows/a.json": b"x", "flows/b.json": b"Token canary-canary"}

    refused = guard.secret_in_export(files, [token])

    assert "flows/b.json" in str(refused)
    assert "canary" not in str(refused)
    assert guard.secret_in_export({"flows/a.json": b"x"}, [token]) is None


@pytest.mark.parametrize("held", ['pa\\"ss\\\\word-long', "pa%22ss%5Cword-long", "cGEic3Ncd29yZC1sb25n"])
def test_a_secret_in_disguise_is_refused_too(token, monkeypatch, held):
    monkeypatch.setenv("A_TOKEN", 'pa"ss\\word-long')

    assert guard.secret_in_export({"flows/b.json": f'"x {held} y"'.encode()}, [token]) is not None


def test_every_guard_that_refuses_can_be_waived_by_its_name(flowops):
    names = set(re.findall(r'Refused\(\s*"([\w-]+)"', Path(export.__file__).read_text()))

    assert names == set(guard.EXPORT_GUARDS)
    assert all(
        name in flowops("export", "--help").out.replace("\n", " ").replace("  ", " ") for name in names
    )


def test_secrets_that_are_unset_or_too_short_to_tell_are_passed_over(token, monkeypatch):
    assert guard.secret_in_export({"a": b"no"}, [token]) is None
    monkeypatch.setenv("A_TOKEN", "no")
    assert guard.secret_in_export({"a": b"no"}, [token]) is None


def test_uncommitted_changes_are_counted_and_named():
    refused = guard.uncommitted_changes([f"flows/{n}.json" for n in range(7)])

    assert "in 7 file(s): flows/0.json" in str(refused)
    assert str(refused).count(".json") == 5
    assert guard.uncommitted_changes([]) is None


def test_a_waiver_counts_for_its_guard_only_and_is_told():
    told: list[str] = []
    refused = Refused("empty-export", "nothing there")

    guard.enforce(None, (), told.append)
    guard.enforce(refused, ("empty-export",), told.append)
    with pytest.raises(Refused):
        guard.enforce(refused, ("wrong-workspace",), told.append)

    assert told == ["allowed: empty-export: nothing there"]


@pytest.mark.parametrize(
    ("name", "hint"), [("empty-exprt", "Did you mean empty-export?"), ("xyz", "There are: ")]
)
def test_a_waiver_of_no_guard_is_an_error(name, hint):
    with pytest.raises(ConfigurationError) as raised:
        guard.check_names([name], guard.EXPORT_GUARDS)

    assert hint in str(raised.value)
    guard.check_names(["empty-export"], guard.EXPORT_GUARDS)
