"""The ledger on one machine: what was recorded is found again, and nothing else in the repository changes."""

from dataclasses import replace

import pytest

from flowops.environment import Secret
from flowops.errors import NewerFormat, NoRepository, RepositoryError, Stale
from tests.conftest import git, tree
from tests.ledgers import AFTER, BEFORE, RECEIPT, deploy, ended, ledger, race, receipt


def state(root):
    """All that a user sees of a repository, ledgers aside."""
    listed = git(root, "for-each-ref", "--format=%(refname) %(objectname)").splitlines()
    refs = [line for line in listed if not line.startswith("refs/heads/flowops/")]
    return refs, git(root, "status", "--porcelain"), git(root, "ls-files", "--stage"), tree(root)


def test_a_deploy_is_open_until_it_is_closed(repository):
    ours = ledger(repository)
    assert ours.pending() is None

    ours.open(RECEIPT, BEFORE)

    assert ledger(repository).pending() == ours.pending() == RECEIPT
    ours.close(ended(RECEIPT), AFTER)
    assert ledger(repository).pending() is None
    assert ledger(repository).receipts() == ours.receipts() == [ended(RECEIPT)]


def test_what_it_found_and_left_is_there_byte_for_byte(repository):
    (repository / ".gitattributes").write_text("* text=auto eol=crlf\n")
    git(repository, "config", "core.autocrlf", "true")
    ours = ledger(repository)
    done = deploy(ours)

    assert ours.before(done.id) == BEFORE
    assert ours.after(done.id) == AFTER
    assert ours.last_deployed() == (done, AFTER)


def test_the_history_is_a_branch_that_git_shows(repository):
    ours = ledger(repository)
    deploy(ours, 1)
    deploy(ours, 2, "failed")

    subjects = git(repository, "log", "--format=%s", "flowops/production").splitlines()
    by_hand = git(
        repository, "diff", "--name-status", "flowops/production~2", "flowops/production~1", "--", "flows"
    )
    deployed = git(
        repository, "diff", "--name-status", "flowops/production~1", "flowops/production", "--", "flows"
    )
    names = git(repository, "ls-tree", "-r", "--name-only", "flowops/production").splitlines()

    assert subjects == [
        f"Deploy {receipt(2).id}: failed",
        f"Begin deploy {receipt(2).id}",
        f"Deploy {receipt(1).id}: verified",
        f"Begin deploy {receipt(1).id}",
    ]
    assert by_hand.splitlines() == ["A\tflows/campaigns/two.json", "M\tflows/one.json", "D\tflows/three.json"]
    assert deployed.splitlines() == [
        "D\tflows/campaigns/two.json",
        "M\tflows/one.json",
        "A\tflows/three.json",
    ]
    assert names == [
        "before/flows/campaigns/two.json",
        "before/flows/one.json",
        "flows/one.json",
        "flows/three.json",
        "receipt.json",
    ]
    assert git(repository, "fsck", "--strict") == ""


def test_working_tree_index_and_other_branches_are_left_alone(repository):
    (repository / "staged.txt").write_text("staged")
    git(repository, "add", "staged.txt")
    (repository / "README.md").write_text("dirty")
    before = state(repository)

    deploy(ledger(repository))

    assert state(repository) == before


def test_deploys_are_listed_newest_first_and_the_last_that_was_sent_counts(repository):
    ours = ledger(repository)
    assert ours.last_deployed() is None
    first, second, third = deploy(ours, 1), deploy(ours, 2, "unverified"), deploy(ours, 3, "failed")
    ours.open(receipt(4), BEFORE)

    assert ours.receipts() == [receipt(4), third, second, first]
    assert ours.last_deployed() == (second, AFTER)


def test_what_is_known_of_an_open_deploy_can_be_noted(repository):
    ours = ledger(repository)
    ours.open(RECEIPT, BEFORE)
    noted = replace(RECEIPT, problems=("flow A was saved, flow B was not",))

    ours.note(noted)

    assert ours.receipts() == [noted]
    assert ours.before(RECEIPT.id) == BEFORE


def test_what_nobody_recorded_is_not_made_up(repository):
    ours = ledger(repository)
    with pytest.raises(RepositoryError, match=r"no deploy x to production is recorded.*flowops history"):
        ours.before("x")
    ours.open(RECEIPT, BEFORE)
    with pytest.raises(RepositoryError, match="has not ended, so nobody recorded what it left"):
        ours.after(RECEIPT.id)


def test_an_empty_workspace_can_be_found_and_left(repository):
    ours = ledger(repository)
    ours.open(RECEIPT, {})
    ours.close(ended(RECEIPT), {})

    assert (ours.before(RECEIPT.id), ours.after(RECEIPT.id)) == ({}, {})


def test_while_one_is_open_no_other_begins(repository):
    ledger(repository).open(receipt(1), BEFORE)

    with pytest.raises(Stale, match=r"begun .* by A Developer <.*>, has not ended\. Wait for it") as raised:
        ledger(repository).open(receipt(2), BEFORE)
    assert raised.value.exit_code == 4


