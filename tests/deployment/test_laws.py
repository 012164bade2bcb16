"""What holds after every deploy."""

import pytest

from flowops import canon
from flowops.model.export import Document, Export
from flowops.model.kind import FLOW

from .conftest import KEYS, SPECS, definition_of, node, release, uid

DIALECTS = list(SPECS)


def plain(definition):
    return canon.normalize(Export((Document(FLOW, definition),))).documents[0].body


@pytest.mark.parametrize("dialect", DIALECTS)
def test_after_a_deploy_a_second_plan_is_empty(dialect, world):
    made = world(dialect)

    assert made.deploy().status == "verified"

    assert made.plan().writes == ()
    assert made.deploy().status == "nothing-to-do"
    assert made.names() == ["Ask", "Help", "Register", "Remind"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_first_deploy_fills_an_empty_workspace(dialect, world):
    made = world(dialect, empty=True)

    assert made.deploy().status == "verified"
    assert made.plan().writes == ()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nobody_whose_node_is_still_in_git_is_stranded(dialect, world):
    made = world(dialect)
    made.wait()
    before = made.node_of("Ask")

    made.deploy()

    assert made.node_of("Ask") == before
    assert made.stranded() == 0


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_rollback_restores_every_object_that_was_there(dialect, world):
    made = world(dialect)
    before = {name: plain(definition_of(made, name)) for name in ("Ask", "Remind")}
    done = made.deploy()

    back = made.deploy(towards=done.id)

    assert back.status == "verified"
    assert {name: plain(definition_of(made, name)) for name in ("Ask", "Remind")} == before
    (campaign,) = made.production.campaigns.values()
    assert len(campaign.events) == 1


def test_a_node_that_goes_strands_who_waits_there_and_the_guard_says_so(world):
    made = world(ahead=False)
    made.wait()
    export = release(1)
    export["flows"][0]["nodes"] = [node("other", "Something else")]
    made.write(export, KEYS[1])

    plan = made.plan()

    assert [(it.name, it.waiting, it.stranded) for it in plan.writes if it.kind == "flow"] == [("Ask", 7, 7)]
    with pytest.raises(Exception, match="stranded-contacts"):
        made.deploy()
    assert made.deploy("stranded-contacts", "too-many-changes").status == "verified"
    assert made.stranded() == 7


def test_an_older_specification_goes_by_import_keeps_its_nodes_and_is_settled(world):
    made = world()
    made.wait()
    export = release(2, "13.2.0")
    made.write(export, KEYS[2])

    assert {it.transport for it in made.plan().writes if it.kind == "flow"} == {"import"}
    assert made.deploy().status == "verified"
    assert made.stranded() == 0
    assert made.node_of("Ask") == uid("ask node")
    assert made.plan().writes == ()


def test_by_import_alone_the_price_is_told_and_paid(world):
    made = world()
    made.wait()

    with pytest.raises(Exception, match="stranded-contacts"):
        made.deploy(import_only=True)
    assert made.deploy("stranded-contacts", import_only=True).status == "verified"
    assert made.stranded() == 7
