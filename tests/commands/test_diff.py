"""flowops diff, between all sorts of sides."""

import copy
import json

import pytest

from bench.generate import workspace as generated
from flowops.sandbox import Sandbox
from flowops.sandbox.importing import run as import_into
from tests.conftest import PROGRAMME, TOKEN, git, write_environment


@pytest.fixture
def flows(repository, flowops):
    """The repository with the antenatal care programme in it, committed."""
    assert flowops("export", "--from-file", str(PROGRAMME)).code == 0
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "Export")
    return repository


def written(folder, name, export):
    file = folder / name
    file.write_text(json.dumps(export))
    return str(file)


def message(export, flow_name="ANC Registration"):
    """The first message of a flow."""
    flow = next(flow for flow in export["flows"] if flow["name"] == flow_name)
    actions = (action for node in flow["nodes"] for action in node["actions"])
    return next(action for action in actions if action["type"] == "send_msg")


def reworded(export, text="Welcome to the clinic"):
    made = copy.deepcopy(export)
    message(made)["text"] = text
    return made


def edit(root, **changes):
    """An edit of a flow's file by hand."""
    file = root / "flows" / "anc-reminder.json"
    file.write_text(json.dumps(json.loads(file.read_bytes()) | changes))
    return file


def test_a_text_that_changed_is_told_with_its_flow_node_and_values(flowops, programme, tmp_path):
    before, after = written(tmp_path, "a.json", programme), written(tmp_path, "b.json", reworded(programme))

    ran = flowops("diff", before, after, "--format", "json")

    assert ran.code == 0, ran.err
    assert ran.json["format"] == "flowops/diff@1"
    assert {key: ran.json["summary"][key] for key in ("added", "removed", "changed", "renamed")} == {
        "added": 0,
        "removed": 0,
        "changed": 1,
        "renamed": 0,
    }
    (change,) = ran.json["changes"]
    assert (change["kind"], change["change"], change["name"]) == ("flow", "changed", "ANC Registration")
    (node,) = change["nodes"]
    assert node["matched_by"] == "uuid"
    (found,) = node["edits"]
    assert (found["path"], found["language"], found["before"], found["after"]) == (
        "actions/0/text",
        None,
        message(programme)["text"],
        "Welcome to the clinic",
    )


def test_text_ends_with_a_summary_and_shows_uuids_only_with_v(flowops, programme, tmp_path):
    sides = written(tmp_path, "a.json", programme), written(tmp_path, "b.json", reworded(programme))
    uuid = programme["flows"][0]["nodes"][0]["uuid"]

    ran, verbose = flowops("diff", *sides), flowops("-v", "diff", *sides)

    assert ran.out.splitlines()[-1].startswith("1 flow changed; ")
    assert "-" * 8 not in ran.out
    assert not any(node["uuid"] in ran.out for flow in programme["flows"] for node in flow["nodes"])
    assert any(node["uuid"] in verbose.out for flow in programme["flows"] for node in flow["nodes"])
    assert uuid


@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_equal_sides_differ_in_nothing(flowops, format_):
    ran = flowops("diff", str(PROGRAMME), str(PROGRAMME), "--exit-code", "--format", format_)

    assert ran.code == 0, ran.err
    assert ran.err == ""


def test_exit_code_is_2_only_where_it_was_asked_for(flowops, programme, tmp_path):
    sides = str(PROGRAMME), written(tmp_path, "b.json", reworded(programme))

    assert flowops("diff", *sides).code == 0
    assert flowops("diff", *sides, "--exit-code").code == 2


def test_the_result_can_go_into_a_file(flowops, programme, tmp_path, repository):
    ran = flowops(
        "diff",
        str(PROGRAMME),
        written(tmp_path, "b.json", reworded(programme)),
        "-o",
        "out.md",
        "--format",
        "markdown",
    )

    assert ran.code == 0
    assert ran.out == ""
    assert "Welcome to the clinic" in (repository / "out.md").read_text()


