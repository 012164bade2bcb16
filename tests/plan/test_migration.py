"""Which definitions are migrated before they are planned for, and what is known of it afterwards."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.errors import EngineError, EngineRefused
from flowops.model.export import version_key
from flowops.plan.desired import desire
from flowops.plan.migration import Migrated, migrated, older
from tests.plan.test_binding import U, flow, git, says
from tests.plan.workbench import environment, target

SPECS = ["13.0.0", "13.1.0", "13.2.0", "13.6.1", "14.4.1", "14.4.2"]


def engine(body, to):
    """What every migration has in common."""
    return {**body, "_was": body["spec_version"], "spec_version": to}


def refusing(body, to):
    raise EngineRefused(f"no way to {to}")


def failing(body, to):
    raise EngineError("it ended", "Build it again")


@given(st.lists(st.sampled_from(SPECS), max_size=4), st.sampled_from(SPECS))
def test_what_is_older_is_migrated_to_exactly_the_spec_asked_for_and_nothing_else_is_touched(ours, theirs):
    export = git(*(flow(U("f", n), f"Flow {n}", says(), spec_version=spec) for n, spec in enumerate(ours)))

    found = migrated(export, environment(), theirs, engine)

    for before, after in zip(export.documents, found.export.documents, strict=True):
        spec = str(before.body.get("spec_version"))
        if version_key(spec) < version_key(theirs):
            assert after.body == {**before.body, "_was": spec, "spec_version": theirs}
            assert found.was[before.identity] == spec
        else:
            assert after is before
            assert before.identity not in found.was
    assert migrated(found.export, environment(), theirs, failing) == Migrated(found.export)


def test_what_the_environment_leaves_out_is_nobodys_business():
    export = git(flow(U("f", 1), "Scratch", says(), spec_version="13.0.0"))

    assert not list(older(export, environment(exclude=("Scr*",)), "14.4.1"))
    assert list(older(export, environment(), "14.4.1"))
    assert not list(older(export, environment(), None))  # a workspace without flows does not tell


def test_what_the_engine_refuses_stays_as_it_is_and_the_reason_is_known():
    export = git(flow(U("f", 1), "Registration", says(), spec_version="13.0.0"))

    assert migrated(export, environment(), "13.2.0", refusing) == Migrated(
        export, {}, {U("f", 1): "no way to 13.2.0"}
    )


def test_an_engine_that_fails_names_the_flow():
    export = git(flow(U("f", 1), "Registration", says(), spec_version="13.0.0"))

    with pytest.raises(EngineError, match="flow 'Registration': it ended"):
        migrated(export, environment(), "13.2.0", failing)


def test_what_was_migrated_is_told_of_the_flow_in_the_workspace():
    there = replace(target({"flow": [flow(U("b", 1), "Registration")]}), spec_version="13.2.0")
    ours = [flow(U("f", 1), "Registration", says(), spec_version="13.0.0"), flow(U("f", 2), "New", says())]
    found = Migrated(git(*ours), {U("f", 1): "13.0.0"}, {U("f", 2): "no way"})

    _, desired = desire(found.export, there, environment())

    assert desired.after(found).migrated == {U("b", 1): "13.0.0"}
    assert desired.after(found).stays == {U("f", 2): "no way"}
