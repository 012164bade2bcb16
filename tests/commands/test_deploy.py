"""`flowops plan`, `deploy`, `verify`, `drift`, `history`, `rollback`, `globals` and `render`, as a user runs them."""

import copy
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import requests

from flowops import canon, wire
from flowops.model.kind import GLOBAL
from flowops.repository import programme as example
from flowops.sandbox import Sandbox
from tests.conftest import git

REMINDER = "flows/anc-visit-reminder.json"
CANARY = "canary-of-a-password"


class Programme:
    """Staging and production of one sandbox, and a repository that was exported from staging."""

    def __init__(self, sandbox, url, root, flowops):
        self.sandbox, self.url, self.root, self.flowops = sandbox, url, root, flowops
        self.production = sandbox.workspace("Production")

    def commit(self, message="Edit"):
        git(self.root, "add", ".")
        git(self.root, "commit", "--quiet", "--allow-empty", "-m", message)

    def edit(self, change, path=REMINDER):
        body = json.loads((self.root / path).read_text())
        change(body)
        (self.root / path).write_bytes(canon.dumps(body))
        self.commit()

    def flow(self, name="ANC Visit Reminder"):
        return next(flow for flow in self.production.flows.values() if flow.name == name)

    def colleague(self, text):
        definition = copy.deepcopy(self.flow().definition)
        message(definition)["text"] = text
        self.production.save_flow(definition)

    def wait(self, node, count):
        body = {"workspace": "Production", "flow": self.flow().uuid, "node": node, "count": count}
        requests.post(f"{self.url}/sandbox/waiting.json", json=body, timeout=10).raise_for_status()

    def waiting(self):
        return requests.get(f"{self.url}/sandbox/waiting.json?workspace=Production", timeout=10).json()


def message(body):
    return next(a for n in body["nodes"] for a in n.get("actions", ()) if a["type"] == "send_msg")


def say(text):
    return lambda body: message(body).update(text=text)


@pytest.fixture(scope="session")
def states(tmp_path_factory):
    """Name -> a sandbox and a repository as they were once: making them anew takes most of a test's time."""
    made: dict[str, tuple[Sandbox, Path]] = {}

    def state(name, sandbox=None, root=None):
        if sandbox:
            kept = tmp_path_factory.mktemp("state") / "repository"
            shutil.copytree(root, kept)
            made[name] = copied(sandbox), kept
        return made.get(name)

    return state


def copied(sandbox):
    return copy.deepcopy(sandbox, {id(sandbox.lock): sandbox.lock})


@pytest.fixture
def served(start, repository, flowops, monkeypatch):
    """Serves a sandbox, and points the repository at its workspaces."""

    def make(sandbox):
        url = start(sandbox).url
        login: Any = sandbox.describe(url)["login"]
        monkeypatch.setenv("PASSWORD", login["password"])
        monkeypatch.setenv("CHT_AUTH", CANARY)
        keys = [
            document.identity for document in example.read().of(GLOBAL) if document.identity != "cht_auth"
        ]
        values = "".join(f'  {key}: "production {key}"\n' for key in keys)
        for name in ("Staging", "Production"):
            workspace = sandbox.workspace(name)
            monkeypatch.setenv(f"RAPIDPRO_{name.upper()}_TOKEN", workspace.token)
            (repository / "environments" / f"{name.lower()}.yaml").write_text(
                f"host: {url}\nworkspace: {workspace.uuid}\ntoken: ${{RAPIDPRO_{name.upper()}_TOKEN}}\n"
                f"login:\n  email: {login['email']}\n  password: ${{PASSWORD}}\n"
                f"globals:\n  cht_auth: ${{CHT_AUTH}}\n{values}"
            )
        return Programme(sandbox, url, repository, flowops)

    return make


@pytest.fixture
def resumed(served, repository, states):
    """What was kept under a name, None where nothing was; its server has moved to another port."""

    def make(name):
        if not (state := states(name)):
            return None
        shutil.rmtree(repository)
        shutil.copytree(state[1], repository)
        made = served(copied(state[0]))
        made.commit("Another port")
        return made

    return make


@pytest.fixture
def programme(served, resumed, states):
    """Staging has been exported; production is empty."""

    def make(dialect="26.2"):
        if made := resumed(dialect):
            return made
        sandbox = Sandbox(dialect)
        export = example.read()
        named = [document.body["name"] for document in export.of(GLOBAL)]
        sandbox.assets("Staging", {"globals": [{"name": name, "value": "staging"} for name in named]})
        sandbox.load("Staging", wire.encode(export))
        sandbox.workspace("Production").filling_seconds = 0.05
        made = served(sandbox)
        assert made.flowops("export", "staging").code == 0
        made.commit("Staging")
        states(dialect, sandbox, made.root)
        return made

    return make


