"""Colleagues, other deploys and killed ones: what they did is never overwritten without a word."""

import copy
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from dataclasses import replace
from typing import Any

import pytest

from flowops.errors import Blocked, FlowopsError, Stale
from flowops.ledger.ledger import Ledger
from tests.conftest import git

from .conftest import CANARY, KEYS, definition_of, reference, release

MINE = "a colleague's text"
DEPLOY = "import sys; from flowops.cli import run; sys.exit(run(['-C', sys.argv[1], '-q', 'deploy', 'production', '--yes']))"


LOOKED = 11  # the requests of a deploy until it begins to write


class Meddling(deque[Any]):
    """A log of requests that does something once, after a number of them."""

    def __init__(self, number, change):
        super().__init__(maxlen=1000)
        self.number, self.change = number, change

    def append(self, entry):
        super().append(entry)
        if len(self) == self.number:
            self.change()


def meddle_at(made, number, change):
    """Do something in the workspace right after request `number` of what comes."""
    made.sandbox.log = Meddling(number + 1, change)


def edit_ask(made):
    def change():
        definition = copy.deepcopy(definition_of(made, "Ask"))
        definition["nodes"][0]["actions"][0]["text"] = MINE
        made.production.save_flow(definition)

    return change


@pytest.mark.parametrize("number", range(0, 50, 3))
def test_an_edit_of_a_colleague_survives_or_the_deploy_says_so(number, world):
    made = world()
    meddle_at(made, number, edit_ask(made))

    try:
        status = made.deploy().status
    except FlowopsError as error:
        status = type(error).__name__

    text = definition_of(made, "Ask")["nodes"][0]["actions"][0]["text"]
    planned = number < 12  # before the deploy had read the flow: the edit was planned for, and guards saw it
    assert text == MINE or planned or status in ("Stale", "unverified", "failed"), (number, status, text)
    if text != MINE and not planned:
        assert status != "verified"


def test_a_global_that_a_colleague_sets_meanwhile_is_not_overwritten(world):
    made = world()

    def set_it():
        made.production.globals["programme"].value = "theirs"

    meddle_at(made, LOOKED, set_it)

    with pytest.raises(Stale, match="programme"):
        made.deploy()


def rename_campaign(made):
    campaign(made).name = "Motherhood"


def move_campaign(made):
    made.sandbox.load("Production", {"version": "13", "groups": [{**reference("Fathers"), "query": None}]})
    (group,) = [it.uuid for it in made.production.groups.values() if it.name == "Fathers"]
    campaign(made).group = group


def move_event(made):
    (event,) = campaign(made).events
    campaign(made).events[0] = replace(event, offset=-9)


def campaign(made):
    (found,) = made.production.campaigns.values()
    made.production.changed()
    return found


@pytest.mark.parametrize("change", [rename_campaign, move_campaign, move_event])
def test_a_campaign_that_a_colleague_changes_meanwhile_is_not_overwritten(change, world):
    made = world()
    meddle_at(made, LOOKED, lambda: change(made))

    with pytest.raises(Stale, match="Pregnancy"):
        made.deploy()

    after = campaign(made)
    assert len(after.events) == 1
    assert (after.name, after.events[0].offset, len(made.production.groups)) != ("Pregnancy", -7, 2)


def test_a_field_that_a_colleague_makes_meanwhile_stays_as_it_is(world):
    made = world()
    theirs = {"key": "village", "name": "Village", "type": "number"}
    meddle_at(made, LOOKED, lambda: made.sandbox.load("Production", {"version": "13", "fields": [theirs]}))

    done = made.deploy()

    assert done.status == "failed"
    assert any("village" in problem.lower() for problem in done.problems), done.problems
    assert made.production.fields["village"].value_type == "number"
    assert [it.summary for it in made.plan().actions if it.kind == "field"] != []


def test_a_deploy_that_was_killed_is_told_and_the_next_one_completes(world, tmp_path):
    made = world()
    made.fault("hang", path="/flow/revisions/*", method="POST")
    killed = subprocess.Popen([sys.executable, "-c", DEPLOY, str(made.root)])
    deadline = time.monotonic() + 30
    while (
        not any(path.startswith("/orgimport/read") for _, path in made.log()) and time.monotonic() < deadline
    ):
        time.sleep(0.05)
    time.sleep(0.5)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    made.sandbox.faults.clear()
    pending = Ledger.at(made.root, "production", lambda _: None).pending()
    assert pending

    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(made.root, elsewhere)
    shutil.rmtree(elsewhere / ".git" / "flowops")
    with pytest.raises(Blocked, match="open-deploy"):
        made.deploy(root=elsewhere)

    assert made.deploy().status == "verified"
    assert made.names() == ["Ask", "Help", "Register", "Remind"]
    receipts = Ledger.at(made.root, "production", lambda _: None).receipts()
    assert [it.status for it in receipts] == ["verified", "failed"]


def test_of_two_clones_that_deploy_at_once_one_wins(world, tmp_path):
    made = world()
    bare, other = tmp_path / "origin.git", tmp_path / "other"
    git(tmp_path, "clone", "--quiet", "--bare", str(made.root), str(bare))
    git(made.root, "remote", "add", "origin", str(bare))
    git(tmp_path, "clone", "--quiet", str(bare), str(other))

    both = [
        subprocess.Popen([sys.executable, "-c", DEPLOY, str(root)], stderr=subprocess.DEVNULL)
        for root in (made.root, other)
    ]
    codes = sorted(it.wait(60) for it in both)

    assert codes in (
        [0, 4],
        [0, 3],
        [0, 0],
    )  # 3: the other one is still open; the second 0: nothing was left to do
    ledger = Ledger.at(made.root, "production", lambda _: None)
    ledger.fetch()
    assert [it.status for it in ledger.receipts()] == ["verified"]
    assert made.plan().writes == ()


def test_no_secret_is_in_anything_that_is_left(world, capfd, tmp_path):
    made = world()
    made.deploy()
    made.write(release(1), KEYS[1])

    out = capfd.readouterr()
    everything = git(made.root, "log", "-p", "--all", "--text") + git(
        made.root, "cat-file", "--batch-all-objects", "--batch-check"
    )
    left = b"".join(
        path.read_bytes() for path in made.root.rglob("*") if path.is_file() and ".git" not in path.parts
    )
    for secret in (CANARY, made.production.token, os.environ["PRODUCTION_PASSWORD"]):
        assert secret not in out.out + out.err + everything
        assert secret.encode() not in left
