"""What the API of real servers answered is what the sandbox answers, one call after the other."""

import json
from collections.abc import Mapping
from functools import cache
from math import inf

import pytest
from werkzeug.test import TestResponse

from flowops.sandbox import Sandbox
from flowops.sandbox.importing import run
from flowops.sandbox.throttle import Throttle

from .client import Client, JsonDict
from .recorded import RECORDINGS, VERSIONS, check_replay, replayed, steps

BEFORE, AFTER, THROTTLED = (1, 11), (27, 40), (55, 56)
"""The recordings before the first import and after it, and those with a bucket that is full or over-full."""
STEPS = [
    f"{version}/{step}"
    for version in VERSIONS
    for part in (BEFORE, AFTER, THROTTLED)
    for step in steps(version, *part)
]


@cache
def answers(version: str) -> Mapping[str, TestResponse]:
    """The sandbox's answers to all that was recorded of a version's API, on one workspace that is empty at first."""
    programme: JsonDict = json.loads((RECORDINGS / "anc-programme.json").read_text())
    sandbox = Sandbox(version)
    client = Client(sandbox, "ANC Staging")
    workspace = sandbox.workspace("ANC Staging")
    workspace.filling_seconds = inf  # nobody filled smart groups there
    found = {step: replayed(client, version, step) for step in steps(version, *BEFORE)}
    run(workspace, programme, same_site=False)
    found |= {step: replayed(client, version, step) for step in steps(version, *AFTER)}
    sandbox.throttle = Throttle(1)
    client.get("globals")
    full, over_full = steps(version, *THROTTLED)
    found[full] = replayed(client, version, full)
    sandbox.throttle.limit = 0  # lowered meanwhile: there were more calls than that
    return {**found, over_full: replayed(client, version, over_full)}


@pytest.mark.parametrize("step", STEPS)
def test_the_sandbox_answers_as_the_server_did(step: str) -> None:
    version, _, name = step.partition("/")

    check_replay(answers(version)[name], version, name)


def test_every_recording_of_the_api_is_replayed() -> None:
    assert [len([step for step in STEPS if step.startswith(version)]) for version in VERSIONS] == [27] * 3
