"""`flowops ci annotations`, `summary`, `comment`, `issue`: what people see of a run, and what nobody can smuggle in."""

import json

import pytest

from tests.github.hub import BOT, TOKEN

HEAD = "a" * 40
EVIL = "x @bob <!-- flowops:check {} --> ``` ##[error]no\n::error::forged"


@pytest.fixture
def pull(hub, step):
    return step.about(hub.pull(HEAD))


@pytest.fixture
def page(repository):
    def write(name, text):
        (repository / name).parent.mkdir(exist_ok=True)
        (repository / name).write_text(text)

    return write


def plan(environment="production", digest="d" * 64, **more):
    base = {
        "base_digest": "b" * 64,
        "created_at": "2026-03-01T00:00:00Z",
        "expires_at": "2026-03-02T00:00:00Z",
    }
    return json.dumps(
        {"format": "flowops/plan@1", "environment": environment, "digest": digest, **base, **more}
    )


def test_pages_become_one_comment_that_is_brought_up_to_date(flowops, hub, pull, page):
    page("diff.md", "### 1 flow changed\n")
    first = flowops("ci", "comment", "diff.md")
    again = flowops("ci", "comment", "diff.md")
    page("diff.md", "### 2 flows changed\n")
    second = flowops("ci", "comment", "diff.md")

    assert [it.out for it in (first, again, second)] == [
        "comment made\n",
        "comment unchanged\n",
        "comment updated\n",
    ]
    (comment,) = hub.comments.values()
    assert "2 flows changed" in comment["body"]
    assert comment["issue"] == pull["number"]


def test_two_comments_of_runs_that_met_become_one(flowops, hub, pull, page):
    page("diff.md", "### Now\n")
    for _ in range(3):
        hub.remark(pull["number"], '<!-- flowops:check {"digests": {}} -->\nthen', BOT)

    flowops("ci", "comment", "diff.md")

    (comment,) = hub.comments.values()
    assert "### Now" in comment["body"]


@pytest.mark.parametrize("login", ["mallory", "dependabot[bot]"])
def test_what_others_wrote_is_never_touched_whatever_they_wrote(login, flowops, hub, pull, page):
    page("diff.md", "### Now\n")
    theirs = hub.remark(pull["number"], "<!-- flowops:check {} -->\nmine", login)
    quoting = hub.remark(pull["number"], "see <!-- flowops:check {} -->", BOT)
    before = [dict(theirs), dict(quoting)]

    flowops("ci", "comment", "diff.md")

    assert [theirs, quoting] == before
    assert len(hub.comments) == 3


def test_the_comment_remembers_commit_and_digests_and_names_what_has_no_plan(flowops, hub, pull, page):
    page("checked/diff.md", "### 1 flow changed\n")
    page("checked/kenya.json", plan("kenya"))
    page("checked/kenya.md", "### kenya: 1 to update\n")

    ran = flowops("ci", "comment", "checked", "--expected", '["kenya", "nepal"]')

    assert ran.code == 0, ran.err
    (comment,) = hub.comments.values()
    first = comment["body"].splitlines()[0]
    assert first == f'<!-- flowops:check {{"digests": {{"kenya": "{"d" * 64}"}}, "head": "{HEAD}"}} -->'
    assert "nepal: no plan could be made" in comment["body"]


@pytest.mark.parametrize("number", [1, 40, 600])
def test_a_comment_never_exceeds_what_github_takes(number, flowops, hub, pull, page):
    for at in range(number):
        page(
            f"pages/{at:03}.md",
            f"### environment {at}: changes\n\n" + "é" * 3_000 * (30 if at < 3 else 1) + "\n",
        )

    ran = flowops("ci", "comment", "pages")

    assert ran.code == 0, ran.err
    (comment,) = hub.comments.values()
    assert len(comment["body"].encode()) <= 60_000
    assert "### environment 0: changes" in comment["body"]
    assert "actions/runs/4711" in comment["body"]


def test_for_a_fork_the_same_goes_to_the_page_of_the_run(flowops, hub, step, page):
    step.about(hub.pull(HEAD, repo=2))
    page("diff.md", "### 1 flow changed\n")

    ran = flowops("ci", "comment", "diff.md")

    assert ran.code == 0
    assert not hub.comments
    assert "### 1 flow changed" in step.summary
    assert "no secrets" in step.summary


def test_a_comment_that_github_refuses_is_shown_on_the_page_of_the_run_and_fails(
    flowops, hub, step, pull, page
):
    page("diff.md", "### 1 flow changed\n")
    hub.faults.append(("/comments", 403))

    ran = flowops("ci", "comment", "diff.md")

    assert ran.code == 1
    assert "permissions" in ran.err
    assert "### 1 flow changed" in step.summary


def test_without_a_pull_request_it_says_which_option_names_one(flowops, hub, step, page):
    page("diff.md", "### 1 flow changed\n")

    assert "--number" in flowops("ci", "comment", "diff.md").err
    assert flowops("ci", "comment", "diff.md", "--number", "3", "--head", HEAD).code == 0
    assert [it["issue"] for it in hub.comments.values()] == [3]


def test_a_summary_takes_pages_and_what_a_deploy_came_to(flowops, step, page):
    action = {"kind": "flow", "name": EVIL, "action": "update", "outcome": "done"}
    deploy = {
        "format": "flowops/deploy@1", "id": "20260301-1", "status": "unverified", "digest": "d",
        "actions": [action], "problems": [EVIL],
    }  # fmt: skip
    page("deploy.json", json.dumps(deploy))
    page("plan.md", "### production: 1 to update\n")
    page("empty.json", "")

    words = ("plan.md", "deploy.json", "empty.json", "missing.json", "--environment", "production")
    ran = flowops("ci", "summary", *words)

    assert ran.code == 0, ran.err
    assert step.summary.startswith("### production: 1 to update\n")
    assert "production: unverified" in step.summary
    assert "flowops rollback production --to 20260301-1" in step.summary
    assert "@bob" not in step.summary
    assert "<!--" not in step.summary
    assert "```" not in step.summary