def test_a_revision_and_the_working_tree(flows, flowops):
    edit(flows, expire_after_minutes=5)

    ran = flowops("diff", "main", ".", "--format", "json")

    (change,) = ran.json["changes"]
    assert change["name"] == "ANC Reminder"
    assert [(it["path"], it["after"]) for it in change["edits"]] == [("expire_after_minutes", 5)]
    assert flowops("diff", "HEAD", "main", "--exit-code").code == 0


def test_what_is_archived_is_told_of_sides_that_know_it(flows, flowops):
    file = flows / "flows" / "workspace.json"
    body = json.loads(file.read_bytes())
    flow = json.loads((flows / "flows" / "anc-reminder.json").read_bytes())
    body["archived"] = [{"kind": "flow", "uuid": flow["uuid"], "name": flow["name"]}]
    file.write_text(json.dumps(body))

    (change,) = flowops("diff", "main", ".", "--format", "json").json["changes"]
    assert [it["path"] for it in change["edits"]] == ["archived"]
    assert flowops("diff", str(PROGRAMME), ".", "--format", "json").json["changes"] == []


def test_a_flow_that_was_renamed_keeps_its_triggers_and_campaign_events(flows, flowops):
    edit(flows, name="ANC Recall")

    ran = flowops("diff", "main", ".", "--format", "json")

    assert [(it["change"], it["name_before"], it["name"]) for it in ran.json["changes"]] == [
        ("renamed", "ANC Reminder", "ANC Recall")
    ]


def test_versions_of_the_specification_are_told_once(flowops, programme, tmp_path):
    newer = copy.deepcopy(programme)
    for flow in newer["flows"]:
        flow["spec_version"] = "13.2.0"

    ran = flowops("diff", str(PROGRAMME), written(tmp_path, "b.json", newer))

    assert ran.out.count("13.2.0") == 1
    assert "no difference" in ran.out


def test_triggers_of_old_and_new_releases_are_the_same(flowops, programme, tmp_path):
    newer = copy.deepcopy(programme)
    for trigger in newer["triggers"]:
        word = trigger.pop("keyword", None)
        trigger["keywords"] = [word] if word else []
        if trigger["trigger_type"] == "K":
            trigger["match_type"] = "F"

    assert flowops("diff", str(PROGRAMME), written(tmp_path, "b.json", newer), "--exit-code").code == 0


def test_positions_count_only_with_layout(flowops, programme, tmp_path):
    moved = copy.deepcopy(programme)
    next(iter(moved["flows"][0]["_ui"]["nodes"].values()))["position"] = {"left": 1, "top": 2}
    sides = str(PROGRAMME), written(tmp_path, "b.json", moved)

    assert flowops("diff", *sides, "--exit-code").code == 0
    assert flowops("diff", *sides, "--exit-code", "--layout").code == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nowhere", "."), "'nowhere' is no file or folder, no environment and no git revision"),
        (("", "."), "'' is no file or folder"),
        ((".", "environments"), "environments is no repository of flows"),
        (("HEAD", "."), "HEAD is a git revision without flows"),
        ((".", "README.md"), "README.md:1: no JSON"),
    ],
)
def test_a_side_that_is_nothing_says_what_was_looked_for(flowops, words, says):
    ran = flowops("diff", *words)

    assert ran.code in (1, 64)
    assert says in ran.err


def test_a_path_comes_before_an_environment_of_its_name(flows, flowops):
    (flows / "environments" / "staging.yaml").write_text("host: http://127.0.0.1:1\ntoken: ${X}\n")
    (flows / "staging").write_bytes(PROGRAMME.read_bytes())

    ran = flowops("diff", "staging", "main")

    assert ran.code == 0
    assert "staging is the file here, not the environment" in ran.err


