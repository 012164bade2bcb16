"""`flowops export`, as a user runs it."""

import json
import subprocess
import sys

import pytest
import requests

from bench.generate import workspace as generated
from flowops import wire
from flowops.model.kind import FLOW
from flowops.repository.repository import Repository
from flowops.sandbox import importing
from flowops.sandbox.dialects import DIALECTS
from tests.conftest import TOKEN, git, tree, write_environment

ENVIRONMENT = "environments/staging.yaml"
LOCK = "environments/staging.lock.json"


def flow_named(staging, name):
    return next(flow for flow in staging.workspace.flows.values() if flow.name == name)


def edited(staging, flow_name, **keys):
    """A colleague's edit in the editor."""
    flow = flow_named(staging, flow_name)
    staging.workspace.save_flow({**flow.definition, **keys})


def test_a_workspace_becomes_one_file_a_flow(staging, flowops, repository):
    staging()

    ran = flowops("export", "staging", "--format", "json")

    assert ran.code == 0, ran.err
    assert len(ran.json["written"]) == 15
    assert ran.json["removed"] == []
    assert ran.json["unchanged"] == 0
    assert ran.json["commit"] is None
    assert set(tree(repository)) == {"README.md", ENVIRONMENT, *ran.json["written"]}
    assert LOCK in ran.json["written"]


def test_exporting_twice_writes_and_commits_nothing_the_second_time(staging, flowops, repository):
    staging()
    first = flowops("export", "staging", "--commit", "--format", "json")
    before = tree(repository)

    again = flowops("export", "staging", "--commit", "--format", "json")

    assert again.code == 0
    assert (again.json["written"], again.json["removed"], again.json["commit"]) == ([], [], None)
    assert again.json["unchanged"] == len(first.json["written"])
    assert tree(repository) == before
    assert git(repository, "rev-parse", "HEAD") == first.json["commit"]


@pytest.mark.parametrize("same_site", [True, False])
@pytest.mark.parametrize("dialect", list(DIALECTS))
def test_after_an_import_by_hand_git_is_quiet(dialect, same_site, staging, flowops, repository):
    here = staging(dialect=dialect)
    assert flowops("export", "staging", "--commit").code == 0
    before = nodes_of(here.workspace)
    for _ in range(2):
        importing.run(
            here.workspace, wire.encode(Repository(repository).contents.export), same_site=same_site
        )

    ran = flowops("export", "staging", "--format", "json")

    assert nodes_of(here.workspace).isdisjoint(before)  # as imports do it
    assert (ran.json["written"], ran.json["removed"]) == ([], [])
    assert git(repository, "status", "--porcelain", "flows", "environments/staging.lock.json") == ""


def nodes_of(workspace):
    """The UUIDs of all nodes, archived flows aside, which no import touches."""
    live = [flow for flow in workspace.flows.values() if not flow.archived]
    return {node["uuid"] for flow in live for node in flow.definition["nodes"]}


def test_an_edit_in_the_workspace_is_one_changed_file(staging, flowops, repository):
    here = staging()
    flowops("export", "staging", "--commit")
    edited(here, "ANC Reminder", expire_after_minutes=720)

    ran = flowops("export", "staging", "--commit", "--format", "json")

    assert ran.json["written"] == ["flows/anc-reminder.json"]
    assert git(repository, "show", "--numstat", "--format=%B").split("\n") == [
        "Export staging: 1 flow changed",
        "",
        'Change flow "ANC Reminder"',
        "",
        "",
        "1\t1\tflows/anc-reminder.json",
    ]


def test_a_renamed_flow_is_moved_and_a_deleted_one_removed(staging, flowops, repository):
    here = staging()
    flowops("export", "staging", "--commit")
    edited(here, "ANC Reminder", name="ANC Visit Reminder")
    here.workspace.delete_flow(flow_named(here, "ANC Reschedule").uuid)

    ran = flowops("export", "staging", "--commit")

    assert "renamed  flow     ANC Visit Reminder  (was ANC Reminder)" in ran.out
    assert "removed  flow     ANC Reschedule" in ran.out
    moves = git(repository, "show", "--find-renames=50%", "--name-status", "--format=").splitlines()
    assert any(
        m.startswith("R") and m.endswith("anc-reminder.json\tflows/anc-visit-reminder.json") for m in moves
    )
    assert "D\tflows/anc-reschedule.json" in moves