@pytest.fixture
def deployed(programme, resumed, states):
    """Everything is in production already."""
    if made := resumed("deployed"):
        return made
    made = programme()
    assert made.flowops("deploy", "production", "--yes").code == 0
    made.commit("Lock file")
    states("deployed", made.sandbox, made.root)
    return made


@pytest.mark.parametrize("dialect", ["9.0", "26.2"])
def test_the_first_deploy_into_an_empty_workspace_leaves_nothing_to_do(dialect, programme):
    made = programme(dialect)

    ran = made.flowops("deploy", "production", "--yes", "--format", "json")

    assert ran.code == 0, ran.err
    assert (ran.json["format"], ran.json["status"]) == ("flowops/deploy@1", "verified")
    assert {action["outcome"] for action in ran.json["actions"]} == {"done"}
    assert len(made.production.flows) == 20
    assert made.flowops("verify", "production").code == 0
    assert made.flowops("drift", "production", "--exit-code").code == 0
    assert made.flowops("plan", "production", "--exit-code").code == 0
    again = made.flowops("deploy", "production", "--yes", "--format", "json")
    assert (again.code, again.json["status"], again.json["id"]) == (0, "nothing-to-do", None)


def test_a_plan_names_every_object_and_writes_nothing(programme):
    made = programme()

    shown = made.flowops("plan", "production")
    found = made.flowops("plan", "production", "--format", "json", "--exit-code")

    assert shown.code == 0
    assert "  + flow     ANC Registration: new, 15 nodes; by import" in shown.out
    assert shown.out.splitlines()[-1].startswith("production: 64 to create; digest ")
    assert found.code == 2
    assert found.json["format"] == "flowops/plan@1"
    assert found.json["workspace"]["name"] == "Production"
    assert {(it["kind"], it["transport"]) for it in found.json["actions"]} >= {
        ("global", "api"),
        ("flow", "import"),
    }
    assert not made.production.flows


def test_no_document_holds_a_secret_that_somebody_wrote_into_a_flow(deployed):
    deployed.colleague(f"The password is {CANARY}")
    deployed.edit(lambda body: body.update(name=f"Reminder {CANARY}"))

    assert deployed.flowops("plan", "production", "-o", "plan.json").code == 0
    assert deployed.flowops("drift", "production", "-o", "drift.json").code == 0

    plan, drift = ((deployed.root / name).read_text() for name in ("plan.json", "drift.json"))
    assert "Reminder ***" in plan
    assert "ANC Visit Reminder" in drift
    assert CANARY not in plan + drift


def test_an_edit_is_saved_in_place_and_nobody_who_waits_is_lost(deployed):
    node = next(n["uuid"] for n in deployed.flow().definition["nodes"] if "wait" in n.get("router", {}))
    deployed.wait(node, 7)
    before = {n["uuid"] for n in deployed.flow().definition["nodes"]}
    deployed.edit(say("Hello from git"))

    plan = deployed.flowops("plan", "production", "--format", "json")
    ran = deployed.flowops("deploy", "production", "--yes", "--format", "json")

    (action,) = plan.json["actions"]
    assert (action["name"], action["action"], action["transport"]) == (
        "ANC Visit Reminder",
        "update",
        "in-place",
    )
    assert (ran.code, ran.json["status"]) == (0, "verified")
    assert message(deployed.flow().definition)["text"] == "Hello from git"
    assert {n["uuid"] for n in deployed.flow().definition["nodes"]} == before
    assert (action["waiting"], action["stranded"]) == (7, 0)
    assert deployed.waiting() == {"waiting": 7, "stranded": 0}


def test_a_plan_that_was_approved_is_applied_once_and_exactly(deployed):
    deployed.edit(say("Hello from git"))
    assert deployed.flowops("plan", "production", "-o", "plan.json").code == 0
    digest = json.loads((deployed.root / "plan.json").read_text())["digest"]

    assert deployed.flowops("deploy", "production", "--expect", "0" * 64).code == 4
    assert deployed.flowops("deploy", "production", "--plan", "plan.json").code == 0
    again = deployed.flowops("deploy", "production", "--expect", digest, "--format", "json")
    assert (again.code, again.json["status"]) == (0, "nothing-to-do")
    deployed.edit(say("Something else"))
    assert deployed.flowops("deploy", "production", "--expect", digest).code == 4


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        ("{", 1, "the JSON ends in the middle"),
        ("{}", 1, "is no plan of flowops"),
        ('{"format": "flowops/plan@2"}', 1, "flowops/plan@2"),
    ],
)
def test_what_is_no_plan_is_refused(content, code, says, deployed):
    (deployed.root / "plan.json").write_text(content)

    ran = deployed.flowops("deploy", "production", "--plan", "plan.json")

    assert ran.code == code
    assert says in ran.err