@pytest.mark.parametrize("push", [False, True])
def test_who_planned_before_another_deploy_is_too_late(repository, push):
    late = ledger(repository)
    deploy(ledger(repository))

    with pytest.raises(Stale, match=r"recorded on the branch flowops/production in the meantime.*plan again"):
        late.open(receipt(2), BEFORE, push=push)
    assert ledger(repository).receipts() == [ended(receipt(1))]


def test_a_deploy_ends_once(repository):
    ours = ledger(repository)
    ours.open(RECEIPT, BEFORE)
    other = ledger(repository)
    ours.close(ended(RECEIPT), AFTER)

    for close in (ours.close, other.close):
        with pytest.raises(Stale):
            close(ended(RECEIPT, "failed"), BEFORE)
    with pytest.raises(Stale):
        ours.note(RECEIPT)
    assert ledger(repository).receipts() == [ended(RECEIPT)]


def test_what_cannot_be_meant_is_a_bug(repository):
    ours = ledger(repository)
    with pytest.raises(ValueError, match="opened before"):
        ours.open(ended(RECEIPT), BEFORE)
    for path in ("receipt.json", "before/x", "before", "../x", "/x", ".git/x", "a//b", "", "./x", "a/"):
        with pytest.raises(ValueError, match="has no place"):
            ours.open(RECEIPT, {path: b""})
    with pytest.raises(ValueError, match="closed when"):
        ours.close(RECEIPT, AFTER)
    with pytest.raises(ValueError, match="is closed, not noted"):
        ours.note(ended(RECEIPT))
    assert ours.receipts() == []


def test_no_value_of_a_secret_is_in_it(repository, monkeypatch):
    monkeypatch.setenv("A_SECRET", "canary-of-a-secret")
    monkeypatch.setenv("ANOTHER", "open")
    value = Secret("A_SECRET", "production", "globals.x").reveal()
    Secret("ANOTHER", "production", "globals.y").reveal()
    told = replace(
        RECEIPT,
        reason=f"because of {value}",
        allowed={"stranded": value},
        actions=({"name": value, "edits": [{value: value}, 1, None]},),
        problems=(f"{value} \udcff",),
    )
    ours = ledger(repository)

    ours.open(told, BEFORE)

    (found,) = ours.receipts()
    assert "canary" not in str(found)
    assert found.status == "open"
    assert found.actions == ({"name": "***", "edits": [{"***": "***"}, 1, None]},)
    assert found.problems == ("*** ?",)
    assert found.allowed == {"stranded": "***"}


def test_environments_and_folders_of_one_checkout_have_each_their_own(repository):
    for name in ("kenya", "Uganda East", "uganda-east"):
        (repository / name / "environments").mkdir(parents=True)
    places = [(repository, "staging"), (repository, "production")]
    places += [(repository / name, "production") for name in ("kenya", "Uganda East", "uganda-east")]

    for number, place in enumerate(places):
        deploy(ledger(*place), number)

    assert len({ledger(*place).branch for place in places}) == 5
    assert ledger(repository / "kenya").branch == "flowops/kenya/production"
    for number, place in enumerate(places):
        assert ledger(*place).receipts() == [ended(receipt(number))]
        assert ledger(*place).after(receipt(number).id) == AFTER


def test_a_linked_worktree_shares_it(repository, tmp_path):
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "linked"))

    done = deploy(ledger(tmp_path / "linked"))

    assert ledger(repository).receipts() == [done]


@pytest.mark.parametrize("format_", ["sha1", "sha256"])
def test_a_repository_without_commits_can_have_one(tmp_path, format_):
    git(tmp_path, "init", "--quiet", f"--object-format={format_}")

    done = deploy(ledger(tmp_path))

    assert ledger(tmp_path).last_deployed() == (done, AFTER)
    assert git(tmp_path, "status", "--porcelain") == ""


def test_neither_a_detached_head_nor_settings_of_the_user_matter(repository):
    git(repository, "checkout", "--quiet", "--detach")
    for setting in ("commit.gpgSign", "log.showSignature", "push.gpgSign", "core.abbrev=4"):
        key, _, value = setting.partition("=")
        git(repository, "config", key, value or "true")
    git(repository, "config", "core.logAllRefUpdates", "false")

    done = deploy(ledger(repository))

    assert ledger(repository).receipts() == [done]


def test_no_hook_runs(repository, origin):
    hooks = repository / "hooks"
    hooks.mkdir()
    for name in ("reference-transaction", "pre-push", "pre-commit", "commit-msg", "post-commit"):
        (hooks / name).write_text("#!/bin/sh\ntouch ran\nexit 1\n")
        (hooks / name).chmod(0o755)
    git(repository, "config", "core.hooksPath", str(hooks))

    deploy(ledger(repository), push=True)

    assert not (repository / "ran").exists()


