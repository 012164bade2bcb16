"""`flowops ci gate`: nothing is deployed that nobody who may has approved, and what is not proved is refused."""

import json

import pytest

from flowops.github.gathering import told_line
from tests.ledgers import RECEIPT, deploy, ledger

SHA = "5" * 40
HEAD = "a" * 40
DIGEST, OTHER = "d" * 64, "e" * 64


@pytest.fixture
def plan(repository):
    """`production` is protected, and its plan has this digest."""
    text = "host: http://127.0.0.1:1\ntoken: ${RAPIDPRO_PRODUCTION_TOKEN}\nprotected: true\n"
    (repository / "environments" / "production.yaml").write_text(text)
    document = {
        "format": "flowops/plan@1",
        "environment": "production",
        "digest": DIGEST,
        "base_digest": "b" * 64,
        "created_at": "2026-03-01T00:00:00Z",
        "expires_at": "2026-03-02T00:00:00Z",
    }
    (repository / "plan.json").write_text(json.dumps(document))
    return repository / "plan.json"


@pytest.fixture
def merged(hub, step, plan):
    """A pull request of alice's, with the comment that shows the plan, and merged as SHA."""
    step.set(GITHUB_SHA=SHA)
    pull = hub.pull(HEAD)
    hub.remark(pull["number"], f"{told_line(HEAD, {'production': DIGEST})}\nPlan", "github-actions[bot]")
    hub.merge(pull, SHA)
    return pull


@pytest.fixture
def gate(flowops):
    return lambda *words: flowops("ci", "gate", "production", "--plan", "plan.json", *words)


def test_what_a_colleague_approved_while_the_comment_showed_it_may_be_deployed(merged, hub, gate, step):
    hub.review(merged, "bob")

    ran = gate()

    assert ran.code == 0, ran.err
    assert step.outputs == {"reason": f"#{merged['number']}, approved by bob"}


def test_without_any_review_it_is_refused_and_says_who_can_do_what(merged, gate, step):
    ran = gate()

    assert ran.code == 3
    assert f"nobody but its author has approved #{merged['number']}" in ran.err
    assert "can still approve it there" in ran.err
    assert step.outputs == {}


@pytest.mark.parametrize(
    ("login", "state", "commit"),
    [
        ("alice", "APPROVED", ""),  # opened it
        ("eve", "APPROVED", ""),  # may not write
        ("mallory", "APPROVED", ""),  # is nobody here
        ("bob", "APPROVED", "f" * 40),  # saw another commit
        ("bob", "COMMENTED", ""),
        ("bob", "DISMISSED", ""),
        ("bob", "CHANGES_REQUESTED", ""),
        ("github-actions[bot]", "APPROVED", ""),
        ("approver[bot]", "APPROVED", ""),  # an app is nobody
    ],
)
def test_a_review_that_does_not_count_approves_nothing(login, state, commit, merged, hub, gate):
    hub.writers |= {"github-actions[bot]": "write", "approver[bot]": "write"}
    hub.review(merged, login, state, commit)

    assert gate().code == 3
    assert gate("--expect", DIGEST).code == 3


@pytest.mark.parametrize("sha", [HEAD, "1" * 40])
def test_whoever_made_a_commit_of_it_does_not_approve_it(sha, merged, hub, gate):
    merged["earlier"] = ["1" * 40, "2" * 40]
    hub.commits[sha] = "bob"
    hub.review(merged, "bob")

    assert gate().code == 3


def test_more_commits_than_github_lists_may_be_of_anybody(merged, hub, gate):
    merged["earlier"] = ["1" * 40] * 249
    hub.review(merged, "bob")

    refused = gate()

    assert refused.code == 1
    assert "too many commits" in refused.err


def test_the_last_word_of_a_reviewer_counts(merged, hub, gate):
    hub.review(merged, "bob")
    hub.review(merged, "bob", "CHANGES_REQUESTED")

    refused = gate()
    hub.review(merged, "bob")

    assert refused.code == 3
    assert "bob asked for changes" in refused.err
    assert gate().code == 0


