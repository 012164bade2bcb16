"""Each rule complains about its bad example, from the release on that it names, and about nothing else."""

import pytest

from flowops.model.json import JsonObject
from flowops.rules.spec import NEWEST, RELEASES, SPEC_RULES, Release, judge, release_of
from flowops.rules.spec.sample import SAMPLE

ALL = pytest.mark.parametrize("rule", SPEC_RULES.values(), ids=SPEC_RULES)


def at(flow: JsonObject, release: Release) -> JsonObject:
    """The flow at the spec of that release, unless it has another one on purpose."""
    return {**flow, "spec_version": release.spec_version} if flow["spec_version"] == "13.1.0" else flow


@ALL
def test_a_bad_example_is_refused_for_that_reason_alone_since_the_release_that_is_named(rule):
    since = release_of(rule.since)
    for release in RELEASES:
        found = {refusal.rule for refusal in judge(at(rule.bad, release), release)}
        assert found == ({rule.id} if release.minor >= since.minor else set()), release


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)
def test_the_good_example_is_accepted_by_every_release(release):
    assert judge(SAMPLE, release) == []
    assert judge(at(SAMPLE, release), release) == []


@ALL
def test_a_refusal_leads_to_where_the_example_is_damaged(rule):
    (refusal, *_) = judge(at(rule.bad, NEWEST), NEWEST)
    damaged = [steps for steps, _ in rule.damages]
    assert any(
        steps[: len(refusal.steps)] == refusal.steps or refusal.steps[: len(steps)] == steps
        for steps in damaged
    )


@ALL
def test_a_rule_is_told_in_sentences(rule):
    assert not rule.title.endswith(".")
    assert rule.title[0].islower()
    assert rule.why.endswith((".", "..."))
    assert rule.advice.endswith(".")


def test_there_are_forty_rules_in_a_row():
    assert list(SPEC_RULES) == [f"SPEC{number:03}" for number in range(1, 41)]
