"""The JSON Schemas that editors use say what the engine says of a single element."""

import json
import random
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from flowops.rules.spec import RELEASES, judge
from flowops.rules.spec.element import folded
from flowops.rules.spec.schema import schema, schemas
from tests.rules.spec.mutations import VALUES, holders, mutated
from tests.rules.spec.rich import rich
from tests.rules.spec.schemas import files

FLOWS = Path(__file__).parents[3] / "flows"
# What a schema cannot say: what holds between elements, lists of words too long for it, other cases of keys, bytes
BETWEEN = {f"SPEC{number:03}" for number in (3, 8, 18, 19, 20, 21, 22, 23, 25, 26, 27, 30, 35, 36, 37)}
EVERY = pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)


def test_the_files_are_up_to_date():
    for path, text in files().items():
        assert path.read_text() == text, "run make docs"
    assert set(files()) == set((Path(next(iter(files()))).parent).glob("flow-*"))


@pytest.mark.parametrize("spec", schemas())
def test_a_file_is_a_schema(spec):
    Draft202012Validator.check_schema(schemas()[spec])


@EVERY
@pytest.mark.parametrize("kind", ["messaging", "voice"])
def test_a_valid_flow_follows_its_schema(release, kind):
    Draft202012Validator(schema(release)).validate(rich(release, kind))


def test_the_flows_of_the_programme_follow_the_schema_of_their_version():
    found = {spec: Draft202012Validator(it) for spec, it in schemas().items()}
    flows = [json.loads(path.read_bytes()) for path in FLOWS.glob("*.json")]
    for flow in flows:
        if isinstance(flow, dict) and "nodes" in flow:
            found[flow["spec_version"]].validate(flow)


@EVERY
def test_a_damaged_flow_breaks_its_schema_where_the_engine_refuses_an_element(release):
    validator, chance = Draft202012Validator(schema(release)), random.Random(release.minor)
    looked_at = 0
    for _ in range(25):
        flow = mutated(rich(release), chance)
        if flow.get("spec_version") != release.spec_version or _odd(flow, release):
            continue
        looked_at += 1
        refused = [refusal.rule for refusal in judge(flow, release)]
        follows = validator.is_valid(flow)
        if follows:
            assert set(refused) <= BETWEEN
        else:
            assert refused
    assert looked_at > 10


def _odd(flow, release) -> bool:
    """Is there a key in another case, or a language that only a list could tell?"""
    usual = _keys(rich(release, "voice")) | _keys(rich(release))
    odd = any(folded(key) in usual and key not in usual for key in _keys(flow))
    unlisted = [value for value in VALUES if isinstance(value, str) and len(value) == 3]
    texts = flow.get("localization")
    return odd or flow.get("language") in unlisted or any(key in unlisted for key in texts or ())


def _keys(flow) -> set[str]:
    return {key for _, key in holders(flow) if isinstance(key, str)}