def test_who_may_not_write_cannot_stop_it_either(merged, hub, gate):
    hub.review(merged, "eve", "CHANGES_REQUESTED")
    hub.review(merged, "bob")

    assert gate().code == 0


def test_a_hundred_reviews_are_read_to_the_end(merged, hub, gate):
    for number in range(230):
        hub.review(merged, f"guest{number}")
    hub.review(merged, "bob")

    assert gate().code == 0


def test_a_commit_that_no_pull_request_brought_is_refused(hub, step, plan, gate):
    ran = gate("--expect", DIGEST)

    assert ran.code == 3
    assert "no pull request brought this commit" in ran.err


@pytest.mark.parametrize("change", [{"merged_at": None}, {"base": {"ref": "other", "repo": {"id": 1}}}])
def test_a_pull_request_that_did_not_lead_here_does_not_count(change, merged, hub, gate):
    hub.review(merged, "bob")
    merged |= change

    assert gate().code == 3


def test_a_digest_given_by_hand_stands_for_one_that_was_not_shown(merged, hub, gate, plan):
    hub.comments.clear()
    hub.review(merged, "bob")

    refused = gate()
    by_hand = gate("--expect", DIGEST.upper())
    other = gate("--expect", OTHER)

    assert refused.code == 3
    assert f"run this workflow by hand with the digest {DIGEST}" in refused.err
    assert by_hand.code == 0
    assert other.code == 3
    assert (
        f"the digest {OTHER[:12]} was approved, and what would be done in production now is {DIGEST[:12]}"
        in other.err
    )


@pytest.mark.parametrize(
    "line",
    [
        told_line(HEAD, {"production": OTHER}),  # the workspace has changed since
        told_line("f" * 40, {"production": DIGEST}),  # of another commit
        told_line(HEAD, {"staging": DIGEST}),
        "<!-- flowops:check {broken -->",
        f"<!-- flowops:check {'[' * 50_000} -->",
        '<!-- flowops:check {"digests": 3} -->',
    ],
)
def test_a_comment_that_shows_another_plan_is_no_approval_of_this_one(line, merged, hub, gate):
    (comment,) = hub.comments.values()
    comment["body"] = line
    hub.review(merged, "bob")

    assert gate().code == 3


def test_a_comment_that_was_changed_after_the_approval_is_none(merged, hub, gate):
    hub.review(merged, "bob")
    (comment,) = hub.comments.values()
    comment["updated_at"] = hub.now()

    assert gate().code == 3


def test_a_comment_by_a_person_is_none(merged, hub, gate):
    (comment,) = hub.comments.values()
    comment["user"]["login"] = "alice"
    hub.review(merged, "bob")

    assert gate().code == 3


def test_required_reviewers_of_the_environment_decide_where_there_are_some(hub, step, plan, gate):
    hub.require_reviewers("production", "bob")

    before = gate("--expect", DIGEST)
    hub.approve_run("staging", "bob")
    hub.approve_run("production", "bob", "rejected")
    still = gate()
    hub.approve_run("production", "bob")
    after = gate()

    assert (before.code, still.code, after.code) == (3, 3, 0)
    assert "none of them approved this run" in before.err
    assert step.outputs["reason"] == "run 4711, approved by bob"
    assert gate("--expect", OTHER).code == 3


def test_an_environment_without_rules_is_no_gate(merged, hub, gate):
    hub.environments["production"] = {"name": "production", "protection_rules": [{"type": "wait_timer"}]}

    assert gate().code == 3


def test_what_is_not_protected_needs_no_approval(hub, step, plan, gate, repository):
    file = repository / "environments" / "production.yaml"
    file.write_text(file.read_text().replace("protected: true\n", ""))

    assert gate().code == 0
    assert gate("--expect", DIGEST).code == 0
    assert hub.log == []


