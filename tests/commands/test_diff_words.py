"""`flowops diff`: sides, formats and exit codes, through the command line."""

import json
import shutil

import pytest

from tests.conftest import git, write_environment

REMINDER = "flows/anc-reminder.json"


@pytest.fixture
def exported(staging, flowops, repository):
    """A repository that holds the programme, committed."""
    made = staging()
    assert flowops("export", "staging", "--commit").code == 0
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "All")
    return made


def edit(root, path, change):
    body = json.loads((root / path).read_text())
    change(body)
    (root / path).write_text(json.dumps(body))
    return body


def first_text(body):
    return next(a for n in body["nodes"] for a in n.get("actions", ()) if a["type"] == "send_msg")


def say_hello(body):
    first_text(body)["text"] = "Hello @contact.name"


def test_a_workspace_a_revision_and_the_folder_are_the_same_after_an_export(exported, flowops, repository):
    for sides in (("staging", "."), ("HEAD", "."), ("staging", "main"), (".", "flows")):
        ran = flowops("diff", *sides, "--exit-code")

        assert (ran.code, ran.err) == (0, ""), sides
        assert ran.out.startswith("no difference, ")


def test_an_edit_is_told_in_every_format(exported, flowops, repository):
    edit(repository, REMINDER, say_hello)

    text, page, found = (
        flowops("diff", "HEAD", ".", "--format", form) for form in ("text", "markdown", "json")
    )

    assert text.code == page.code == found.code == 0
    assert "ANC Reminder" in text.out
    assert text.out.splitlines()[-1].startswith("1 flow changed")
    assert "<details>" in page.out
    assert found.json["format"] == "flowops/diff@1"
    (change,) = found.json["changes"]
    (node,) = change["nodes"]
    (edited,) = node["edits"]
    assert (change["kind"], change["change"], change["name"]) == ("flow", "changed", "ANC Reminder")
    assert (node["change"], node["matched_by"]) == ("changed", "uuid")
    assert (edited["path"], edited["after"], edited["language"]) == (
        "actions/0/text",
        "Hello @contact.name",
        None,
    )
    assert {mark["problem"] for mark in node["translations"]} == {"stale", "lost-expression"}


def test_differences_exit_with_2_only_where_asked(exported, flowops, repository):
    edit(repository, REMINDER, say_hello)

    assert flowops("diff", "HEAD", ".").code == 0
    assert flowops("diff", "HEAD", ".", "--exit-code").code == 2


def test_positions_count_only_with_layout(exported, flowops, repository):
    def move(body):
        next(iter(body["_ui"]["nodes"].values()))["position"]["left"] = 4711

    edit(repository, REMINDER, move)

    assert flowops("diff", "HEAD", ".", "--exit-code").code == 0
    assert flowops("diff", "HEAD", ".", "--exit-code", "--layout").code == 2


def test_the_result_goes_into_a_file(exported, flowops, repository):
    edit(repository, REMINDER, say_hello)

    ran = flowops("diff", "HEAD", ".", "--format", "json", "-o", "found.json")

    assert (ran.code, ran.out) == (0, "")
    assert json.loads((repository / "found.json").read_text())["summary"]["changed"] == 1


def test_nested_values_are_told_member_by_member(exported, flowops, repository, tmp_path):
    def template(text):
        def change(body):
            first_text(body)["templating"] = {"components": [{"name": "body", "params": ["one", text]}]}

        return change

    edit(repository, REMINDER, template("two"))
    shutil.copytree(repository, tmp_path / "other")
    edit(repository, REMINDER, template("three"))

    ran = flowops("diff", str(tmp_path / "other"), ".", "--format", "json")

    ((node,),) = [change["nodes"] for change in ran.json["changes"]]
    paths = [(it["path"], it["before"], it["after"]) for it in node["edits"]]
    assert paths == [("actions/0/templating/components/0/params/1", "two", "three")]


