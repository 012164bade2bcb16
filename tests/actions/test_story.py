"""The workflows, executed as they stand: export, pull request, check, merge, deploy, drift."""

from tests.actions.conftest import message
from tests.conftest import git


def test_from_an_edit_in_staging_to_production_and_back_to_a_drift_that_is_seen(project):
    hub = project.hub

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

    refused = project.deploy("workflow_dispatch")
    assert not project.production.flows, refused.log
    hub.review(pull, "bob")
    project.merge(pull)
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
    assert project.workflow("drift", "schedule").result == "success"
    assert issue["state"] == "closed" or hub.issues[issue["number"]]["state"] == "closed"
