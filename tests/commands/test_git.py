"""flowops git, in real git: what it shows, and what it merges."""

import json
import shlex
import subprocess
import sys

import pytest

from flowops.model.conflict import CONFLICTS
from tests.conftest import PROGRAMME, git

FLOW = "flows/anc-reminder.json"


@pytest.fixture
def flows(repository, flowops):
    """The repository with the antenatal care programme in it, committed, and git's drivers installed."""
    assert flowops("export", "--from-file", str(PROGRAMME)).code == 0
    (repository / "environments" / "README.md").write_text("Ours\n")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "Export")
    assert flowops("git", "install").code == 0
    return repository


def read(root, path=FLOW):
    return json.loads((root / path).read_bytes())


def write(root, body, path=FLOW):
    (root / path).write_text(json.dumps(body, indent=2, sort_keys=True, ensure_ascii=False) + "\n")


def commit(root, body, path=FLOW, message="Edit"):
    write(root, body, path)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", message)


def messages(body):
    return [a for node in body["nodes"] for a in node["actions"] if a["type"] == "send_msg"]


def with_text(body, at, text):
    made = json.loads(json.dumps(body))
    messages(made)[at]["text"] = text
    return made


def tried(root, *words):
    """A git command that may fail: its exit code, and all that it said."""
    done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def on_a_branch(root, body, path=FLOW):
    """One edit on a branch `colleague`, and back to main."""
    git(root, "switch", "--quiet", "--create", "colleague")
    commit(root, body, path)
    git(root, "switch", "--quiet", "main")


def test_git_diff_shows_flows_as_people_read_them(flows):
    write(flows, with_text(read(flows), 0, "Dear mother, come tomorrow"))

    shown = git(flows, "diff")

    assert "Dear mother, come tomorrow" in shown
    assert '"text"' not in shown
    assert '"text"' in git(flows, "diff", "--no-textconv")


def test_git_log_and_show_do_too_and_other_files_stay_as_they_are(flows):
    (flows / "README.md").write_text("Theirs\n")
    commit(flows, with_text(read(flows), 0, "Dear mother"))

    for words in (("show",), ("log", "-p", "-1")):
        assert "+Theirs" in git(flows, *words)
        assert '"text"' not in git(flows, *words)


def test_git_diff_shows_a_file_with_conflict_marks_as_it_is(flows):
    (flows / FLOW).write_text("<<<<<<< ours\n{}\n=======\n[]\n>>>>>>> theirs\n")

    assert "+<<<<<<< ours" in git(flows, "diff")


def test_independent_edits_of_one_flow_merge(flows):
    base = read(flows)
    assert len(messages(base)) > 1
    on_a_branch(flows, with_text(base, 0, "Theirs"))
    commit(flows, with_text(base, 1, "Ours"))

    git(flows, "merge", "--quiet", "--no-edit", "colleague")

    assert [action["text"] for action in messages(read(flows))][:2] == ["Theirs", "Ours"]
    assert git(flows, "status", "--porcelain") == ""


@pytest.mark.parametrize("words", [("rebase", "colleague"), ("cherry-pick", "colleague")])
def test_rebase_and_cherry_pick_merge_on_nodes_too(flows, words):
    base = read(flows)
    on_a_branch(flows, with_text(base, 0, "Theirs"))
    commit(flows, with_text(base, 1, "Ours"))

    git(flows, *words)

    assert [action["text"] for action in messages(read(flows))][:2] == ["Theirs", "Ours"]


def test_two_edits_of_one_text_leave_a_readable_file_that_flowops_refuses(flows, flowops):
    base = read(flows)
    on_a_branch(flows, with_text(base, 0, "Theirs"))
    commit(flows, with_text(base, 0, "Ours"))

    code, said = tried(flows, "merge", "colleague")

    assert code == 1
    assert FLOW in said
    assert "Theirs" in said
    body = read(flows)
    assert messages(body)[0]["text"] == "Ours"
    assert [it["theirs"] for it in body[CONFLICTS]] == ["Theirs"]
    assert tried(flows, "status", "--porcelain")[1].startswith("UU ")
    refused = flowops("diff", "HEAD", ".")
    assert refused.code == 1
    assert "1 conflict(s) to decide" in refused.out


