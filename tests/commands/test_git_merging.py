"""`flowops git`: real git, which shows and merges flows through flowops."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from flowops import canon
from flowops.repository import folder, layout, programme
from tests.conftest import git

REMINDER = "flows/anc-visit-reminder.json"


@pytest.fixture(autouse=True)
def a_way_to_flowops(monkeypatch):
    """Git starts the flowops of these tests."""
    monkeypatch.setattr(sys, "argv", ["pytest"])


@pytest.fixture
def flows(repository, flowops):
    """A repository that holds the example, with the drivers installed."""
    folder.write(repository, layout.files(programme.read()), frozenset())
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "Flows")
    assert flowops("git", "install").code == 0
    return repository


def edit(root, change, path=REMINDER):
    body = json.loads((root / path).read_text())
    change(body)
    (root / path).write_bytes(canon.dumps(body))


def commit(root, change, message, path=REMINDER):
    edit(root, change, path)
    git(root, "commit", "--quiet", "-am", message)


def branch(root, change, path=REMINDER):
    """A branch `theirs` with one change; back on main."""
    git(root, "switch", "--quiet", "-c", "theirs")
    commit(root, change, "Theirs", path)
    git(root, "switch", "--quiet", "main")


def run(root, *words):
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)


def messages(body):
    return [a for n in body["nodes"] for a in n.get("actions", ()) if a["type"] == "send_msg"]


def say(number, text):
    def change(body):
        messages(body)[number]["text"] = text

    return change


def test_git_diff_shows_flows_as_people_read_them(flows):
    edit(flows, say(0, "Hello there"))

    shown = run(flows, "diff")

    assert shown.returncode == 0
    assert "+    text: Hello there" in shown.stdout
    assert "uuid" not in shown.stdout
    assert '"uuid"' in run(flows, "diff", "--no-textconv", "-U9").stdout


def test_git_shows_what_is_no_json_as_it_is(flows):
    (flows / REMINDER).write_text("<<<<<<< HEAD\n")

    assert "+<<<<<<< HEAD" in run(flows, "diff").stdout


def test_independent_edits_of_one_flow_merge(flows):
    branch(flows, say(0, "Theirs"))
    commit(flows, say(1, "Ours"), "Ours")

    merged = run(flows, "merge", "--quiet", "--no-edit", "theirs")

    assert merged.returncode == 0, merged.stderr
    body = json.loads((flows / REMINDER).read_text())
    assert [messages(body)[0]["text"], messages(body)[1]["text"]] == ["Theirs", "Ours"]
    assert (flows / REMINDER).read_bytes() == canon.dumps(body)


def test_independent_edits_survive_a_rebase_and_a_cherry_pick(flows):
    branch(flows, say(0, "Theirs"))
    commit(flows, say(1, "Ours"), "Ours")

    assert run(flows, "cherry-pick", "theirs").returncode == 0
    assert run(flows, "rebase", "--quiet", "theirs").returncode == 0

    texts = [message["text"] for message in messages(json.loads((flows / REMINDER).read_text()))]
    assert texts[:2] == ["Theirs", "Ours"]


def test_two_edits_of_one_text_are_a_conflict_that_keeps_both(flows, flowops):
    branch(flows, say(0, "Theirs"))
    commit(flows, say(0, "Ours"), "Ours")

    merged = run(flows, "merge", "--quiet", "--no-edit", "theirs")

    assert merged.returncode == 1
    assert "both sides changed" in merged.stderr
    assert "theirs: Theirs" in merged.stderr
    body = json.loads((flows / REMINDER).read_text())
    assert messages(body)[0]["text"] == "Ours"
    (conflict,) = body["_conflicts"]
    assert (conflict["ours"], conflict["theirs"]) == ("Ours", "Theirs")
    ran = flowops("diff", "HEAD", ".")
    assert ran.code == 1
    assert "a merge left 1 conflict(s) to decide" in ran.out
    assert "removed" not in ran.out


def test_a_removed_node_that_the_other_side_leads_to_comes_back_as_a_conflict(flows):
    def target_of(body):
        return body["nodes"][-1]["uuid"]

    def lead_there(body):
        body["nodes"][0]["exits"][0]["destination_uuid"] = target_of(body)

    def remove(body):
        gone = target_of(body)
        body["nodes"] = [node for node in body["nodes"] if node["uuid"] != gone]
        body["_ui"]["nodes"].pop(gone)
        for leaving in (exit_ for node in body["nodes"] for exit_ in node["exits"]):
            if leaving.get("destination_uuid") == gone:
                leaving["destination_uuid"] = None

    branch(flows, remove)
    commit(flows, lead_there, "Ours")

    assert run(flows, "merge", "--quiet", "--no-edit", "theirs").returncode == 1
    body = json.loads((flows / REMINDER).read_text())
    there = {node["uuid"] for node in body["nodes"]}
    led_to = {exit_.get("destination_uuid") for node in body["nodes"] for exit_ in node["exits"]} - {None}
    assert led_to <= there
    assert body["_conflicts"]


def test_added_and_removed_triggers_merge(flows):
    path = "flows/triggers.json"
    branch(flows, lambda triggers: triggers.pop(0), path)
    commit(flows, lambda triggers: triggers[1].update(keywords=["new"]), "Ours", path)

    assert run(flows, "merge", "--quiet", "--no-edit", "theirs").returncode == 0
    triggers = json.loads((flows / path).read_text())
    assert ["new"] in [trigger.get("keywords") for trigger in triggers]


def test_a_group_with_two_new_queries_is_a_conflict_in_that_group(flows):
    path = "flows/groups.json"
    branch(flows, lambda groups: groups[0].update(query="age > 1"), path)
    commit(flows, lambda groups: groups[0].update(query="age > 2"), "Ours", path)

    assert run(flows, "merge", "--quiet", "--no-edit", "theirs").returncode == 1
    groups = json.loads((flows / path).read_text())
    assert [len(group["_conflicts"]) for group in groups if "_conflicts" in group] == [1]


def test_events_of_one_campaign_merge(flows):
    path = next((flows / "flows/campaigns").glob("*.json")).relative_to(flows).as_posix()

    def hour(number, value):
        return lambda body: body["events"][number].update(delivery_hour=value)

    branch(flows, hour(0, 11), path)
    commit(flows, hour(1, 12), "Ours", path)

    assert run(flows, "merge", "--quiet", "--no-edit", "theirs").returncode == 0
    assert {11, 12} <= {event["delivery_hour"] for event in json.loads((flows / path).read_text())["events"]}


def test_the_workspace_file_merges(flows):
    path = "flows/workspace.json"
    branch(flows, lambda body: body.update(server="8.0"), path)
    commit(flows, lambda body: body.update(spec_version="13.6.1"), "Ours", path)

    assert run(flows, "merge", "--quiet", "--no-edit", "theirs").returncode == 0
    body = json.loads((flows / path).read_text())
    assert (body["server"], body["spec_version"]) == ("8.0", "13.6.1")


@pytest.mark.parametrize("broken", ["{", "[]", '"text"'])
def test_what_is_no_flow_is_merged_line_by_line(broken, flows):
    git(flows, "switch", "--quiet", "-c", "theirs")
    (flows / REMINDER).write_text(f"{broken}\ntheirs\n")
    git(flows, "commit", "--quiet", "-am", "Theirs")
    git(flows, "switch", "--quiet", "main")
    commit(flows, say(0, "Ours"), "Ours")

    merged = run(flows, "merge", "--quiet", "--no-edit", "theirs")

    assert merged.returncode == 1
    assert "merged line by line" in merged.stderr
    assert "<<<<<<< ours" in (flows / REMINDER).read_text()


def test_lists_that_are_none_and_unknown_files_are_merged_line_by_line(flowops, tmp_path):
    for name, text in (("base", "[1]\n"), ("ours", "[1]\n"), ("theirs", "[2]\n")):
        (tmp_path / name).write_text(text)

    for path in ("flows/groups.json", "README.md"):
        ran = flowops("git", "merge", "base", "ours", "theirs", "--path", path, directory=tmp_path)
        assert ran.code == 0
        assert "merged line by line" in ran.err
    assert (tmp_path / "ours").read_text() == "[2]\n"


def test_installing_twice_is_installing_once_and_uninstalling_takes_all_back(repository, flowops):
    config, attributes = repository / ".git/config", repository / ".git/info/attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.txt text\n")
    before = config.read_text(), attributes.read_text()

    flowops("git", "install")
    once = config.read_text(), attributes.read_text()
    flowops("git", "install")
    assert (config.read_text(), attributes.read_text()) == once
    assert "/flows/*.json diff=flowops merge=flowops" in once[1]

    assert flowops("git", "uninstall").code == 0
    assert (config.read_text(), attributes.read_text()) == before
    assert flowops("git", "uninstall").code == 0


def test_without_other_attributes_the_file_is_gone_again(repository, flowops):
    flowops("git", "install")
    flowops("git", "uninstall")

    assert not (repository / ".git/info/attributes").exists()


def test_a_repository_inside_a_bigger_checkout_has_patterns_of_its_own(repository, flowops):
    inner = repository / "our flows"
    (inner / "environments").mkdir(parents=True)

    assert flowops("git", "install", directory=inner).code == 0
    assert "/our[[:space:]]flows/flows/*.json" in (repository / ".git/info/attributes").read_text()


def test_a_linked_worktree_shares_the_drivers(flows, tmp_path):
    git(flows, "worktree", "add", "--quiet", str(tmp_path / "tree"))
    edit(tmp_path / "tree", say(0, "Hello there"))

    assert "+    text: Hello there" in run(tmp_path / "tree", "diff").stdout


@pytest.mark.parametrize("configured", [False, True])
def test_globally_they_are_for_all_clones(configured, repository, flowops, tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    place = home / ".config/git/attributes"
    if configured:
        place = home / "attributes"
        (home / ".gitconfig").write_text(f"[core]\n\tattributesFile = {place}\n")

    assert flowops("git", "install", "--global").code == 0
    assert "**/flows/*.json diff=flowops" in place.read_text()
    assert "textconv" in (home / ".gitconfig").read_text()
    assert flowops("git", "uninstall", "--global").code == 0
    assert not place.exists()


def test_unreadable_attributes_are_left_alone(repository, flowops):
    attributes = repository / ".git/info/attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_bytes(b"\xff\xfe")

    ran = flowops("git", "install")

    assert ran.code == 1
    assert attributes.read_bytes() == b"\xff\xfe"


def test_textconv_is_quick_and_says_what_it_cannot_read(flows):
    words = [sys.executable, "-m", "flowops", "git", "textconv"]
    code = "import sys; sys.argv = ['flowops', 'git', 'textconv', sys.argv[1]]\nimport runpy\ntry: runpy.run_module('flowops', run_name='__main__')\nexcept SystemExit: print(*sys.modules, file=sys.stderr)"

    shown = subprocess.run([*words, flows / REMINDER], capture_output=True, text=True, check=True)
    loaded = subprocess.run(
        [sys.executable, "-c", code, flows / REMINDER], capture_output=True, text=True, check=True
    )
    missing = subprocess.run([*words, "nowhere"], capture_output=True, text=True, check=False)

    assert shown.stdout.startswith("name: ANC Visit Reminder")
    assert not {"click", "requests", "git", "deepdiff"} & set(loaded.stderr.split())
    assert (missing.returncode, missing.stderr) == (
        1,
        "flowops: cannot read nowhere: No such file or directory\n",
    )


def test_git_is_started_as_this_flowops_was(repository, flowops, monkeypatch, tmp_path):
    shutil.copy(sys.executable, tmp_path / "flowops")
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "flowops")])
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    flowops("git", "install")

    assert git(repository, "config", "diff.flowops.textconv") == f"{tmp_path}/flowops git textconv"
