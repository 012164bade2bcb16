"""The ledger on several machines: what was pushed is found by all, and of those who race one wins."""

import shutil

import pytest

from flowops.errors import RepositoryError, Stale, Unreachable
from flowops.ledger.ledger import Ledger
from tests.conftest import git
from tests.ledger.test_ledger import RACER
from tests.ledgers import AFTER, BEFORE, RECEIPT, deploy, ended, ledger, race, receipt


def tip(root, branch="flowops/production"):
    return git(root, "rev-parse", "--verify", f"refs/heads/{branch}")


def fetched(root):
    found = ledger(root)
    found.fetch()
    return found


def test_what_was_pushed_is_known_to_every_clone(repository, origin, clone):
    done = deploy(ledger(repository), push=True)

    theirs = fetched(clone("other"))

    assert theirs.last_deployed() == (done, AFTER)
    assert tip(repository) == tip(origin)


@pytest.mark.parametrize(
    "options",
    [("--depth=1",), ("--depth=1", "--no-single-branch"), ("--single-branch",), ("--filter=blob:none",)],
    ids=" ".join,
)
def test_it_is_known_in_full_to_the_clone_of_a_workflow_and_goes_on_there(repository, origin, clone, options):
    git(origin, "config", "uploadpack.allowFilter", "true")
    first = deploy(ledger(repository), push=True)
    there = fetched(clone("runner", *options))

    second = deploy(there, 2, push=True)

    assert there.receipts() == [second, first]
    assert there.before(first.id) == BEFORE
    assert fetched(repository).receipts() == [second, first]


def test_a_checkout_of_one_commit_as_actions_make_it_can_record_deploys(repository, origin, tmp_path):
    runner = tmp_path / "runner"
    git(tmp_path, "init", "--quiet", str(runner))
    git(runner, "remote", "add", "origin", origin.as_uri())
    sha = tip(origin, "main")
    fetch = ("fetch", "--quiet", "--no-tags", "--depth=1", "origin", f"+{sha}:refs/remotes/origin/main")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(runner, *fetch)
    git(runner, "checkout", "--quiet", "--force", "-B", "main", "refs/remotes/origin/main")
    first = deploy(ledger(repository), push=True)

    second = deploy(fetched(runner), 2, push=True)

    assert fetched(repository).receipts() == [second, first]
    assert git(runner, "rev-list", "--count", "main") == "1"


def test_an_opening_counts_only_when_origin_has_it(repository, origin, clone):
    late = fetched(clone("other"))
    deploy(ledger(repository), push=True)

    with pytest.raises(Stale, match="in the meantime"):
        late.open(receipt(2), BEFORE, push=True)

    assert ledger(repository).receipts() == [ended(receipt(1))]
    assert late.receipts() == []
    assert git(late._git.folder, "branch", "--list", "flowops/*") == ""


def test_one_that_is_open_elsewhere_is_seen_here(repository, origin, clone):
    ledger(repository).open(RECEIPT, BEFORE, push=True)

    theirs = fetched(clone("other"))

    assert theirs.pending() == RECEIPT
    theirs.close(ended(RECEIPT, "failed"), BEFORE, push=True)
    assert fetched(repository).receipts() == [ended(RECEIPT, "failed")]


def test_clones_that_race_end_in_one_winner(repository, origin, clone):
    clones = [clone(name) for name in ("one", "two", "three")]

    codes = race(RACER, *((str(root), str(number), "push") for number, root in enumerate(clones)))

    assert codes == [0, 4, 4]
    (winner,) = fetched(repository).receipts()
    assert [fetched(root).receipts() for root in clones] == [[winner]] * 3


def test_without_origin_it_is_recorded_here_and_said(repository):
    said: list[str] = []
    ours = Ledger.at(repository, "production", said.append)
    ours.fetch()

    ours.open(RECEIPT, BEFORE, push=True)

    assert said == ["there is no remote origin: the branch flowops/production is on this machine only"]
    assert ours.pending() == RECEIPT