def test_a_conflict_that_somebody_decided_is_a_flow_again(flows, flowops):
    base = read(flows)
    on_a_branch(flows, with_text(base, 0, "Theirs"))
    commit(flows, with_text(base, 0, "Ours"))
    tried(flows, "merge", "colleague")

    body = read(flows)
    del body[CONFLICTS]
    write(flows, body)
    git(flows, "add", ".")
    git(flows, "commit", "--quiet", "--no-edit")

    assert flowops("diff", "HEAD", ".", "--exit-code").code == 0


def test_a_node_that_the_other_side_leads_to_is_brought_back_and_told(flows):
    base = read(flows)
    target = base["nodes"][-1]["uuid"]
    ours = json.loads(json.dumps(base))
    ours["nodes"] = [node for node in ours["nodes"] if node["uuid"] != target]
    for node in ours["nodes"]:
        for exit_ in node["exits"]:
            exit_["destination_uuid"] = (
                None if exit_["destination_uuid"] == target else exit_["destination_uuid"]
            )
    theirs = json.loads(json.dumps(base))
    loose = next(e for n in theirs["nodes"][:-1] for e in n["exits"] if e["destination_uuid"] in (None, ""))
    loose["destination_uuid"] = target
    on_a_branch(flows, theirs)
    commit(flows, ours)

    code, _ = tried(flows, "merge", "colleague")

    body = read(flows)
    assert code == 1
    assert target in {node["uuid"] for node in body["nodes"]}
    assert body[CONFLICTS]


def test_a_flow_that_both_sides_added_merges_on_what_is_the_same(flows):
    new = read(flows) | {"uuid": "00000000-0000-4000-8000-000000000001", "name": "New"}
    on_a_branch(flows, new, "flows/new.json")
    commit(flows, with_text(new, 0, "Ours"), "flows/new.json")

    code, _ = tried(flows, "merge", "colleague")

    body = read(flows, "flows/new.json")
    assert code == 1
    assert messages(body)[0]["text"] == "Ours"
    assert [it["theirs"] for it in body[CONFLICTS]] == [messages(new)[0]["text"]]


def test_lists_of_objects_merge_object_by_object(flows):
    base = read(flows, "flows/groups.json")
    on_a_branch(
        flows,
        [*base, {"uuid": "00000000-0000-4000-8000-00000000000a", "name": "A", "query": None}],
        "flows/groups.json",
    )
    commit(
        flows,
        [*base, {"uuid": "00000000-0000-4000-8000-00000000000b", "name": "B", "query": None}],
        "flows/groups.json",
    )

    git(flows, "merge", "--quiet", "--no-edit", "colleague")

    assert {"A", "B"} <= {group["name"] for group in read(flows, "flows/groups.json")}


def test_a_file_with_conflict_marks_is_merged_by_lines(flows):
    on_a_branch(flows, with_text(read(flows), 0, "Theirs"))
    (flows / FLOW).write_text("<<<<<<< x\nno JSON\n")
    git(flows, "commit", "--quiet", "-am", "Break")

    code, said = tried(flows, "merge", "colleague")

    assert code == 1
    assert "merged line by line" in said
    assert "<<<<<<< ours" in (flows / FLOW).read_text()


def test_installing_twice_is_as_installing_once_and_uninstalling_leaves_nothing(repository, flowops):
    config = repository / ".git" / "config"
    attributes = repository / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.png binary\n")
    before = config.read_bytes(), attributes.read_bytes()

    flowops("git", "install")
    once = config.read_bytes(), attributes.read_bytes()
    flowops("git", "install")

    assert (config.read_bytes(), attributes.read_bytes()) == once != before
    assert flowops("git", "uninstall").code == 0
    assert (config.read_bytes(), attributes.read_bytes()) == before
    assert flowops("git", "uninstall").code == 0


def test_git_shows_json_again_after_uninstalling(flows, flowops):
    flowops("git", "uninstall")
    write(flows, with_text(read(flows), 0, "Dear mother"))

    assert '"text"' in git(flows, "diff")


def test_worktrees_of_the_clone_have_the_drivers_too(flows, tmp_path):
    tree = tmp_path / "a work tree"
    git(flows, "worktree", "add", "--quiet", str(tree), "-b", "other")
    write(tree, with_text(read(tree), 0, "Dear mother"))

    assert '"text"' not in git(tree, "diff")


def test_it_can_be_installed_from_a_worktree(flows, flowops, tmp_path):
    flowops("git", "uninstall")
    tree = tmp_path / "tree"
    git(flows, "worktree", "add", "--quiet", str(tree), "-b", "other")

    assert flowops("git", "install", directory=tree).code == 0

    write(flows, with_text(read(flows), 0, "Dear mother"))
    assert '"text"' not in git(flows, "diff")