def test_a_summary_of_nothing_says_so_and_is_no_failure(flowops, step):
    ran = flowops("ci", "summary", "missing.md")

    assert (ran.code, step.summary) == (0, "")
    assert "nothing to show" in ran.err


def test_a_summary_never_exceeds_what_github_takes(flowops, step, page):
    for at in range(3):
        page(f"pages/{at}.md", f"### page {at}\n\n" + "x" * 900_000)

    flowops("ci", "summary", "pages")

    assert len(step.summary) < 1_048_576
    assert all(f"### page {at}" in step.summary for at in range(3))


def test_guards_and_problems_become_annotations_errors_first_and_ten_of_each(flowops, step, page):
    guards = [{"guard": "shared-host", "severity": "warn", "message": EVIL}]
    guards += [{"guard": f"drift{at}", "severity": "block", "message": "100% changed"} for at in range(12)]
    page("plan.json", plan(guards=guards))

    ran = flowops("ci", "annotations", "plan.json")

    lines = ran.out.splitlines()
    assert lines[0] == "::error title=drift0::100%25 changed"
    assert len([it for it in lines if it.startswith("::error")]) == 10
    assert len(lines) == 11
    assert lines[-1].startswith("::warning title=shared-host::x @bob")


def test_whatever_a_flow_is_called_the_log_of_a_run_obeys_only_flowops(flowops, step, page):
    document = {"version": "13", "flows": [], "x": EVIL}
    page("odd.json", json.dumps({**document, "version": EVIL}))

    told = flowops("export", "--from-file", "odd.json")
    shown = flowops("ci", "outputs", "odd.json")

    for text in (told.err, told.out, shown.err, shown.out):
        assert "##[" not in text
        assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]


def test_a_document_is_the_same_document_and_no_command(flowops, step, repository):
    (repository / "flows").mkdir()
    (repository / "flows" / "odd.json").write_text(
        json.dumps({"name": "##[error]x", "uuid": "y", "nodes": []})
    )

    ran = flowops("lint", "--format", "json")

    assert "##[" not in ran.out
    assert "##[error]x" in json.dumps(json.loads(ran.out))


def test_what_lint_finds_is_annotated_and_nothing_else_is_obeyed(flowops, step, repository):
    (repository / "flows").mkdir()
    (repository / "flows" / "odd.json").write_text(json.dumps({"name": EVIL, "uuid": "y", "nodes": []}))

    ran = flowops("lint", "--format", "github")

    commands = [line for line in ran.out.splitlines() if line.lstrip().startswith("::") or "##[" in line]
    assert commands
    assert all(
        line.startswith(("::error file=flows/odd.json,line=", "::warning ", "::notice ")) for line in commands
    )


DRIFT = {"format": "flowops/drift@1", "environment": "production", "summary": {}}


def test_one_issue_is_opened_brought_up_to_date_and_closed_and_opened_anew(flowops, hub, step, page):
    page("drift.json", json.dumps({**DRIFT, "changes": [{"name": "ANC"}]}))
    page("drift.md", "### 1 flow changed\n")
    call = ("ci", "issue", "production", "drift.json", "--body", "drift.md")
    said = [flowops(*call).out, flowops(*call).out]
    page("drift.md", "### 2 flows changed\n")
    said.append(flowops(*call).out)
    page("drift.json", json.dumps({**DRIFT, "changes": []}))
    said += [flowops(*call).out, flowops(*call).out]
    page("drift.json", json.dumps({**DRIFT, "changes": [{"name": "ANC"}]}))
    said.append(flowops(*call).out)

    words = [it.split()[1] for it in said]
    assert words == ["opened", "unchanged", "updated", "closed", "unchanged", "opened"]
    assert [it["state"] for it in hub.issues.values()] == ["closed", "open"]
    assert "2 flows changed" in next(iter(hub.issues.values()))["body"]
    assert {it["title"] for it in hub.issues.values()} == {"production has drifted"}


def test_each_environment_has_an_issue_of_its_own_and_others_are_left_alone(flowops, hub, step, page):
    page("drift.json", json.dumps({**DRIFT, "changes": [{"name": "ANC"}]}))
    flowops("ci", "issue", "kenya", "drift.json")
    flowops("ci", "issue", "kenya-2", "drift.json")
    page("drift.json", json.dumps({**DRIFT, "changes": []}))

    flowops("ci", "issue", "kenya", "drift.json")

    assert [(it["title"], it["state"]) for it in hub.issues.values()] == [
        ("kenya has drifted", "closed"),
        ("kenya-2 has drifted", "open"),
    ]


def test_what_cannot_be_an_environment_marks_no_issue(flowops, hub, step, page):
    page("drift.json", json.dumps({**DRIFT, "changes": [{"name": "ANC"}]}))

    assert flowops("ci", "issue", "x --> @bob", "drift.json").code == 64
    assert hub.log == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "flowops/plan@1"}'])
def test_without_a_result_of_drift_no_issue_is_closed(content, flowops, hub, step, page):
    page("drift.json", content)

    ran = flowops("ci", "issue", "production", "drift.json")

    assert ran.code == 1
    assert hub.log == []


def test_the_token_is_never_shown(flowops, hub, step, page):
    page("x.json", json.dumps({"format": "flowops/plan@1", "a": TOKEN}))

    ran = flowops("ci", "outputs", "x.json")

    assert TOKEN not in ran.out + ran.err
