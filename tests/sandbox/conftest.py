"""A sandbox for each test, with a programme of seven flows in it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from flowops.sandbox import Running, Sandbox, Workspace, serve

from .client import Client, JsonDict


@pytest.fixture
def recordings() -> Path:
    return Path(__file__).parents[1] / "recordings"


@pytest.fixture
def programme(recordings: Path) -> JsonDict:
    document: JsonDict = json.loads((recordings / "anc-programme.json").read_text())
    return document


@pytest.fixture
def flows(programme: JsonDict) -> dict[str, str]:
    """The UUIDs of the programme's flows by name."""
    return {flow["name"]: flow["uuid"] for flow in programme["flows"]}


@pytest.fixture
def sandbox(programme: JsonDict) -> Sandbox:
    """A 26.2 whose staging workspace holds the programme."""
    made = Sandbox()
    made.load("Staging", programme)
    return made


@pytest.fixture
def workspace(sandbox: Sandbox) -> Workspace:
    return sandbox.workspace("Staging")


@pytest.fixture
def client(sandbox: Sandbox) -> Client:
    """Calls the staging workspace without a network."""
    return Client(sandbox)


@pytest.fixture
def running(sandbox: Sandbox) -> Iterator[Running]:
    """The sandbox on a port."""
    with serve(sandbox) as served:
        yield served


@pytest.fixture
def http(running: Running) -> Iterator[requests.Session]:
    """A session with the token of the staging workspace."""
    with requests.Session() as session:
        session.headers["Authorization"] = f"Token {running.sandbox.workspace('Staging').token}"
        yield session
