"""Fixtures of tests that talk to the fake GitHub."""

import pytest

from tests.github.hub import Hub, serve
from tests.github.workflow_run import Step


@pytest.fixture
def hub():
    with serve(Hub()) as running:
        running.writers = {"alice": "write", "bob": "admin", "eve": "read"}
        yield running


@pytest.fixture
def step(hub, tmp_path, monkeypatch):
    folder = tmp_path / "step"
    folder.mkdir()
    return Step(hub, folder, monkeypatch)
