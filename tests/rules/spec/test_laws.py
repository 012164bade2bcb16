"""Laws of the verdict, over damaged flows and over any JSON whatsoever."""

import copy
import json
import random
import uuid
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowops.model.json import Json
from flowops.rules.spec import NEWEST, RELEASES, judge
from flowops.rules.spec.judging import careful
from flowops.rules.spec.plain import plainly_fine
from tests.rules.spec.mutations import mutated
from tests.rules.spec.rich import rich

EVERY = pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
keys = st.sampled_from(
    [
        "uuid",
        "name",
        "spec_version",
        "type",
        "nodes",
        "actions",
        "router",
        "exits",
        "localization",
        "_ui",
        "Nodes",
    ]
) | st.text(max_size=3)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4)
)


@EVERY
@pytest.mark.parametrize("kind", ["messaging", "voice"])
def test_a_valid_flow_is_plainly_fine_at_its_own_release(release, kind):
    flow = rich(release, kind)
    assert careful(flow, release) == []
    assert plainly_fine(flow, release)


@EVERY
def test_a_flow_of_an_older_release_is_accepted_by_every_newer_one(release):
    for older in RELEASES:
        if older.minor <= release.minor:
            assert judge(rich(older), release) == [], older


FLOWS = Path(__file__).parents[3] / "flows"


@EVERY
def test_the_programme_is_accepted_by_every_release(release, programme):
    stored = [json.loads(path.read_bytes()) for path in sorted(FLOWS.glob("*.json"))]
    flows = [*programme["flows"], *(flow for flow in stored if isinstance(flow, dict) and "nodes" in flow)]
    assert len(flows) > 20
    assert [refusal for flow in flows for refusal in judge(flow, release)] == []


@given(st.integers(0, 2**32), st.sampled_from(RELEASES), st.sampled_from(RELEASES))
@settings(max_examples=150, deadline=None)
def test_what_is_plainly_fine_is_fine_when_looked_at_carefully(seed, release, older):
    flow = mutated(rich(older), random.Random(seed))
    if plainly_fine(flow, release):
        assert careful(flow, release) == []


@given(anything, st.sampled_from(RELEASES))
@settings(max_examples=200, deadline=None)
def test_any_json_gets_a_verdict(value, release):
    for refusal in judge(value, release):
        assert refusal.message


@given(st.integers(0, 2**32), anything)
@settings(max_examples=100, deadline=None)
def test_a_flow_with_anything_anywhere_gets_a_verdict(seed, value):
    chance = random.Random(seed)
    flow = mutated(rich(chance.choice(RELEASES)), chance)
    place: Json = flow
    while isinstance(place, dict | list) and place:
        key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
        if chance.random() < 0.3:
            place[key] = copy.deepcopy(value)  # type: ignore[index, call-overload]
        place = place[key]  # type: ignore[index, call-overload]
    judge(flow, chance.choice(RELEASES))


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_every_refusal_leads_to_a_place_in_the_flow_as_it_was_given(seed):
    chance = random.Random(seed)
    flow = mutated(rich(chance.choice(RELEASES)), chance)
    for refusal in judge(flow, chance.choice(RELEASES)):
        place: Json = flow
        for step in refusal.steps:
            assert isinstance(place, dict | list)
            place = place[step]  # type: ignore[index]


@given(st.integers(0, 2**32), st.sampled_from(RELEASES))
@settings(max_examples=30, deadline=None)
def test_a_flow_with_other_uuids_gets_the_same_verdict(seed, release):
    chance = random.Random(seed)
    flow = mutated(rich(release), chance)
    text = json.dumps(flow)
    new = {}
    for old in {str(uuid_) for uuid_ in _uuids(rich(release))}:
        new[old] = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        text = text.replace(old, new[old])
    found = [refusal.rule for refusal in judge(json.loads(text), release)]
    assert found == [refusal.rule for refusal in judge(flow, release)]


def _uuids(value: Json) -> set[str]:
    if isinstance(value, dict):
        own = {item for key, item in value.items() if key.endswith("uuid") and isinstance(item, str)}
        return own | {found for item in value.values() for found in _uuids(item)}
    return {found for item in value for found in _uuids(item)} if isinstance(value, list) else set()


@EVERY
@pytest.mark.parametrize("empty", [[], "", 0, False, 0.0], ids=repr)
def test_nothing_that_is_empty_in_another_way_passes_for_an_object(release, empty):
    flow = rich(release)
    for key in ("localization", "nodes"):
        broken = {**flow, key: empty}
        assert (key, empty) == ("nodes", []) or judge(broken, release)


def test_judging_leaves_the_flow_as_it_is():
    flow = rich(RELEASES[0])
    before = copy.deepcopy(flow)
    judge(flow, NEWEST)
    assert flow == before


def nested(depth: int) -> Json:
    value: Json = "end"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [nested(300), nested(5000), 10**5000, float("inf"), float("nan"), "\x00", "\ud800", "a" * 10**6],
    ids=["300 levels", "5000 levels", "5000 digits", "1e999", "NaN", "NUL", "half a character", "a million"],
)
@pytest.mark.parametrize(
    "key", ["name", "language", "revision", "localization", "nodes", "_ui", "spec_version"]
)
def test_hostile_values_get_a_verdict_anywhere(key, value):
    flow = rich(NEWEST)
    for release in RELEASES:
        judge({**flow, key: value}, release)
        judge({**flow, "localization": {"fra": {"x": {"text": value}}}}, release)
        nodes = copy.deepcopy(flow["nodes"])
        assert isinstance(nodes, list)
        assert isinstance(nodes[0], dict)
        nodes[0]["actions"] = [{"type": "transfer_airtime", "uuid": "", "amounts": {"USD": value}}, value]
        judge({**flow, "nodes": nodes}, release)
