"""What the flow engine says about definitions, and what happens when the program does not answer."""

import subprocess
from typing import Any

import pytest

from flowops.engine.engine import Engine
from flowops.errors import EngineError, EngineRefused
from flowops.parse import parse

NODE, EXIT, ACTION = (f"0000000{n}-0000-4000-8000-000000000000" for n in (1, 2, 3))
TEMPLATE = {"uuid": "00000004-0000-4000-8000-000000000000", "name": "visit"}


def flow(spec: str = "14.4.1", **more: Any) -> dict[str, Any]:
    said = {
        "uuid": ACTION,
        "type": "send_msg",
        "text": "Hi @globals.clinic",
        "templating": {"template": TEMPLATE, "variables": ["@contact"]},
    }
    return {
        "uuid": "00000000-0000-4000-8000-000000000000",
        "name": "Visit",
        "spec_version": spec,
        "language": "eng",
        "type": "messaging",
        "nodes": [{"uuid": NODE, "actions": [said], "exits": [{"uuid": EXIT}]}],
        **more,
    }


def crashing() -> dict[str, Any]:
    """The engine of RapidPro crashes over a case that is null."""
    category = {"uuid": ACTION, "name": "All", "exit_uuid": EXIT}
    router = {"type": "switch", "operand": "@input", "cases": [None], "categories": [category]}
    return flow(nodes=[{"uuid": NODE, "router": router, "exits": [{"uuid": EXIT}]}])


@pytest.fixture
def engine(flow_engine):
    with Engine(flow_engine) as it:
        yield it


@pytest.fixture
def program(tmp_path):
    """A program that does what a shell script says, and gets a fifth of a second for an answer."""

    def make(script: str) -> Engine:
        path = tmp_path / "flowops-engine"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return Engine(str(path), limit=0.2)

    return make


def test_it_says_what_it_is(engine):
    goflow, spec = engine.version()

    assert goflow.startswith("v0.")
    assert spec.startswith("14.")


def test_what_it_runs_is_valid_and_what_it_refuses_is_refused_in_its_own_words(engine):
    assert engine.validate(flow()) is None
    assert engine.validate(flow("13.0.0")) is None
    assert "spec version 99.0.0 is newer than this library" in engine.validate(flow("99.0.0"))
    assert "field 'name' is required" in engine.validate(flow(name=""))


def test_a_definition_that_crashes_it_is_refused_and_the_next_one_is_not(engine):
    assert engine.validate(crashing()).startswith("the engine crashed: ")
    assert engine.validate(flow()) is None


def test_an_inspection_tells_dependencies_and_results(engine):
    info = engine.inspect(flow("13.1.0"))

    assert {it["type"] for it in info["dependencies"]} == {"template", "global"}
    with pytest.raises(EngineRefused, match="the flow engine refuses: unable to read"):
        engine.inspect({})


@pytest.mark.parametrize("to", ["13.1.0", "13.4.0", "13.6.1", "14.4.1"])
def test_a_migration_ends_at_the_spec_asked_for_and_is_the_same_each_time(engine, flow_engine, to):
    migrated = engine.migrate(flow("13.0.0", _x=[1.5, None]), to)

    assert (migrated["spec_version"], migrated["_x"]) == (to, [1.5, None])
    with Engine(flow_engine) as another:
        assert another.migrate(flow("13.0.0", _x=[1.5, None]), to) == migrated


@pytest.mark.parametrize("to", ["13.0.0", "99.0.0", "soon"])
def test_it_migrates_neither_down_nor_beyond_what_it_knows(engine, to):
    with pytest.raises(EngineRefused, match=to):
        engine.migrate(flow("13.1.0"), to)


def test_large_and_strange_definitions_go_there_and_back(engine):
    strange = flow("13.0.0", _ui={"text": "a\nb\u2028<&>\U0001f600\x00" * 100_000})

    assert engine.migrate(strange, "14.4.1")["_ui"] == strange["_ui"]


def test_after_it_ended_no_process_is_left(flow_engine):
    with Engine(flow_engine) as engine:
        engine.version()
        process = engine._process
        assert process
        assert process.poll() is None

    assert process.returncode == 0
    engine.close()  # once more does no harm


def test_one_that_was_killed_is_started_again_by_the_next_question(engine):
    engine.version()
    engine._process.kill()
    engine._process.wait()

    assert engine.validate(flow()) is None


WRONG = {
    "exit 1": "flowops-engine ended unexpectedly",
    "echo fatal error: stack overflow >&2; exit 2": "unexpectedly: fatal error: stack overflow",
    """read line; printf '{"id":'""": "flowops-engine ended unexpectedly",
    "exec sleep 60": "flowops-engine did not answer within 0.2 seconds",
    "read line; echo hello; exec sleep 60": "flowops-engine did not answer what it was asked",
    "read line; echo '[]'; exec sleep 60": "flowops-engine did not answer what it was asked",
    """read line; echo '{"id":7,"ok":true}'; exec sleep 60""": "did not answer what it was asked",
    """read line; echo '{"id":1,"error":"not a request: fly"}'""": "did not understand: not a request: fly",
    """read line; echo '{"id":1,"ok":true}'""": "flowops-engine answered without 'flow'",
}


@pytest.mark.parametrize(("script", "said"), WRONG.items(), ids=WRONG.values())
def test_a_program_that_does_not_answer_as_it_should_is_an_error_that_says_so(program, script, said):
    with program(script) as broken, pytest.raises(EngineError, match=said) as raised:
        broken.migrate(flow(), "14.4.1")

    assert "make engine" in raised.value.way_out


def test_a_program_that_does_not_read_is_not_waited_for_either(program):
    with program("exec sleep 60") as broken, pytest.raises(EngineError, match="did not answer within"):
        broken.validate(flow(_ui="x" * 10_000_000))


def test_one_that_ignores_the_end_of_its_input_is_ended(program, monkeypatch):
    monkeypatch.setattr("flowops.engine.engine._GRACE", 0.1)
    answers = """read line; echo '{"id":1,"ok":true,"goflow":"v0","spec":"1"}'; exec sleep 60"""

    with program(answers) as stubborn:
        assert stubborn.version() == ("v0", "1")
        process = stubborn._process

    assert process
    assert process.returncode == -9


def test_what_cannot_be_started_is_an_error_too(tmp_path):
    path = tmp_path / "flowops-engine"
    path.write_bytes(b"no program")
    path.chmod(0o755)

    with (
        Engine(str(path)) as broken,
        pytest.raises(EngineError, match="cannot be started: Exec format error"),
    ):
        broken.version()


def test_the_program_answers_lines_until_its_input_ends_and_takes_no_other_arguments(flow_engine):
    asked = b'{"id":"a","do":"version"}\n\n{"id":"b","do":"fly"}'
    done = subprocess.run([flow_engine], input=asked, capture_output=True, check=True)
    answers: list[Any] = [parse(line, "answer") for line in done.stdout.splitlines()]
    told = subprocess.run([flow_engine, "--version"], capture_output=True, check=True)
    refused = subprocess.run([flow_engine, "--help"], capture_output=True, check=False)

    assert [(it["id"], it.get("ok", False)) for it in answers] == [("a", True), ("b", False)]
    assert told.stdout.startswith(b"flowops-engine: goflow v0.")
    assert (refused.returncode, refused.stdout) == (64, b"")