def test_an_archived_flow_is_told_by_name(staging, flowops, repository):
    here = staging()
    flowops("export", "staging", "--commit")
    here.workspace.archive_flow(flow_named(here, "ANC Reschedule").uuid)

    ran = flowops("export", "staging", "--commit")

    assert "changed  flow     ANC Reschedule" in ran.out
    assert git(repository, "log", "-1", "--format=%s") == "Export staging: 1 flow changed"


def test_where_only_the_form_changed_the_commit_says_so(staging, flowops, repository):
    staging()
    flowops("export", "staging", "--commit")
    path = repository / "flows" / "groups.json"
    path.write_text(json.dumps(json.loads(path.read_text())))
    git(repository, "commit", "-aqm", "Another form")

    flowops("export", "staging", "--commit")

    assert git(repository, "log", "-1", "--format=%B") == "Export staging: no object changed"


def test_verbose_tells_each_request_without_the_token(staging, flowops):
    here = staging()

    ran = flowops("-v", "export", "staging")

    assert "GET /api/v2/workspace.json: 200, " in ran.err
    assert ran.err.count("GET /api/v2/") == len(here.sandbox.log)
    assert here.workspace.token not in ran.err


def test_another_git_at_work_is_one_clear_line(staging, flowops, repository):
    staging()
    (repository / ".git" / "index.lock").touch()

    ran = flowops("export", "staging", "--commit")

    assert ran.code == 1
    assert "git commit failed: fatal: Unable to create" in ran.err
    assert "Traceback" not in ran.err


def test_flows_of_the_future_are_kept_with_a_warning(staging, flowops, repository, tmp_path):
    file = tmp_path / "new.json"
    flow = {"uuid": "u", "name": "New", "spec_version": "15.0.0", "nodes": []}
    file.write_text(json.dumps({"version": "13", "flows": [flow]}))

    ran = flowops("export", "--from-file", str(file))

    assert ran.code == 0
    assert "flows of specification 15.0.0 are newer than this flowops knows" in ran.err


def test_check_writes_nothing_and_tells_by_its_exit_code(staging, flowops, repository):
    staging()
    before = tree(repository)

    assert flowops("export", "staging", "--check").code == 2
    assert tree(repository) == before

    flowops("export", "staging")
    assert flowops("export", "staging", "--check").code == 0


def test_only_what_the_export_wrote_is_committed(staging, flowops, repository):
    staging()
    (repository / "README.md").write_text("dirty")
    (repository / "staged.txt").write_text("staged")
    git(repository, "add", "staged.txt")

    ran = flowops("export", "staging", "--commit", "-m", "Nightly export", "--format", "json")

    assert git(repository, "log", "-1", "--format=%B") == "Nightly export"
    committed = git(repository, "show", "--name-only", "--format=").splitlines()
    assert sorted(committed) == sorted(ran.json["written"])
    assert git(repository, "status", "--porcelain").splitlines() == [
        "M README.md",
        "A  staged.txt",
        f"?? {ENVIRONMENT}",
    ]


def test_what_an_earlier_export_left_uncommitted_is_committed(staging, flowops, repository):
    here = staging()
    flowops("export", "staging", "--commit")
    here.workspace.delete_flow(flow_named(here, "ANC Reschedule").uuid)
    edited(here, "ANC Reminder", expire_after_minutes=720)
    flowops("export", "staging")
    edited(here, "ANC Reminder", expire_after_minutes=1440)

    ran = flowops("export", "staging", "--commit", "--format", "json")

    assert ran.json["written"] == ["flows/anc-reminder.json"]
    shown = git(repository, "show", "--name-only", "--format=").splitlines()
    assert shown == [LOCK, "flows/anc-reminder.json", "flows/anc-reschedule.json"]
    assert git(repository, "status", "--porcelain", "flows") == ""