@pytest.fixture
def nobody(repository, monkeypatch):
    """A repository in which git does not know who commits, as on a runner."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    git(repository, "config", "user.useConfigOnly", "true")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return repository


def test_where_git_does_not_know_who_commits_flowops_does(nobody):
    deploy(ledger(nobody))

    assert ledger(nobody).who() == "flowops <flowops@users.noreply.github.com>"
    assert git(nobody, "log", "-1", "--format=%an %cn", "flowops/production") == "flowops flowops"


def test_whoever_started_a_workflow_is_named(nobody, monkeypatch):
    git(nobody, "config", "user.name", "Nightly")
    git(nobody, "config", "user.email", "nightly@example.org")
    monkeypatch.setenv("GITHUB_ACTOR", "octocat")
    assert ledger(nobody).who() == "Nightly <nightly@example.org>"

    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    assert ledger(nobody).who() == "Nightly <nightly@example.org> for octocat"


def test_it_needs_a_git_repository(tmp_path):
    with pytest.raises(NoRepository):
        ledger(tmp_path)


def test_a_branch_of_somebody_else_is_named_with_a_way_out(repository):
    git(repository, "branch", "flowops/production")

    with pytest.raises(
        RepositoryError, match=r"receipt.json of \w{10} is missing.* aside .*git branch -m"
    ) as it:
        ledger(repository).open(RECEIPT, BEFORE)
    assert "git branch -f" not in str(it.value)


def commit_by_hand(root, **files):
    """A commit on top of the ledger, as somebody makes who has it checked out."""
    git(root, "switch", "--quiet", "flowops/production")
    for name, text in files.items():
        (root / f"{name}.json").write_text(text)
        git(root, "add", f"{name}.json")
    git(root, "commit", "--quiet", "-m", "By hand")
    git(root, "switch", "--quiet", "main")


def test_a_commit_by_hand_on_top_can_be_taken_back(repository):
    deploy(ledger(repository))
    good = git(repository, "rev-parse", "flowops/production")
    commit_by_hand(repository, receipt="{}")

    with pytest.raises(RepositoryError, match=f"is no receipt.*git branch -f flowops/production {good}"):
        ledger(repository).receipts()


def test_a_commit_by_hand_below_others_is_not_taken_back_with_them(repository):
    deploy(ledger(repository))
    commit_by_hand(repository, receipt="{")
    good = git(
        repository, "commit-tree", "-p", "flowops/production", "-m", "x", "flowops/production~1^{tree}"
    )
    git(repository, "update-ref", "refs/heads/flowops/production", good)

    with pytest.raises(RepositoryError, match="the JSON ends in the middle") as raised:
        ledger(repository).receipts()
    assert "git branch -f" not in str(raised.value)


def test_a_receipt_of_a_later_flowops_asks_for_an_update(repository):
    deploy(ledger(repository))
    commit_by_hand(repository, receipt='{"format": "flowops/receipt@2"}')

    with pytest.raises(NewerFormat, match=r"receipt.json of \w+ is flowops/receipt@2.*Update flowops"):
        ledger(repository).pending()


def test_a_branch_that_is_checked_out_is_not_moved_underneath(repository):
    deploy(ledger(repository))
    git(repository, "switch", "--quiet", "flowops/production")

    with pytest.raises(RepositoryError, match=r"is checked out in .*switch main"):
        ledger(repository).open(receipt(2), BEFORE)
    assert git(repository, "status", "--porcelain") == ""


def test_a_branch_emptied_by_a_crash_is_not_taken_for_no_deploys(repository):
    deploy(ledger(repository))
    (repository / ".git" / "refs" / "heads" / "flowops" / "production").write_text("")

    with pytest.raises(RepositoryError, match="the branch flowops/production is damaged"):
        ledger(repository)


def test_files_that_git_has_lost_are_not_taken_for_deleted(repository):
    ours = ledger(repository)
    deploy(ours)
    blob = git(repository, "rev-parse", "flowops/production:flows/three.json")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()

    with pytest.raises(RepositoryError, match="lacks objects"):
        ours.after(receipt(1).id)


def test_a_branch_in_the_way_is_named(repository):
    git(repository, "branch", "flowops")

    with pytest.raises(RepositoryError, match="'refs/heads/flowops' exists"):
        ledger(repository).open(RECEIPT, BEFORE)


RACER = """
import pathlib, sys
from flowops.errors import Stale
from tests.ledgers import BEFORE, ledger, receipt
ours = ledger(pathlib.Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
try:
    ours.open(receipt(int(sys.argv[2])), BEFORE, push=sys.argv[3] == "push")
except Stale:
    sys.exit(4)
"""


def test_processes_that_race_end_in_one_winner(repository):
    codes = race(RACER, *((str(repository), str(number), "") for number in range(3)))

    assert codes == [0, 4, 4]
    assert len(ledger(repository).receipts()) == 1
