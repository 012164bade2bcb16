"""The program is found where people put it."""

import pytest

from flowops.engine import finding
from flowops.engine.engine import Engine
from flowops.errors import ConfigurationError


@pytest.fixture
def program(tmp_path):
    """A program at a path of its own."""

    def make(folder: str) -> str:
        path = tmp_path / folder / finding.PROGRAM
        path.parent.mkdir()
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
        return str(path)

    return make


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """A machine without the program."""
    monkeypatch.delenv(finding.VARIABLE)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(finding, "_CHECKOUT", tmp_path / "engine")


def test_without_it_there_is_none_and_nobody_is_told_off(nowhere):
    assert finding.find() is None
    assert Engine.installed() is None


def test_the_variable_comes_before_the_path_and_the_path_before_the_checkout(nowhere, program, monkeypatch):
    built = program("engine")
    assert finding.find() == built

    installed = program("bin")
    assert finding.find() == installed

    named = program("elsewhere")
    monkeypatch.setenv(finding.VARIABLE, named)
    assert finding.find() == named


def test_an_empty_variable_means_none_whatever_is_installed(nowhere, program, monkeypatch):
    program("bin")
    monkeypatch.setenv(finding.VARIABLE, "")

    assert finding.find() is None


def test_a_variable_that_names_no_program_is_an_error(nowhere, monkeypatch, tmp_path):
    monkeypatch.setenv(finding.VARIABLE, str(tmp_path / "gone"))

    with pytest.raises(ConfigurationError, match=r"FLOWOPS_ENGINE is '.*gone', which is no program"):
        finding.find()