def test_a_commit_is_pushed(staging, flowops, repository, tmp_path):
    git(tmp_path, "init", "--quiet", "--bare", "origin.git")
    git(repository, "remote", "add", "origin", str(tmp_path / "origin.git"))
    staging()

    ran = flowops("export", "staging", "--commit", "--push", "--format", "json")

    assert git(tmp_path / "origin.git", "rev-parse", "main") == ran.json["commit"]


def test_a_push_that_fails_keeps_the_commit(staging, flowops, repository):
    staging()

    ran = flowops("export", "staging", "--commit", "--push")

    assert ran.code == 1
    assert "git push failed" in ran.err
    assert git(repository, "log", "-1", "--format=%s") == "Export staging: 7 flows added"


def test_a_downloaded_file_gives_the_same_as_the_server(staging, flowops, repository, programme, tmp_path):
    staging({**programme, "flows": [{**flow, "spec_version": "14.4.1"} for flow in programme["flows"]]})
    flowops("export", "staging", "--commit")
    file = tmp_path / "download.json"
    file.write_text(json.dumps(programme))

    ran = flowops("export", "--from-file", str(file), "--format", "json")

    assert ran.code == 0
    assert LOCK not in ran.json["written"] + ran.json["removed"]
    assert ran.json["requests"] == 0
    assert "flows/globals.json" not in ran.json["written"]


def test_a_download_knows_which_flows_were_archived(staging, flowops, repository, programme, tmp_path):
    here = staging()
    archived = flow_named(here, "ANC Reminder")
    here.workspace.archive_flow(archived.uuid)
    flowops("export", "staging", "--commit")
    file = tmp_path / "download.json"
    file.write_text(json.dumps(programme))

    flowops("export", "--from-file", str(file))

    workspace = json.loads((repository / "flows" / "workspace.json").read_text())
    assert workspace["archived"] == [{"kind": "flow", "name": "ANC Reminder", "uuid": archived.uuid}]
    assert (workspace["spec_version"], workspace["server"]) == ("13.1.0", "7.4")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[]", "download.json is no RapidPro export: it holds no JSON object"),
        (b'{"uuid": "x", "nodes": []}', "download.json is no RapidPro export: it holds a single flow"),
        (b'{"version": "13", "flows": [', "download.json:1: the JSON ends in the middle"),
        (b'{"version": "2", "flows": []}', "download.json is an export of version '2'"),
        (b'\xef\xbb\xbf{"version": "13"}', "download.json begins with a byte order mark"),
        (b'{"version": "13\xff"}', "download.json:1: not UTF-8"),
        (None, "cannot read"),
    ],
)
def test_a_file_that_is_no_export_is_refused_in_one_line(flowops, repository, tmp_path, data, said):
    if data is not None:
        (tmp_path / "download.json").write_bytes(data)
    before = tree(repository)

    ran = flowops("export", "--from-file", str(tmp_path / "download.json"))

    assert ran.code == 1
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert ran.out == ""
    assert tree(repository) == before


def test_an_empty_workspace_never_empties_a_repository(staging, flowops, repository, monkeypatch):
    here = staging()
    flowops("export", "staging", "--commit")
    for flow in [*here.workspace.flows.values()]:
        here.workspace.delete_flow(flow.uuid)
    before = tree(repository)

    refused = flowops("export", "staging")

    assert refused.code == 3
    assert "empty-export: staging has no flow to export, and the repository has 7" in refused.err
    assert "--allow empty-export" in refused.err
    assert tree(repository) == before

    allowed = flowops("export", "staging", "--allow", "empty-export")

    assert allowed.code == 0
    assert "warning: allowed: empty-export" in allowed.err
    assert not [path for path in tree(repository) if path.startswith("flows/anc")]


def test_the_token_of_another_workspace_is_refused(staging, flowops, repository, monkeypatch):
    here = staging()
    production = here.sandbox.workspace("Production")
    monkeypatch.setenv(TOKEN, production.token)

    ran = flowops("export", "staging")

    assert ran.code == 3
    assert "wrong-workspace: the token of staging" in ran.err
    assert not (repository / "flows").exists()


