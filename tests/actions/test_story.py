"""The workflows, executed as they stand: export, pull request, check, merge, deploy, drift."""

import json
import shutil

from flowops import canon
from tests.actions.conftest import message
from tests.actions.steps import PROJECT
from tests.conftest import git
from tests.github.hub import FORK

EVIL = "x @bob <!-- flowops:check {} --> ```\n``` ##[error]no\n::error::forged"


def test_from_an_edit_in_staging_to_production_and_back_to_a_drift_that_is_seen(project):
    hub = project.hub
    first = project.deploy()
    assert first.result == "success", first.log
    assert "nothing has been exported yet" in first.log

    exported = project.workflow("export", "schedule")
    assert exported.result == "success", exported.log
    (pull,) = hub.pulls.values()
    assert (pull["head"]["ref"], pull["base"]["ref"]) == ("flowops/export-staging", "main")
    assert "ANC Visit Reminder" in pull["body"]
    assert hub.dispatched == [
        {"workflow": "flowops-check.yml", "ref": "main", "inputs": {"pull-request": str(pull["number"])}}
    ]
    head = project.tip("flowops/export-staging")

    again = project.workflow("export", "schedule")
    assert again.result == "success", again.log
    assert project.tip("flowops/export-staging") == head

    git(project.origin, "update-ref", f"refs/pull/{pull['number']}/head", head)
    checked = project.workflow("check", "workflow_dispatch", inputs=hub.dispatched[0]["inputs"])
    assert checked.result == "success", checked.log
    (comment,) = hub.comments.values()
    assert "ANC Visit Reminder" in comment["body"]
    assert "### production: " in comment["body"]

    project.merge(pull)
    refused = project.deploy()
    assert (refused.result, dict(project.production.flows)) == ("failure", {}), refused.log
    assert refused.jobs["Deploy / Deploy to production"].ran("ci gate") == "failure"
    assert "nobody but its author has approved" in refused.log
    hub.review(pull, "bob")
    deployed = project.deploy()
    assert deployed.result == "success", deployed.log
    assert message(project.flow().definition)["text"]
    assert project.tip("flowops/production")
    assert "verified" in deployed.jobs["Deploy / Deploy to production"].summary
    assert "approved by bob" in git(project.origin, "show", "flowops/production:receipt.json")

    repeated = project.deploy()
    assert repeated.result == "success", repeated.log
    assert "Deploy / deploy" in repeated.jobs  # skipped: there is nothing to write

    clean = project.workflow("drift", "schedule")
    assert (clean.result, hub.issues) == ("success", {}), clean.log
    before = message(project.flow().definition)["text"]
    project.colleague("Hello from a colleague")
    drifted = project.workflow("drift", "schedule")
    assert drifted.result == "success", drifted.log
    (issue,) = hub.issues.values()
    assert (issue["title"], issue["state"]) == ("production has drifted", "open")
    assert "Hello" in issue["body"]

    project.colleague(before)
    blind = project.workflow("drift", "schedule", secrets=False)
    assert (blind.result, issue["state"]) == ("failure", "open"), blind.log
    assert "RAPIDPRO_PRODUCTION_TOKEN, which is not set" in blind.log
    assert project.workflow("drift", "schedule").result == "success"
    assert issue["state"] == "closed"


def evil(project):
    """An edit of a flow whose text wants to be more than text, and of where the token of production goes."""

    def edit(root):
        shutil.copytree(PROJECT / "flows", root / "flows", dirs_exist_ok=True)  # it refers to others
        body = json.loads((PROJECT / "flows" / "anc-visit-reminder.json").read_text())
        message(body)["text"] += EVIL
        (root / "flows" / "anc-visit-reminder.json").write_bytes(canon.dumps(body))
        file = root / "environments" / "production.yaml"
        file.write_text(file.read_text().replace(project.url, "https://evil.invalid"))

    return edit


def test_from_a_fork_only_what_needs_no_secrets_is_checked_and_nobody_is_called(project):
    pull = project.propose(evil(project), author="mallory", repo=FORK)

    checked = project.check(pull, actor="mallory", secrets=False)

    assert checked.result == "success", checked.log
    assert "Check / Plan for production" not in checked.jobs
    assert not project.hub.comments
    summary = checked.jobs["Check / Comment"].summary
    assert "no secrets" in summary
    shown = checked.jobs["Check / Without secrets"].summary + summary
    for forbidden in ("@bob", "<!--", "##[", "\n::"):
        assert forbidden not in shown
    assert "ANC Visit Reminder" in shown


def test_a_pull_request_cannot_lead_the_token_to_another_host(project):
    checked = project.check(project.propose(evil(project)))

    assert checked.result == "success", checked.log
    assert "production is left out: its host or its token is new here" in checked.log
    assert "Check / Plan for production" not in checked.jobs
    (comment,) = project.hub.comments.values()
    assert "ANC Visit Reminder" in comment["body"]
