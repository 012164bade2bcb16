"""After a deploy that saved flows and set globals only, the workspace is read again in few requests, and nothing less is noticed."""

import copy
from collections import deque
from typing import Any

import pytest

from flowops.commands.console import Console
from flowops.commands.preparing import prepare
from flowops.ledger.ledger import Ledger
from flowops.repository import layout

from .conftest import KEYS, SPECS, definition_of, node, reference, release, uid
from .test_others import MINE

# Besides the look before it: signing in, the form that tells the release, the save, and the look after it
MORE = {"7.4": 14, "8.0": 14, "9.0": 13, "10.0": 13, "26.2": 11}
ALL = "dependencies=all"


@pytest.fixture
def ahead(world):
    """Git is ahead of production by the text of one flow."""

    def make(dialect="26.2", **more):
        made = world(dialect, ahead=False)
        assert made.deploy().status == "verified"
        export = release(1, SPECS[dialect])
        export["flows"][1]["nodes"] = [node("remind", "Remember this", **more)]
        made.write(export, KEYS[1])
        made.sandbox.log.clear()
        return made

    return make


def full_reads(made):
    """How often the whole workspace was read."""
    return sum(path.endswith(ALL) for _, path in made.log())


@pytest.mark.parametrize("dialect", list(SPECS))
def test_one_flow_takes_few_requests_more_than_a_look(dialect, ahead):
    made = ahead(dialect)
    made.plan()
    look = len(made.sandbox.log)
    made.sandbox.log.clear()

    done = made.deploy()

    assert done.status == "verified"
    assert done.requests == len(made.sandbox.log) == look + MORE[dialect]
    assert made.plan().writes == ()


@pytest.mark.parametrize("kind", ["status:502", "reset", "truncate", "hang"])
@pytest.mark.parametrize("path", ["/api/v2/flows.json", "/api/v2/definitions.json"])
def test_a_look_that_fails_once_is_repeated(path, kind, ahead):
    made = ahead()
    made.fault(kind, skip=1, path=path)

    assert made.deploy().status == "verified"

    assert made.plan().writes == ()


def rename(made):
    made.flow("Ask").definition["name"] = "Ask more"
    made.production.changed()


def edit(name):
    def change(made):
        definition = copy.deepcopy(definition_of(made, name))
        definition["nodes"][0]["actions"][0]["text"] = MINE
        made.production.save_flow(definition)

    return change


def remove(made):
    del made.production.flows[made.flow("Ask").uuid]
    made.production.changed()


class Last(deque[Any]):
    """A log of requests that does something once the session has ended: all is written, nothing is read again yet."""

    def __init__(self, change):
        super().__init__(maxlen=1000)
        self.change = change

    def append(self, entry):
        super().append(entry)
        if "logout" in entry.path:
            self.change()


@pytest.mark.parametrize(
    ("change", "status", "reads"),
    [
        (rename, "verified", 2),  # which no deploy takes back: it is for a person to do
        (edit("Ask"), "unverified", 2),
        (edit("Remind"), "unverified", 1),
        (remove, "unverified", 2),
    ],
)
def test_what_a_colleague_does_to_any_flow_until_the_last_look_is_noticed(change, status, reads, ahead):
    made = ahead()
    made.sandbox.log = Last(lambda: change(made))

    done = made.deploy()

    assert (done.status, full_reads(made)) == (status, reads)


def test_a_flow_that_a_colleague_makes_meanwhile_is_recorded(ahead):
    made = ahead()
    another = release(2) | {"flows": release(2)["flows"][3:], "triggers": [], "campaigns": []}
    made.sandbox.log = Last(lambda: made.sandbox.load("Production", another))

    assert made.deploy().status == "verified"

    assert full_reads(made) == 2
    assert "flows/help.json" in recorded(made)


@pytest.mark.parametrize(
    "action",
    [
        {"type": "add_input_labels", "uuid": uid("labelling"), "labels": [reference("Urgent")]},
        {"type": "add_contact_groups", "uuid": uid("grouping"), "groups": [reference("Mothers")]},
    ],
)
def test_a_flow_that_leans_on_something_else_than_before_is_read_with_it(action, ahead):
    made = ahead(actions=[action])

    assert made.deploy().status == "verified"

    assert full_reads(made) == 2
    assert made.plan().writes == ()


def test_globals_are_listed_again_where_they_were_set(ahead):
    made = ahead()
    export = release(1)
    export["flows"][1]["nodes"] = [node("remind", "Remember @globals.programme")]
    made.write(export, KEYS[1])
    made.production.set_global("programme", "of a colleague", "Programme")
    made.sandbox.log.clear()

    assert made.deploy().status == "verified"

    assert full_reads(made) == 1
    assert [path for _, path in made.log()][-3:-1] == ["/api/v2/flows.json", "/api/v2/globals.json"]
    assert made.plan().writes == ()


@pytest.mark.parametrize("dialect", list(SPECS))
def test_what_is_recorded_is_what_a_full_reading_finds(dialect, ahead):
    made = ahead(dialect)

    made.deploy()

    assert full_reads(made) == 1
    there = prepare(Console(made.root, -1), "production").look().target.export
    assert recorded(made) == layout.files(there)


def recorded(made):
    """The objects that the last deploy left."""
    last = Ledger.at(made.root, "production", print).last_deployed()
    assert last
    return {path: data for path, data in last[1].items() if layout.managed(path)}