def test_an_environment_without_workspace_is_told_which_it_is(staging, flowops, repository):
    here = staging()
    text = (repository / ENVIRONMENT).read_text()
    (repository / ENVIRONMENT).write_text(text.replace(f"workspace: {here.workspace.uuid}\n", ""))

    ran = flowops("export", "staging")

    assert ran.code == 0
    assert f"workspace: {here.workspace.uuid}" in ran.err


def test_a_change_by_hand_is_not_overwritten(staging, flowops, repository):
    here = staging()
    flowops("export", "staging", "--commit")
    mine = repository / "flows" / "anc-reminder.json"
    mine.write_text(mine.read_text().replace("10080", "720"))
    edited(here, "ANC Reminder", expire_after_minutes=1440)

    refused = flowops("export", "staging")

    assert refused.code == 3
    assert "uncommitted-changes" in refused.err
    assert "flows/anc-reminder.json" in refused.err
    assert "720" in mine.read_text()
    assert flowops("export", "staging", "--allow", "uncommitted-changes").code == 0
    assert "1440" in mine.read_text()


def test_a_secret_that_stands_in_a_flow_does_not_get_into_git(staging, flowops, repository):
    here = staging()
    edited(here, "ANC Reminder", _ui={"note": f"Token {here.workspace.token}"})

    ran = flowops("export", "staging")

    assert ran.code == 3
    assert "secret-in-export" in ran.err
    assert here.workspace.token not in ran.err + ran.out
    assert not (repository / "flows").exists()


def test_a_secret_in_a_downloaded_file_does_not_get_into_git(
    staging, flowops, repository, programme, tmp_path, monkeypatch
):
    staging(extra="globals:\n  cht_auth: ${CHT_AUTH}\n")
    monkeypatch.setenv("CHT_AUTH", "Basic canary")
    (repository / "environments" / "broken.yaml").write_text(":")
    file = tmp_path / "download.json"
    file.write_text(json.dumps(programme).replace("@globals.cht_auth", "Basic canary"))

    ran = flowops("export", "--from-file", str(file))

    assert ran.code == 3
    assert "secret-in-export: the value of ${CHT_AUTH}" in ran.err
    assert not (repository / "flows").exists()


def test_a_download_of_a_part_says_what_it_removes(staging, flowops, repository, programme, tmp_path):
    staging()
    flowops("export", "staging", "--commit")
    file = tmp_path / "part.json"
    file.write_text(json.dumps({"version": "13", "flows": programme["flows"][:1]}))

    ran = flowops("export", "--from-file", str(file))

    assert ran.code == 0
    assert "part.json lacks 6 flow(s) of the repository, which are removed" in ran.err
    assert "git restore flows" in ran.err


def test_triggers_that_could_not_be_read_stay_and_are_not_committed(staging, flowops, repository):
    here = staging()
    flowops("export", "staging", "--commit")
    triggers = repository / "flows" / "triggers.json"
    triggers.unlink()
    body = [{"method": "GET", "path": "/api/v2/definitions.json", "fault": "status:504", "times": 2}]
    requests.post(f"{here.url}/sandbox/faults.json", json=body, timeout=5)

    ran = flowops("export", "staging", "--commit", "--format", "json")

    assert "triggers cannot be read" in ran.err
    assert ran.json["commit"] is None
    assert git(repository, "status", "--porcelain", "flows") == "D flows/triggers.json"


