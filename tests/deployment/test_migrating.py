"""A definition of an older specification is saved in place where flowops-engine migrates it, and imported elsewhere."""

import copy
from typing import Any

import pytest

from flowops.commands.console import Console
from flowops.commands.preparing import prepare

from .conftest import KEYS, SPECS, World, definition_of, node, release, uid

OLD = "13.0.0"  # older than what any server of today writes
TEMPLATE: dict[str, Any] = {"uuid": uid("visit"), "name": "visit"}


def older(number: int = 2) -> dict[str, Any]:
    """A release in which there is something for nearly every migration to do."""
    export = release(number, OLD)
    said = export["flows"][0]["nodes"][0]["actions"][0]
    said |= {"all_urns": True, "text": f"{said['text']} @webhook.name @( 1+1 )"}
    calls = {
        "type": "call_webhook",
        "uuid": uid("calling"),
        "method": "GET",
        "url": "https://example.org/@webhook",
        "result_name": "Called",
    }
    export["flows"][0]["nodes"][1]["actions"].append(calls)
    return export


def flows(plan: Any) -> list[tuple[str, str, int, int]]:
    return [(it.name, it.transport, it.waiting, it.stranded) for it in plan.writes if it.kind == "flow"]


@pytest.mark.parametrize("dialect", SPECS)
def test_with_the_engine_nobody_is_stranded_and_a_second_plan_is_empty(dialect, world, flow_engine):
    made: World = world(dialect)
    made.wait()
    made.write(older(), KEYS[2])

    plan = made.plan()
    assert ("Ask", "in-place", 7, 0) in flows(plan)
    assert {name for name, transport, _, _ in flows(plan) if transport == "import"} == {
        "Help",
        "Register",
    }  # new
    assert made.deploy().status == "verified"

    assert made.stranded() == 0
    assert made.node_of("Ask") == uid("ask node")
    assert definition_of(made, "Ask")["spec_version"] == SPECS[dialect]
    assert made.plan().writes == ()
    assert made.deploy().status == "nothing-to-do"


@pytest.mark.parametrize("dialect", ["9.0", "26.2"])
def test_what_was_deployed_with_the_engine_is_not_deployed_again_by_those_who_have_none(
    dialect, world, flow_engine, monkeypatch
):
    made: World = world(dialect)
    made.write(older(), KEYS[2])
    made.deploy()

    monkeypatch.setenv("FLOWOPS_ENGINE", "")

    assert made.plan().writes == ()


@pytest.mark.parametrize("dialect", ["9.0", "26.2"])
def test_what_was_deployed_without_the_engine_is_not_deployed_again_by_those_who_have_it(
    dialect, world, monkeypatch, flow_engine
):
    made: World = world(dialect)
    made.write(older(), KEYS[2])
    monkeypatch.setenv("FLOWOPS_ENGINE", "")
    assert made.deploy().status == "verified"

    monkeypatch.setenv("FLOWOPS_ENGINE", flow_engine)

    assert made.plan().writes == ()


def test_without_the_engine_it_is_imported_and_the_plan_tells_the_price_and_the_way_round_it(world):
    made: World = world("9.0")
    made.wait()
    made.write(older(), KEYS[2])

    (ask,) = [it for it in made.plan().writes if it.name == "Ask"]

    assert (ask.transport, ask.waiting) == ("import", 7)
    assert "by import, which migrates it from specification 13.0.0 to the server's 13.2.0" in ask.summary
    assert "loses their place; with flowops-engine it would be saved in place: README" in ask.summary


def test_the_plan_says_what_was_migrated(world, flow_engine):
    made: World = world("9.0")
    made.write(older(), KEYS[2])

    (ask,) = [it for it in made.plan().writes if it.name == "Ask"]

    assert ask.summary.endswith("; migrated from specification 13.0.0")


def test_what_the_engine_cannot_migrate_is_imported_and_the_plan_says_why(world, flow_engine):
    made: World = world("26.2")
    export = older()
    export["flows"][0]["uuid"] = "nobody's"
    made.write(export, KEYS[2])

    (ask,) = [it for it in made.plan().writes if it.name == "Ask"]

    assert ask.transport == "import"
    assert "flowops-engine cannot migrate it: unable to read flow header: field 'uuid'" in ask.summary


def test_a_template_keeps_what_the_migration_made_up(world, flow_engine):
    """Spec 13.1 gives the template of a message a random UUID, which no later plan may take for an edit."""
    made: World = world("9.0")
    made.sandbox.assets("Production", {"templates": [TEMPLATE]})
    export = older()
    export["flows"][0]["nodes"][0]["actions"][0]["templating"] = {
        "template": TEMPLATE,
        "variables": ["@contact"],
    }
    made.write(export, KEYS[2])

    assert made.deploy().status == "verified"
    first = definition_of(made, "Ask")["nodes"][0]["actions"][0]["templating"]["uuid"]
    assert made.plan().writes == ()

    changed = copy.deepcopy(export)
    changed["flows"][0]["nodes"].append(node("more", "More"))
    made.write(changed, KEYS[2])
    assert made.deploy().status == "verified"
    assert definition_of(made, "Ask")["nodes"][0]["actions"][0]["templating"]["uuid"] == first


def test_a_broken_engine_stops_a_plan_before_anything_is_written(world, tmp_path, monkeypatch):
    program = tmp_path / "flowops-engine"
    program.write_text("#!/bin/sh\necho out of memory >&2\n")
    program.chmod(0o755)
    monkeypatch.setenv("FLOWOPS_ENGINE", str(program))
    made: World = world("26.2")
    made.write(older(), KEYS[2])
    before = len(made.log())

    with pytest.raises(Exception, match="flow 'Ask': flowops-engine ended unexpectedly: out of memory"):
        made.deploy()
    assert {method for method, _ in made.log()[before:]} == {"GET"}


def test_the_engine_is_not_started_where_nothing_is_older(world, tmp_path, monkeypatch):
    monkeypatch.setenv("FLOWOPS_ENGINE", str(tmp_path / "gone"))
    made: World = world("26.2")

    assert flows(made.plan())


def test_a_deploy_says_what_the_engine_did_to_those_who_want_to_know(world, flow_engine, capfd):
    made: World = world("26.2")
    made.write(older(), KEYS[2])

    prepare(Console(made.root, 1), "production").look()

    assert "flowops-engine migrated 4 flows to specification 14.4.1" in capfd.readouterr().err
