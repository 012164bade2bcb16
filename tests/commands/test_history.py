"""`flowops history`, as a user runs it."""

import shutil

import pytest

from tests.conftest import git
from tests.ledgers import BEFORE, RECEIPT, deploy, ended, ledger, receipt, share


@pytest.fixture(autouse=True)
def production(repository):
    """An environment whose file is not even valid: what was deployed is history."""
    (repository / "environments" / "production.yaml").write_text("hots: nowhere\n")


def test_an_environment_that_was_never_deployed_says_so(flowops):
    ran = flowops("history", "production")
    assert (ran.code, ran.out, ran.err) == (0, "production: never deployed with flowops\n", "")

    assert flowops("history", "production", "--format", "json").json["deploys"] == []


def test_deploys_come_newest_first(flowops, repository):
    deploy(ledger(repository), 1)
    deploy(ledger(repository), 2, "failed")

    ran = flowops("history", "production", "--format", "json")
    text = flowops("history", "production").out.splitlines()

    assert [(found["id"], found["status"]) for found in ran.json["deploys"]] == [
        (receipt(2).id, "failed"),
        (receipt(1).id, "verified"),
    ]
    assert [row.split()[2] for row in text[1:3]] == [receipt(2).id, receipt(1).id]
    assert text[-1].startswith("production: 2 deploys")


def test_what_others_have_pushed_is_fetched_unless_offline(flowops, repository, tmp_path):
    git(tmp_path, "clone", "--quiet", share(repository).as_uri(), "other")
    deploy(ledger(tmp_path / "other"), push=True)

    offline = flowops("history", "production", "--offline", "--format", "json")
    online = flowops("history", "production", "--format", "json")

    assert offline.json["deploys"] == []
    assert [found["id"] for found in online.json["deploys"]] == [receipt(1).id]


def test_without_origin_it_shows_what_is_here_and_warns(flowops, repository):
    deploy(ledger(repository))
    shutil.rmtree(share(repository))

    ran = flowops("history", "production", "--format", "json")

    assert ran.code == 0
    assert [found["id"] for found in ran.json["deploys"]] == [receipt(1).id]
    assert ran.err.startswith("warning: only what this clone knows is shown: origin cannot be reached")


def test_one_that_was_killed_is_pointed_out(flowops, repository):
    ledger(repository).open(RECEIPT, BEFORE)

    assert f"{RECEIPT.id} has not ended" in flowops("history", "production").out


def test_an_unknown_environment_is_a_usage_error(flowops):
    ran = flowops("history", "prodution")

    assert ran.code == 64
    assert "Did you mean production?" in ran.err


def test_a_branch_of_somebody_else_fails_with_a_way_out(flowops, repository):
    git(repository, "branch", "flowops/production")

    ran = flowops("history", "production")

    assert ran.code == 1
    assert "the branch flowops/production holds what flowops did not write" in ran.err


def test_nothing_is_written_but_what_origin_had(flowops, repository):
    deploy(ledger(repository))
    before = git(repository, "for-each-ref"), git(repository, "status", "--porcelain")

    assert flowops("history", "production").code == 0
    assert (git(repository, "for-each-ref"), git(repository, "status", "--porcelain")) == before
    assert ledger(repository).receipts() == [ended(receipt(1))]