def test_from_inside_flows_it_says_that_the_folder_is_new(staging, flowops, repository, monkeypatch):
    staging()
    (repository / "flows").mkdir()
    monkeypatch.chdir(repository / "flows")

    ran = flowops("export", "staging")

    assert "your shell is still in the old one: cd ." in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["export"], "Name either an environment"),
        (["export", "staging", "--from-file", "x"], "Name either an environment"),
        (["export", "staging", "--check", "--commit"], "--check writes nothing"),
        (["export", "staging", "-m", "x"], "-m needs --commit"),
        (["export", "staging", "--push"], "--push needs --commit"),
        (["export", "staging", "--commit", "-m", " "], "-m needs a text"),
        (["export", "staging", "--allow", "everything"], "there is no such guard"),
        (["export", "stagng"], "Did you mean staging?"),
        (["export", "staging", "--format", "xml"], "'xml' is not one of"),
        (["exprot", "staging"], "No such command 'exprot'"),
    ],
)
def test_wrong_words_are_a_usage_error(staging, flowops, words, said):
    staging()

    ran = flowops(*words)

    assert ran.code == 64
    assert said in ran.err
    assert ran.out == ""


def test_a_missing_token_names_variable_and_environment(staging, flowops, monkeypatch):
    staging()
    monkeypatch.delenv(TOKEN)

    ran = flowops("export", "staging")

    assert ran.code == 64
    assert TOKEN in ran.err
    assert "staging" in ran.err


def test_outside_a_git_repository_everything_but_a_commit_works(staging, flowops, tmp_path):
    here = staging()
    plain = tmp_path / "plain"
    (plain / "environments").mkdir(parents=True)
    write_environment(plain, here.url, here.workspace.uuid)

    refused = flowops("export", "staging", "--commit", directory=plain)
    done = flowops("export", "staging", directory=plain)

    assert refused.code == 1
    assert "is not in a git repository. Start one with: git init" in refused.err
    assert done.code == 0


def test_a_detached_head_is_seen_before_the_server_is_asked(staging, flowops, repository):
    here = staging()
    git(repository, "checkout", "--quiet", "--detach")

    ran = flowops("export", "staging", "--commit")

    assert ran.code == 1
    assert "HEAD is detached" in ran.err
    assert not here.sandbox.log


def test_a_folder_without_environments_is_no_repository(flowops, tmp_path):
    ran = flowops("export", "staging", directory=tmp_path)

    assert ran.code == 64
    assert "flowops init" in ran.err


def test_a_broken_file_in_the_repository_is_named_and_replaced(staging, flowops, repository):
    staging()
    flowops("export", "staging", "--commit")
    path = repository / "flows" / "anc-reminder.json"
    good = path.read_bytes()
    path.write_bytes(b"{")
    git(repository, "commit", "-aqm", "Break it")

    ran = flowops("export", "staging")

    assert ran.code == 0
    assert "flows/anc-reminder.json:1: the JSON ends in the middle" in ran.err
    assert path.read_bytes() == good


def test_hostile_names_stay_inside_flows(staging, flowops, repository):
    names = [
        "../../x",
        "CON",
        "a/b",
        "a\\b",
        "😀",
        "مرحبا",
        "…",
        "x" * 64,
        "ANC",
        "anc",
        "dots...",
        "triggers",
    ]
    flows = [
        {**it.body, "name": name}
        for it, name in zip(wire.decode(generated(12), "x").of(FLOW), names, strict=True)
    ]
    staging({"version": "13", "flows": flows})

    ran = flowops("export", "staging", "--commit", "--format", "json")

    assert ran.code == 0, ran.err
    paths = [path for path in ran.json["written"] if path.count("/") == 1 and path.startswith("flows/")]
    assert len({path.lower() for path in paths}) == len(names) + 5
    assert all(path.isascii() for path in paths)


def test_the_order_in_which_the_server_answers_makes_no_difference(staging, flowops, repository):
    here = staging()
    flowops("export", "staging", "--commit")
    flow = flow_named(here, "ANC Reminder")
    for name in ("ANC Reminder!", "ANC Reminder"):  # each save shuffles what the sandbox answers
        here.workspace.save_flow({**flow.definition, "name": name})

    assert flowops("export", "staging", "--format", "json").json["written"] == []


def test_the_command_line_itself_shows_neither_traceback_nor_token(staging, repository):
    here = staging()
    words = [sys.executable, "-m", "flowops", "-C", str(repository), "export", "staging"]

    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 0, done.stderr
    assert here.workspace.token not in done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].startswith("staging: 7 flows added")
    assert not any(here.workspace.token.encode() in data for data in tree(repository).values())