def test_broken_files_are_named_and_the_rest_is_compared(flows, flowops):
    edit(flows, expire_after_minutes=5)
    (flows / "flows" / "anc-registration.json").write_text('{"uuid": ')
    (flows / "flows" / "groups.json").write_text("<<<<<<< HEAD\n[]\n=======\n[]\n>>>>>>> x\n")

    ran = flowops("diff", "main", ".")

    assert ran.code == 1
    assert "anc-registration.json" in ran.out
    assert "unresolved merge conflict" in ran.out
    assert "ANC Reminder" in ran.out


def test_two_flows_of_one_name_are_told_and_not_guessed(flows, flowops):
    first = json.loads((flows / "flows" / "anc-reminder.json").read_bytes())
    for number in (1, 2):
        twin = first | {"uuid": first["uuid"][:-1] + str(number), "name": "ANC REMINDER"}
        (flows / "flows" / f"twin-{number}.json").write_text(json.dumps(twin))
    (flows / "flows" / "anc-reminder.json").unlink()

    ran = flowops("diff", "main", ".", "--format", "json")

    assert ran.code == 1
    assert "2 flows could be" in ran.err
    assert {it["change"] for it in ran.json["changes"] if it["kind"] == "flow"} == {"added", "removed"}


def environment(root, name, url, workspace):
    (root / "environments" / f"{name}.yaml").write_text(
        f"host: {url}\nworkspace: {workspace.uuid}\ntoken: ${{{TOKEN}_{name.upper()}}}\n"
    )


@pytest.fixture
def both(start, repository, programme, monkeypatch):
    """Staging with the programme, and production after an import of it: no object has the same UUID on both."""

    def make(dialect):
        sandbox = Sandbox(dialect)
        staging, production = sandbox.load("Staging", programme), sandbox.workspace("Production")
        url = start(sandbox).url
        import_into(production, programme | {"site": "https://elsewhere.example.org"}, same_site=False)
        for name, workspace in (("staging", staging), ("production", production)):
            environment(repository, name, url, workspace)
            monkeypatch.setenv(f"{TOKEN}_{name.upper()}", workspace.token)
        return staging, production

    return make


@pytest.mark.parametrize("dialect", ["7.4", "8.0", "9.0", "10.0", "26.2"])
def test_staging_and_production_are_equal_after_an_import(both, flowops, dialect):
    staging, production = both(dialect)
    assert not {flow.uuid for flow in staging.flows.values()} & {
        flow.uuid for flow in production.flows.values()
    }

    ran = flowops("diff", "staging", "production", "--format", "json")

    changes = [it for it in ran.json["changes"] if it["kind"] in ("flow", "group", "field")]
    assert changes == [], ran.out
    assert ran.json["summary"]["unchanged"] > 15


def test_an_environment_leaves_out_what_it_excludes_on_both_sides(flows, flowops, staging):
    staging(dialect="7.4", extra='exclude: ["ANC Re*"]\n')

    ran = flowops("diff", "staging", "main", "--format", "json")

    assert [it["name"] for it in ran.json["changes"] if it["kind"] != "global"] == []
    assert not any("ANC Re" in it["name"] for it in ran.json["changes"])


def test_the_wrong_workspace_is_refused_by_name(staging, flowops, repository):
    here = staging()
    write_environment(repository, here.url, "8ad05c1c-0000-4000-8000-000000000000")

    assert flowops("diff", "staging", "main").code == 3
    assert flowops("diff", "staging", str(PROGRAMME), "--allow", "wrong-workspace").code == 0
    assert flowops("diff", "staging", str(PROGRAMME), "--allow", "nonsense").code == 64


def test_a_single_flow_file_is_a_side(flows, flowops):
    file = str(flows / "flows" / "anc-reminder.json")

    assert flowops("diff", file, file, "--exit-code").code == 0


def test_a_workspace_of_many_flows_is_compared_without_a_word_about_progress(flowops, tmp_path):
    one = written(tmp_path, "a.json", generated(30))

    assert flowops("diff", one, one).err == ""