def test_an_origin_that_is_gone_stops_an_opening_unless_here_is_enough(repository, origin):
    said: list[str] = []
    ours = Ledger.at(repository, "production", said.append)
    shutil.move(origin, origin.with_name("away"))

    with pytest.raises(Unreachable, match="origin cannot be reached: fatal"):
        ours.open(RECEIPT, BEFORE, push=True)
    assert ledger(repository).receipts() == []

    ours.open(RECEIPT, BEFORE, push=True, local_is_enough=True)
    assert [text.rpartition("When")[2] for text in said] == [
        " it is back: git push origin flowops/production"
    ]
    with pytest.raises(Unreachable):
        ours.close(ended(RECEIPT), AFTER, push=True)
    assert ledger(repository).receipts() == [ended(RECEIPT)]

    shutil.move(origin.with_name("away"), origin)
    ours.push()
    assert tip(origin) == tip(repository)


def test_a_token_in_the_address_of_origin_is_not_told(repository):
    git(repository, "remote", "add", "origin", "https://user:canary@127.0.0.1:1/x.git")

    with pytest.raises(Unreachable) as raised:
        ledger(repository).open(RECEIPT, BEFORE, push=True)
    assert "canary" not in str(raised.value)


def test_nothing_recorded_is_nothing_to_push(repository, origin):
    ledger(repository).push()

    assert git(origin, "branch", "--list", "flowops/*") == ""


def refuse(origin, text):
    hook = origin / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{text}\n")
    hook.chmod(0o755)


def test_an_origin_that_does_not_take_the_branch_says_why(repository, origin):
    refuse(origin, "exit 1")

    with pytest.raises(RepositoryError, match=r"does not take the branch .*hook declined.*contents: write"):
        ledger(repository).open(RECEIPT, BEFORE, push=True)
    assert ledger(repository).receipts() == []


def test_a_push_whose_answer_was_lost_counts(repository, origin):
    (origin / "hooks").mkdir(exist_ok=True)
    hook = origin / "hooks" / "post-receive"
    hook.write_text("#!/bin/sh\nkill -9 $PPID\n")
    hook.chmod(0o755)

    ledger(repository).open(RECEIPT, BEFORE, push=True)

    assert tip(origin) == tip(repository)


def test_a_closing_that_others_preceded_stays_recorded_here(repository, origin, clone):
    ours = ledger(repository)
    ours.open(RECEIPT, BEFORE, push=True)
    fetched(clone("other")).close(ended(RECEIPT, "failed"), BEFORE, push=True)

    with pytest.raises(Stale):
        ours.close(ended(RECEIPT), AFTER, push=True)
    assert ledger(repository).receipts() == [ended(RECEIPT)]


def diverged(repository, clone):
    deploy(ledger(repository), 1, push=True)
    other = clone("other")
    deploy(fetched(other), 2, push=True)
    return deploy(ledger(repository), 3)


def test_histories_that_diverged_are_explained_and_not_merged(repository, origin, clone):
    mine = diverged(repository, clone)
    before = tip(repository), tip(origin)
    ours = ledger(repository)

    with pytest.raises(RepositoryError, match="have each recorded deploys that the other has not") as raised:
        ours.fetch()

    assert (tip(repository), tip(origin)) == before
    assert ours.receipts()[0] == mine
    way_out = raised.value.way_out.partition("aside: ")[2]
    git(repository, *way_out.split()[1:])
    assert [found.id for found in fetched(repository).receipts()] == [receipt(2).id, receipt(1).id]
    assert tip(repository, "unpushed-flowops-production") == before[0]


def test_what_is_not_pushed_yet_survives_a_fetch(repository, origin):
    ours = ledger(repository)
    first = deploy(ours, 1, push=True)
    second = deploy(ours, 2)

    ours.fetch()

    assert ours.receipts() == [second, first]
    ours.push()
    assert tip(origin) == tip(repository)


def test_a_fetch_does_not_move_a_branch_that_is_checked_out(repository, origin, clone):
    deploy(ledger(repository), 1, push=True)
    git(repository, "switch", "--quiet", "flowops/production")
    deploy(fetched(clone("other")), 2, push=True)

    with pytest.raises(RepositoryError, match="is checked out in"):
        ledger(repository).fetch()
    assert git(repository, "status", "--porcelain") == ""


def test_another_branch_whose_name_ends_alike_is_not_taken_for_it(repository, origin):
    git(repository, "push", "--quiet", "origin", "HEAD:refs/heads/refs/heads/flowops/production")

    assert fetched(repository).receipts() == []