def test_two_downloads_are_compared_without_a_repository(programme, flowops, tmp_path):
    (tmp_path / "old.json").write_text(json.dumps(programme))
    programme["flows"][0]["expire_after_minutes"] = 60
    programme["flows"].pop()
    (tmp_path / "new.json").write_text(json.dumps(programme))

    ran = flowops("diff", "old.json", "new.json", "--format", "json", directory=tmp_path)

    changed = next(c for c in ran.json["changes"] if c["change"] == "changed")
    assert changed["name"] == programme["flows"][0]["name"]
    assert [edit["path"] for edit in changed["edits"]] == ["expire_after_minutes"]
    assert ran.json["summary"]["removed"] == 1


def test_one_flow_is_a_side_of_its_own(exported, flowops, repository, tmp_path):
    shutil.copy(repository / REMINDER, tmp_path / "flow.json")
    edit(repository, REMINDER, say_hello)

    ran = flowops("diff", str(tmp_path / "flow.json"), REMINDER)

    assert ran.out.splitlines()[-1].startswith("1 flow changed")


@pytest.mark.parametrize("word", ["nowhere", "no/such/file.json", "-x"])
def test_a_side_that_does_not_exist_is_named(word, exported, flowops):
    ran = flowops("diff", "--", word, ".")

    assert ran.code == 64
    assert word in ran.err
    assert "Environments here: staging" in ran.err


def test_a_folder_without_flows_is_no_side(exported, flowops, tmp_path):
    (tmp_path / "empty").mkdir()

    ran = flowops("diff", str(tmp_path / "empty"), ".")

    assert ran.code == 64
    assert "holds no flows/" in ran.err


def test_a_revision_without_flows_is_no_side(exported, flowops, repository):
    first = git(repository, "rev-list", "--max-parents=0", "HEAD")

    ran = flowops("diff", first, ".")

    assert ran.code == 64
    assert "without flows" in ran.err


def test_outside_of_a_repository_only_paths_are_sides(flowops, tmp_path):
    ran = flowops("diff", "staging", "production", directory=tmp_path)

    assert ran.code == 64
    assert "is no file or folder, no environment and no git revision" in ran.err


def test_a_folder_called_like_an_environment_comes_first_and_says_so(exported, flowops, repository):
    shutil.copytree(repository / "flows", repository / "staging" / "flows")

    ran = flowops("diff", "staging", ".")

    assert ran.code == 0
    assert "staging is the folder here, not the environment" in ran.err


@pytest.mark.parametrize(
    "broken",
    ["{", "<<<<<<< HEAD\n", '{"_conflicts": [{}], "uuid": "x", "name": "x", "spec_version": "13.0"}'],
)
def test_what_cannot_be_read_is_named_and_the_rest_is_compared(broken, exported, flowops, repository):
    edit(repository, REMINDER, say_hello)
    (repository / "flows/anc-danger-signs.json").write_text(broken)

    ran = flowops("diff", "HEAD", ".", "--format", "json")

    assert ran.code == 1
    assert "flows/anc-danger-signs.json" in ran.err
    assert [change["name"] for change in ran.json["changes"]] == ["ANC Reminder"]


def test_of_a_list_that_cannot_be_read_nothing_is_told(exported, flowops, repository):
    (repository / "flows/triggers.json").write_text("{}")

    ran = flowops("diff", "HEAD", ".")

    assert ran.code == 1
    assert "flows/triggers.json holds no list" in ran.out
    assert "removed" not in ran.out


def test_flows_that_an_environment_leaves_out_are_not_compared(exported, flowops, repository):
    write_environment(repository, exported.url, exported.workspace.uuid, 'exclude: ["ANC Reminder"]\n')

    assert flowops("diff", ".", "staging", "--exit-code").code == 0


def test_the_token_of_another_workspace_is_refused_and_waived_by_name(exported, flowops, repository):
    write_environment(repository, exported.url, "11111111-1111-4111-8111-111111111111")

    assert flowops("diff", ".", "staging").code == 3
    assert flowops("diff", ".", "staging", "--allow", "wrong-workspace").code == 0
    assert flowops("diff", ".", "staging", "--allow", "wrong-workspce").code == 64