@pytest.mark.parametrize(("status", "code"), [("behind", 3), ("ahead", 0), ("diverged", 0), (None, 0)])
def test_an_old_run_does_not_take_back_what_was_deployed_since(
    *, status, code, hub, step, plan, gate, repository
):
    file = repository / "environments" / "production.yaml"
    file.write_text(file.read_text().replace("protected: true\n", ""))
    deploy(ledger(repository))
    step.set(GITHUB_SHA=SHA)
    hub.compared = lambda base, head: {(RECEIPT.commit, SHA): status}[base, head]

    ran = gate()

    assert ran.code == code, ran.err
    assert ("is older" in ran.err) == (status == "behind")
    assert gate("--expect", DIGEST).code == 0  # somebody wants exactly this


@pytest.mark.parametrize(
    ("then", "code"),
    [
        ("host: http://127.0.0.1:1\ntoken: ${A}\nprotected: true\n", 3),
        ("host: http://127.0.0.1:1\ntoken: ${A}\n", 0),
        ("no: environment\n", 3),
        (None, 0),
    ],
)
def test_the_change_that_lifts_the_protection_needs_an_approval_itself(
    *, then, code, hub, step, plan, gate, repository
):
    file = repository / "environments" / "production.yaml"
    file.write_text(file.read_text().replace("protected: true\n", ""))
    deploy(ledger(repository))
    if then is not None:
        hub.files["environments/production.yaml", RECEIPT.commit] = then

    assert gate().code == code
    assert gate("--expect", DIGEST).code == code


def test_what_github_does_not_say_about_the_last_deploy_refuses(merged, hub, gate, repository):
    deploy(ledger(repository))
    hub.review(merged, "bob")
    hub.faults.append(("compare/", 403))

    assert gate().code == 1


def test_a_digest_by_hand_binds_where_nothing_is_protected_too(hub, step, plan, gate, repository):
    file = repository / "environments" / "production.yaml"
    file.write_text(file.read_text().replace("protected: true\n", ""))

    assert gate("--expect", OTHER).code == 3
    assert step.outputs == {}


@pytest.mark.parametrize(
    "path",
    ["environments/", f"commits/{SHA}/pulls", "pulls/1/commits", "/reviews", "/comments", "/permission"],
)
@pytest.mark.parametrize("status", [403, 404, 422])
def test_an_answer_that_fails_refuses(path, status, merged, hub, gate):
    hub.review(merged, "bob")
    hub.faults.append((path, status))

    ran = gate()

    nothing_is_said = (path, status) == (
        "environments/",
        404,
    )  # there is no such environment: the review decides
    assert ran.code == (0 if nothing_is_said else 3 if (path, status) == ("/permission", 404) else 1)
    assert "Traceback" not in ran.err


def test_a_failure_that_passes_is_waited_for(merged, hub, gate, monkeypatch):
    monkeypatch.setattr("urllib3.util.retry.Retry.get_backoff_time", lambda _self: 0)
    hub.review(merged, "bob")
    hub.faults += [("/reviews", 502), ("/reviews", 503), ("environments/", 429)]

    assert gate().code == 0


def test_a_plan_of_another_environment_or_none_is_an_error(merged, gate, plan, flowops):
    elsewhere = flowops("ci", "gate", "staging", "--plan", "plan.json")
    plan.write_text("{}")

    assert elsewhere.code == 64
    assert gate().code == 1


def test_the_token_goes_to_no_other_host_and_is_never_shown(merged, gate, step):
    step.set(GITHUB_API_URL="http://api.example.org")

    ran = gate()

    assert ran.code == 64
    assert "GITHUB_API_URL is no https address" in ran.err


@pytest.mark.parametrize("name", ["GITHUB_TOKEN", "GITHUB_REPOSITORY", "GITHUB_SHA"])
def test_outside_of_a_workflow_it_says_what_is_missing(name, merged, gate, monkeypatch):
    monkeypatch.delenv(name)

    ran = gate()

    assert ran.code == 64
    assert f"{name} is not set" in ran.err
