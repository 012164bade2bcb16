"""What `judge` says is what RapidPro's engine says, asked of the engine itself where it is built (`make engine`)."""

import random

import pytest

from flowops.engine.engine import Engine
from flowops.model.json import JsonObject
from flowops.rules.spec import RELEASES, Release, judge
from tests.rules.spec.mutations import mutated
from tests.rules.spec.rich import rich

# What engine/go.mod names: none that a RapidPro ships, but between those of 26.2 and 26.3
BUILT = Release("0.285.0", 285, (14, 4, 1), (14, 5, 0), (26, 2))
DAMAGED = 2000
AGREEMENT = 0.998


@pytest.fixture
def engine(flow_engine):
    with Engine(flow_engine) as running:
        yield running


def valid(flows: list[JsonObject]) -> list[JsonObject]:
    """The programme, and flows with everything in them, as each release has it that the engine reads."""
    readable = [release for release in RELEASES if release.spec <= BUILT.spec] + [BUILT]
    return flows + [rich(release, kind) for release in readable for kind in ("messaging", "voice")]


def test_the_engine_that_is_asked_is_the_one_that_is_judged_for(engine):
    assert engine.version() == (f"v{BUILT.engine}", BUILT.spec_version)


def test_there_is_no_false_alarm_on_a_valid_flow(engine, programme):
    for flow in valid(programme["flows"]):
        assert engine.validate(flow) is None
        assert judge(flow, BUILT) == []


def test_a_damaged_flow_is_refused_where_the_engine_refuses_it(engine, programme, record_property):
    chance, flows = random.Random(20), valid(programme["flows"])
    differing = []
    for _ in range(DAMAGED):
        flow = mutated(chance.choice(flows), chance)
        refused = engine.validate(flow)  # a crash is a refusal, too
        if bool(judge(flow, BUILT)) != bool(refused):
            differing.append((refused, judge(flow, BUILT)))
    agreement = 1 - len(differing) / DAMAGED
    record_property("agreement", f"{agreement:.2%} of {DAMAGED} with goflow {BUILT.engine}")
    assert agreement >= AGREEMENT, differing
