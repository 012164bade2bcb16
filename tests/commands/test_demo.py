"""`flowops demo` tells the story with the real commands."""

from pathlib import Path

import pytest

from flowops.cli import run
from tests.conftest import git


@pytest.fixture(autouse=True)
def commands_without_coverage(monkeypatch):
    """The story starts two dozen processes: what they run is measured where each command is tested."""
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)


def test_the_story_is_told_from_the_first_export_to_a_rollback(capfd, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    assert run(["demo", "--keep"]) == 0

    out = capfd.readouterr().out
    assert "$ flowops init" in out
    assert out.count("$ flowops export staging --commit") == 3
    assert "20 flows added" in out
    assert "nothing changed, 28 files up to date" in out
    assert '+          "text": "@contact.first_name, will you go' in out
    (folder,) = tmp_path.glob("flowops-demo-*")
    assert out.rstrip().endswith(str(folder))
    assert "production: verified; 64 created" in out
    assert "Nothing to complain about in 27 files" in out
    assert "7 contacts wait in it, and stay where they are" in out
    assert "production, since deploy " in out
    assert "flowops: drift: 1 object" in out
    assert out.count("7 contacts wait, 0 of them have lost their place") == 2
    assert "the hotfix was wrong" in out
    assert git(Path(folder), "log", "--format=%s").splitlines() == [
        "Export staging: 1 flow changed",
        "Production's lock file",
        "Export staging: 20 flows added",
        "Start with flowops",
    ]


def test_a_command_that_fails_ends_the_story(capfd, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("PATH", "/nowhere")

    assert run(["demo"]) == 1

    assert "the demo failed" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_settings_of_git_for_the_users_own_commits_do_not_spoil_it_and_the_folder_is_gone_afterwards(
    capfd, tmp_path, monkeypatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "commit.gpgsign")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")

    assert run(["demo"]) == 0

    assert list(tmp_path.iterdir()) == []