def test_a_plan_of_another_environment_or_that_is_not_there_is_named(deployed):
    deployed.flowops("plan", "staging", "-o", "plan.json")

    assert "is a plan for staging" in deployed.flowops("deploy", "production", "--plan", "plan.json").err
    assert "flowops plan production -o" in deployed.flowops("deploy", "production", "--plan", "nowhere").err
    assert deployed.flowops("deploy", "production", "--plan", "plan.json", "--expect", "x").code == 64


def test_without_a_terminal_nothing_is_asked_and_nothing_is_written(programme):
    made = programme()

    ran = made.flowops("deploy", "production")

    assert ran.code == 3
    assert "--yes" in ran.err
    assert not made.production.flows


def test_what_a_colleague_changed_is_not_overwritten_unless_that_is_waived_with_its_name(deployed):
    deployed.colleague("Hello from a colleague")
    deployed.edit(say("Hello from git"))

    refused = deployed.flowops("deploy", "production", "--yes", "--format", "json")
    assert (refused.code, refused.json["status"]) == (3, "refused")
    assert "drift" in refused.err
    assert message(deployed.flow().definition)["text"] == "Hello from a colleague"
    assert deployed.flowops("deploy", "production", "--yes", "--allow", "drfit").code == 64
    silent = deployed.flowops("deploy", "production", "--yes", "--allow", "drift")
    assert silent.code == 0
    assert "no --reason was given" in silent.err
    assert message(deployed.flow().definition)["text"] == "Hello from git"


def test_drift_says_what_a_colleague_did_and_since_when(deployed):
    deployed.colleague("Hello from a colleague")

    shown = deployed.flowops("drift", "production", "--exit-code")
    found = deployed.flowops("drift", "production", "--format", "json")

    assert shown.code == 2
    assert "Hello from a colleague" in shown.out
    assert shown.out.splitlines()[-1].startswith("production, since deploy 20")
    assert (found.json["format"], found.json["environment"]) == ("flowops/drift@1", "production")
    assert found.json["since"]["id"]
    assert [change["name"] for change in found.json["changes"]] == ["ANC Visit Reminder"]


def test_drift_is_told_as_markdown_with_its_document_beside_it(deployed):
    deployed.colleague("Hello @bob <!--")

    shown = deployed.flowops("drift", "production", "--format", "markdown", "-o", "drift.json")
    found = deployed.flowops("drift", "production", "--format", "json")

    assert shown.out.startswith("### production, since deploy 20")
    assert "ANC Visit Reminder" in shown.out
    assert "@bob" not in re.sub(r"^(`{3,})diff$.*?^\1$", "", shown.out, flags=re.MULTILINE | re.DOTALL)
    assert json.loads((deployed.root / "drift.json").read_text()) == found.json


def test_a_workflow_says_in_variables_what_it_waives_and_why(deployed, monkeypatch):
    deployed.colleague("Hello from a colleague")
    deployed.edit(say("Hello from git"))
    monkeypatch.setenv("FLOWOPS_ALLOW", "drift too-many-changes")
    monkeypatch.setenv("FLOWOPS_REASON", "#7, approved by bob")

    assert deployed.flowops("deploy", "production", "--yes").code == 0
    (last, *_) = deployed.flowops("history", "production", "--format", "json").json["deploys"]
    assert last["reason"] == "#7, approved by bob"


def test_without_a_deploy_drift_is_told_from_what_git_holds(programme):
    made = programme()

    shown = made.flowops("drift", "staging")

    assert shown.code == 0
    assert "staging, since what git holds (" in shown.out


def test_a_rollback_brings_back_what_a_deploy_found(deployed):
    before = message(deployed.flow().definition)["text"]
    deployed.edit(say("Hello from git"))
    assert deployed.flowops("deploy", "production", "--yes").code == 0

    ran = deployed.flowops("rollback", "production", "--yes", "--format", "json")

    assert (ran.code, ran.json["status"]) == (0, "verified")
    assert message(deployed.flow().definition)["text"] == before
    assert deployed.flowops("verify", "production").code == 5
    assert [
        it["status"] for it in deployed.flowops("history", "production", "--format", "json").json["deploys"]
    ] == ["verified"] * 3
    assert deployed.flowops("rollback", "production", "--to", "nothing").code == 1


def test_without_a_deploy_there_is_nothing_to_take_back(programme):
    ran = programme().flowops("rollback", "production", "--yes")

    assert ran.code == 1
    assert "nothing to take back" in ran.err