def test_a_repository_in_a_subfolder_with_spaces_is_shown_and_no_other_file(tmp_path, flowops):
    top = tmp_path / "our clone"
    root = top / "flows of ours"
    (root / "environments").mkdir(parents=True)
    git(top, "init", "--quiet", "--initial-branch=main")
    assert flowops("export", "--from-file", str(PROGRAMME), directory=root).code == 0
    (top / "flows").mkdir()
    (top / "flows" / "other.json").write_text('{"text": "a"}\n')
    git(top, "add", ".")
    git(top, "commit", "--quiet", "-m", "Start")

    assert flowops("git", "install", directory=root).code == 0

    base = read(root)
    on_a_branch(top, with_text(base, 0, "Theirs"), f"flows of ours/{FLOW}")
    commit(top, with_text(base, 1, "Ours"), f"flows of ours/{FLOW}")
    git(top, "merge", "--quiet", "--no-edit", "colleague")
    assert [action["text"] for action in messages(read(root))][:2] == ["Theirs", "Ours"]
    write(root, with_text(base, 0, "Dear mother"))
    (top / "flows" / "other.json").write_text('{"text": "b"}\n')
    shown = git(top, "diff")
    assert shown.count('"text"') == 2  # of the file that is none of ours


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of its own, with git's settings in it."""
    folder = tmp_path / "home of ours"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(folder / ".gitconfig"))
    return folder


def test_for_all_clones_it_goes_into_the_users_settings(flows, flowops, home):
    flowops("git", "uninstall")

    assert flowops("git", "install", "--global").code == 0

    write(flows, with_text(read(flows), 0, "Dear mother"))
    assert (home / ".config" / "git" / "attributes").is_file()
    assert '"text"' not in git(flows, "diff")
    assert flowops("git", "uninstall", "--global").code == 0
    assert '"text"' in git(flows, "diff")
    assert not (home / ".config" / "git" / "attributes").exists()


def test_for_all_clones_it_follows_xdg(flows, flowops, home, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "xdg"))

    flowops("git", "install", "--global")

    assert (home / "xdg" / "git" / "attributes").is_file()


def test_for_all_clones_it_follows_the_users_own_file_of_attributes(flows, flowops, home):
    flowops("git", "uninstall")
    git(flows, "config", "--global", "core.attributesFile", "~/my attributes")
    (home / "my attributes").write_text("*.png binary\n")

    flowops("git", "install", "--global")

    write(flows, with_text(read(flows), 0, "Dear mother"))
    assert (home / "my attributes").read_text().startswith("*.png binary\n")
    assert '"text"' not in git(flows, "diff")
    flowops("git", "uninstall", "--global")
    assert (home / "my attributes").read_text() == "*.png binary\n"


def test_outside_of_a_clone_it_says_so(tmp_path, flowops):
    (tmp_path / "bare" / "environments").mkdir(parents=True)

    ran = flowops("git", "install", directory=tmp_path / "bare")

    assert ran.code != 0
    assert "not a git repository" in ran.err or "is not in a git repository" in ran.err
    assert flowops("git", "uninstall", directory=tmp_path).code == 64


def test_the_driver_starts_the_flowops_that_installed_it(flows):
    command = git(flows, "config", "diff.flowops.textconv")

    done = subprocess.run(
        [*shlex.split(command), str(flows / FLOW)], capture_output=True, text=True, check=True
    )

    assert "ANC Reminder" in done.stdout


def test_textconv_imports_next_to_nothing(flows):
    code = (
        "import sys; sys.argv = ['flowops', 'git', 'textconv', sys.argv[1]]\n"
        "from flowops.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'click', 'git', 'deepdiff', 'requests', 'jsonschema'} & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(flows / FLOW)], capture_output=True, text=True, check=True
    )

    assert done.stderr.strip() == "[]"
    assert done.stdout


def test_textconv_of_a_file_that_is_not_there_fails(flowops):
    assert flowops("git", "textconv", "nowhere.json").code == 1


def test_merging_says_what_it_needs_to_know(flowops, tmp_path):
    assert flowops("git", "merge", "a", "b", "c").code == 64
    assert flowops("git", "merge", "a", "b", "c", "--path", FLOW).code == 1