def test_verify_names_what_differs(deployed):
    deployed.edit(say("Hello from git"))

    shown = deployed.flowops("verify", "production")
    found = deployed.flowops("verify", "production", "--format", "json")

    assert (shown.code, found.code) == (5, 5)
    assert "ANC Visit Reminder" in shown.out
    assert (found.json["format"], found.json["status"]) == ("flowops/verify@1", "differs")


def test_globals_are_shown_side_by_side_and_never_their_values(programme):
    made = programme()

    shown = made.flowops("globals", "production")
    found = made.flowops("globals", "staging", "--format", "json")

    assert shown.code == 0
    assert "${CHT_AUTH}" in shown.out
    assert shown.out.splitlines()[-1] == "production: 5 globals, 0 without a value"
    rows = {row["key"]: row for row in found.json["globals"]}
    assert (rows["cht_auth"]["variable"], rows["cht_auth"]["differs"], rows["helpline"]["differs"]) == (
        "CHT_AUTH",
        True,
        True,
    )
    assert CANARY not in shown.out + found.out


def test_a_global_that_has_no_value_anywhere_is_an_error(programme):
    made = programme()
    file = made.root / "environments" / "production.yaml"
    file.write_text(file.read_text().replace('  helpline: "production helpline"\n', ""))

    ran = made.flowops("globals", "production")

    assert ran.code == 1
    assert "no value: helpline" in ran.out


def test_render_makes_the_import_file_offline(deployed):
    ran = deployed.flowops("render", "production", "-o", "import.json")
    shown = deployed.flowops("render", "production")

    assert ran.code == 0
    envelope = json.loads((deployed.root / "import.json").read_text())
    assert envelope == json.loads(shown.out)
    assert envelope["version"] == "13"
    assert {flow["uuid"] for flow in envelope["flows"]} == {
        flow.uuid for flow in deployed.production.flows.values()
    }


def test_render_without_a_lock_file_says_how_references_are_matched(programme):
    ran = programme().flowops("render", "production")

    assert ran.code == 0
    assert "no lock file" in ran.err


def test_a_reference_that_means_nothing_there_is_named_with_what_to_write(deployed):
    def send_by(body):
        body["nodes"][0].setdefault("actions", []).append(
            {
                "type": "set_contact_channel",
                "uuid": "5a2b8c0e-0c0f-4b0a-9d55-6a7ce2b3f5aa",
                "channel": {"uuid": "5a2b8c0e-0c0f-4b0a-9d55-6a7ce2b3f5ab", "name": "Short code"},
            }
        )

    deployed.edit(send_by)

    ran = deployed.flowops("deploy", "production", "--yes")
    file = deployed.flowops("render", "production")

    assert ran.code == file.code == 3
    assert 'channel "Short code"' in ran.err
    assert "bindings" in ran.err
    assert deployed.flowops("render", "production", "--allow", "unresolved-reference").code == 0


def test_files_that_cannot_be_read_stop_everything_before_the_server_is_asked(deployed):
    (deployed.root / REMINDER).write_text("{")
    deployed.commit()

    for words in (["plan", "production"], ["deploy", "production", "--yes"], ["render", "production"]):
        ran = deployed.flowops(*words)
        assert ran.code == 1
        assert REMINDER in ran.err


def test_a_deploy_is_recorded_in_git_and_without_git_there_is_none(deployed, tmp_path, monkeypatch):
    log = git(deployed.root, "log", "--format=%s", "flowops/production")
    assert len(log.splitlines()) == 2
    everything = subprocess.run(
        ["git", "-C", str(deployed.root), "log", "-p", "--all"], capture_output=True, check=True
    ).stdout
    assert CANARY.encode() not in everything

    bare = tmp_path / "bare"
    subprocess.run(["cp", "-r", str(deployed.root), str(bare)], check=True)
    subprocess.run(["rm", "-rf", str(bare / ".git")], check=True)
    ran = deployed.flowops("deploy", "production", "--yes", directory=bare)
    assert ran.code == 1
    assert "git init" in ran.err
    assert deployed.flowops("plan", "production", directory=bare).code == 0


def test_without_the_editors_address_flows_are_imported_and_the_price_is_told(deployed):
    deployed.edit(say("Hello from git"))

    plan = deployed.flowops("plan", "production", "--transport", "import", "--format", "json")
    ran = deployed.flowops("deploy", "production", "--transport", "import", "--yes")

    assert [it["transport"] for it in plan.json["actions"]] == ["import"]
    assert ran.code == 0
    assert message(deployed.flow().definition)["text"] == "Hello from git"
