"""`flowops lint` from the command line."""

import json
import os
from typing import Any

import pytest

from flowops import canon
from flowops.rules.sketch import When, a_flow, a_node, an_action, ask, send, uid
from tests.conftest import TOKEN, git, write_environment

GOOD = a_flow(
    "ANC", a_node("Hello", send("Hello @contact.first_name"), then="Bye"), a_node("Bye", send("Bye"))
)
# The engine refuses it: a message without a text
BROKEN = a_flow(
    "Broken", a_node("Hello", {"type": "send_msg", "uuid": "0b3c7f5e-6a54-4f35-8f0e-000000000001"})
)
# GRAPH001
LOOSE = a_flow("Loose", a_node("Hello", send("Hello")), a_node("Left over", send("Nobody gets this")))
ONLY = ("--select", "SPEC,FILE,GRAPH001")


def write(root, name, body):
    place = root / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(body if isinstance(body, bytes) else canon.dumps(body))


def rules(ran):
    return [it["rule"] for it in ran.json["findings"]]


def test_a_sound_repository_has_no_findings(flowops, repository):
    write(repository, "flows/anc.json", GOOD)
    ran = flowops("lint", *ONLY)
    assert (ran.code, ran.out) == (0, "Nothing to complain about in 1 file\n")


def test_a_repository_without_flows_has_no_findings(flowops):
    ran = flowops("lint")
    assert (ran.code, ran.out) == (0, "Nothing to complain about in 0 files\n")


def test_a_repository_is_a_whole_programme_but_one_of_its_files_is_not(flowops, repository):
    write(repository, "flows/anc.json", GOOD)
    keyword = {"trigger_type": "K", "keywords": ["join"], "flow": {"uuid": GOOD["uuid"], "name": "ANC"}}
    write(repository, "flows/triggers.json", [keyword])
    no_catch_all = ("--select", "TRIG001", "--format", "json")
    assert rules(flowops("lint", *no_catch_all)) == ["TRIG001"]
    assert rules(flowops("lint", str(repository), *no_catch_all)) == ["TRIG001"]
    assert rules(flowops("lint", "flows/triggers.json", *no_catch_all)) == []


def test_what_the_engine_refuses_is_an_error_in_its_words_at_its_line(flowops, repository):
    write(repository, "flows/broken.json", BROKEN)
    ran = flowops("lint", *ONLY, "--format", "json")
    assert ran.code == 1
    assert ran.json["summary"] == {"error": 1, "warning": 0, "info": 0, "files": 1}
    (found,) = ran.json["findings"]
    line = canon.dumps(BROKEN).decode().splitlines()[found["line"] - 1]
    assert '"actions"' in line or "{" in line
    assert {key: found[key] for key in ("rule", "severity", "file", "flow", "node")} == {
        "rule": "SPEC011",
        "severity": "error",
        "file": "flows/broken.json",
        "flow": "Broken",
        "node": "Send msg",
    }
    assert "field 'text' is required" in found["message"]
    assert set(found) == {
        "rule", "severity", "message", "file", "line", "flow", "flow_uuid", "node", "help",
    }  # fmt: skip


def test_a_warning_alone_does_not_fail(flowops, repository):
    write(repository, "flows/loose.json", LOOSE)
    ran = flowops("lint", *ONLY)
    assert ran.code == 0
    assert 'warning GRAPH001 node "Nobody gets this" is unreachable' in ran.out
    assert "Loose > Nobody gets this\n  flows/loose.json:" in ran.out


def test_other_rules_do_not_look_at_what_the_engine_refuses(flowops, repository):
    broken = {**LOOSE, "type": ""}
    write(repository, "flows/loose.json", broken)
    assert rules(flowops("lint", *ONLY, "--format", "json")) == ["SPEC006"]


def test_the_target_decides_what_is_refused(flowops, repository):
    long_name = {**GOOD, "name": "n" * 65}
    write(repository, "flows/anc.json", long_name)
    assert rules(flowops("lint", *ONLY, "--format", "json")) == ["SPEC004"]
    assert rules(flowops("lint", *ONLY, "--format", "json", "--target", "9.0")) == []
    assert rules(flowops("lint", *ONLY, "--format", "json", "--target", "13.1.0")) == []
    ran = flowops("lint", "--target", "17")
    assert (ran.code, ran.out) == (64, "")
    assert "17 is neither" in ran.err


def test_a_path_is_a_flow_an_export_or_a_folder_and_needs_no_repository(flowops, tmp_path):
    write(tmp_path, "one/flow.json", LOOSE)
    write(tmp_path, "one/deep/export.json", {"version": "13", "flows": [LOOSE, GOOD]})
    for path, files in (("one/flow.json", 1), ("one/deep/export.json", 1), ("one", 2)):
        ran = flowops("lint", path, *ONLY, "--format", "json", directory=tmp_path)
        assert ran.json["summary"]["files"] == files
        assert set(rules(ran)) == {"GRAPH001"}
        assert all(it["file"].startswith("one/") for it in ran.json["findings"])
    inside = next(it for it in ran.json["findings"] if "export" in it["file"])
    assert inside["flow"] == "Loose"


def test_a_path_that_is_not_there_is_a_mistake(flowops):
    ran = flowops("lint", "nowhere.json")
    assert ran.code == 64
    assert "there is no file or folder nowhere.json" in ran.err


HOSTILE = {
    "cut.json": canon.dumps(GOOD)[:300],
    "deep.json": b"[" * 100_000,
    "deep_flow.json": b'{"nodes": ' * 100_000,
    "nul.json": b'{"nodes": "\x00"}',
    "invalid.json": b'{"nodes": "\xff\xfe"}',
    "huge_number.json": b'{"uuid": "x", "name": "y", "nodes": 1e999}',
    "text.json": b'"a text"',
    "empty.json": b"",
    "page.json": b"<!DOCTYPE html><title>Sign in</title>",
}


def test_hostile_files_are_named_and_the_good_ones_beside_them_are_checked(flowops, tmp_path):
    for name, data in HOSTILE.items():
        write(tmp_path, f"all/{name}", data)
    huge = a_flow("Long", a_node("Hello", send("Hello")), a_node("Left over", send("y" * 10_000_000)))
    write(tmp_path, "all/long.json", huge)
    write(tmp_path, "all/loose.json", LOOSE)
    (tmp_path / "all" / "folder.json").mkdir()
    (tmp_path / "all" / "loop.json").symlink_to("loop.json")
    (tmp_path / "all" / "around").symlink_to(tmp_path / "all", target_is_directory=True)
    os.mkfifo(tmp_path / "all" / "pipe.json")
    ran = flowops("lint", "all", *ONLY, "--format", "json", directory=tmp_path)
    named = {it["file"].removeprefix("all/") for it in ran.json["findings"]}
    assert ran.code == 1
    assert named == {*HOSTILE, "long.json", "loose.json", "folder.json", "loop.json", "pipe.json"}
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (
            b'{"a": 1,\n"b": tru',
            2,
            "the JSON ends in the middle. It was cut off: download or export it again",
        ),
        (b'{\n "a": 1,,\n}', 2, "no JSON (unexpected character, expected a string key at column 9). "),
        (b"\xef\xbb\xbf{}", 1, "it begins with a byte order mark. Save it as UTF-8 without one"),
        (b"{\n<<<<<<< ours\n}\n", 2, "an unresolved merge conflict. "),
    ],
)
def test_what_is_no_json_is_told_once_at_its_line(flowops, tmp_path, data, line, message):
    write(tmp_path, "some.json", data)
    found = flowops("lint", ".", "--select", "SPEC", "--format", "json", directory=tmp_path).json["findings"]
    assert [(it["rule"], it["line"]) for it in found] == [("SPEC001", line)]
    assert found[0]["message"].startswith(message)


@pytest.mark.parametrize("format_", ["text", "json", "github", "sarif"])
def test_a_file_whose_name_is_no_unicode_is_named_in_every_format(flowops, tmp_path, format_):
    (tmp_path / os.fsdecode(b"bad\xff.json")).write_bytes(b"{")
    ran = flowops("lint", ".", "--format", format_, directory=tmp_path)
    assert ran.code == 1
    assert ("bad%3F.json" if format_ == "sarif" else "bad?.json") in ran.out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(flowops, tmp_path):
    write(tmp_path, "secret.json", GOOD)
    (tmp_path / "secret.json").chmod(0)
    assert rules(flowops("lint", ".", "--format", "json", directory=tmp_path)) == ["FILE001"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_closed_folder_is_named_and_the_files_beside_it_are_checked(flowops, tmp_path):
    (tmp_path / "closed").mkdir(mode=0)
    write(tmp_path, "loose.json", LOOSE)
    ran = flowops("lint", "closed", "loose.json", *ONLY, "--format", "json", directory=tmp_path)
    assert [(it["rule"], it["file"]) for it in ran.json["findings"]] == [
        ("FILE001", "closed"),
        ("GRAPH001", "loose.json"),
    ]


def test_json_that_is_none_of_ours_is_passed_over_in_a_folder_but_not_by_name(flowops, tmp_path):
    write(tmp_path, "package.json", {"name": "app", "version": "1.0.0"})
    assert rules(flowops("lint", ".", "--format", "json", directory=tmp_path)) == []
    assert set(rules(flowops("lint", "package.json", "--format", "json", directory=tmp_path))) >= {"SPEC002"}


def test_rules_are_selected_and_ignored_by_the_beginning_of_their_ids(flowops, repository):
    write(repository, "flows/loose.json", LOOSE)
    assert rules(flowops("lint", "--select", "GRAPH", "--ignore", "graph001", "--format", "json")) == []
    assert rules(flowops("lint", "--select", "graph001", "--ignore", "GRAPH", "--format", "json")) == [
        "GRAPH001"
    ]
    ran = flowops("lint", "--select", "GRAF001")
    assert ran.code == 64
    assert "there is no rule GRAF001. Did you mean GRAPH" in ran.err


def test_the_configuration_sets_severities_and_waives_with_a_reason(flowops, repository):
    write(repository, "flows/loose.json", LOOSE)
    (repository / "flowops.yaml").write_text("lint:\n  select: [GRAPH001]\n  severities: {GRAPH: error}\n")
    assert flowops("lint").code == 1
    waiver = "  waivers:\n  - {rule: GRAPH, flow: 'lo*', node: 'Nobody*', reason: 'a draft'}\n"
    unused = "  - {rule: GRAPH001, flow: 'Other', reason: 'gone'}\n"
    (repository / "flowops.yaml").write_text(f"lint:\n  select: [GRAPH001]\n{waiver}{unused}")
    ran = flowops("lint")
    assert ran.code == 0
    assert "1 finding waived" in ran.err
    assert "the waiver of GRAPH001 for Other covers nothing" in ran.err


def test_only_a_complete_look_tells_that_a_waiver_or_a_baseline_says_too_much(flowops, repository):
    write(repository, "flows/loose.json", LOOSE)
    waivers = "".join(
        f"  - {{rule: {rule}, flow: Loose, reason: Known}}\n" for rule in ("GRAPH001", "GRAPH002", "SEC005")
    )
    (repository / "flowops.yaml").write_text(f"lint:\n  waivers:\n{waivers}")
    told = "the waiver of GRAPH002 for Loose covers nothing"
    assert told in flowops("lint").err
    assert "SEC005 for" not in flowops("lint").err  # it has not run
    assert "GRAPH001 for" not in flowops("lint").err
    for part in (["flows/anc.json"], ["--select", "GRAPH"], ["--ignore", "SMS"]):
        assert "covers nothing" not in flowops("lint", *part).err

    (repository / "flowops.yaml").unlink()
    known = ("--baseline", "known.json")
    flowops("lint", *known, "--update-baseline")
    assert "gone" not in flowops("lint", *known, "flows/anc.json").err
    (repository / "flows/loose.json").unlink()
    assert "of known.json gone" in flowops("lint", *known).err


def test_a_flow_that_the_engine_refuses_is_not_taken_for_good_by_other_rules(flowops, repository):
    write(repository, "flows/broken.json", BROKEN)
    ran = flowops("lint", "--select", "GRAPH")
    assert ran.code == 0
    assert "1 flow refused by the engine, so not looked at: --select SPEC tells why" in ran.err
    assert "not looked at" not in flowops("lint").err


def test_what_cannot_be_read_is_named_whatever_rule_is_wanted_but_not_if_it_is_ignored(flowops, tmp_path):
    (tmp_path / "folder.json").mkdir()
    assert rules(flowops("lint", ".", "--select", "SMS", "--format", "json", directory=tmp_path)) == [
        "FILE001"
    ]
    assert flowops("lint", ".", "--select", "SMS", "--ignore", "FILE", directory=tmp_path).code == 0


def test_a_rule_that_the_project_ignores_runs_when_it_is_asked_for(flowops, repository):
    write(repository, "flows/loose.json", LOOSE)
    (repository / "flowops.yaml").write_text("lint: {ignore: [GRAPH001]}\n")
    assert "GRAPH001" not in flowops("lint", "--select", "GRAPH").out
    assert "GRAPH001" in flowops("lint", "--select", "GRAPH001").out


def test_a_mistake_in_the_configuration_is_told_with_its_line(flowops, repository):
    (repository / "flowops.yaml").write_text("lint:\n  ignroe: [GRAPH]\n  waivers:\n  - {rule: x}\n")
    ran = flowops("lint")
    assert ran.code == 64
    assert "flowops.yaml:2: lint.ignroe: is not known; did you mean ignore?" in ran.err
    assert "lint.waivers[0].reason: is missing" in ran.err


def test_a_baseline_knows_what_was_there_whatever_the_uuids_are(flowops, repository):
    write(repository, "flows/loose.json", LOOSE)
    ran = flowops("lint", *ONLY, "--baseline", "known.json", "--update-baseline")
    assert (ran.code, "knows 1 finding now" in ran.err) == (0, True)
    moved = json.loads(canon.dumps(LOOSE).replace(b"-4", b"-4").decode())
    moved["nodes"].insert(1, a_node("New", send("Also left over")))
    moved["nodes"][2]["uuid"] = "0b3c7f5e-6a54-4f35-8f0e-000000000009"
    write(repository, "flows/loose.json", moved)
    ran = flowops("lint", *ONLY, "--baseline", "known.json", "--format", "json")
    assert [it["node"] for it in ran.json["findings"]] == ["Also left over"]
    write(repository, "flows/loose.json", GOOD)
    assert "1 finding of known.json gone" in flowops("lint", "--baseline", "known.json").err


def test_a_baseline_that_is_missing_or_none_is_a_mistake(flowops, repository):
    write(repository, "flows/loose.json", LOOSE)
    assert flowops("lint", "--baseline", "none.json").code == 64
    assert flowops("lint", "--update-baseline").code == 64
    (repository / "other.json").write_text("{}")
    assert flowops("lint", "--baseline", "other.json").code == 1


def test_no_baseline_hides_what_the_engine_refuses(flowops, repository):
    write(repository, "flows/broken.json", BROKEN)
    assert flowops("lint", *ONLY, "--baseline", "known.json", "--update-baseline").code == 1


def test_every_rule_can_be_explained(flowops):
    ran = flowops("lint", "--explain", "graph001")
    assert ran.code == 0
    assert ran.out.startswith("GRAPH001: a node that nothing leads to (warning)")
    assert "Bad:" in ran.out
    assert "Good:" in ran.out


def test_the_result_can_go_into_a_file(flowops, repository):
    write(repository, "flows/loose.json", LOOSE)
    ran = flowops("lint", *ONLY, "--format", "sarif", "-o", "lint.sarif")
    assert (ran.code, ran.out) == (0, "")
    (run,) = json.loads((repository / "lint.sarif").read_bytes())["runs"]
    assert [it["ruleId"] for it in run["results"]] == ["GRAPH001"]


def test_in_a_workflow_files_have_the_names_that_github_knows(flowops, repository, monkeypatch):
    write(repository, "flows/loose.json", LOOSE)
    given = ("lint", *ONLY, "--format", "github")
    assert "::warning file=flows/loose.json," in flowops(*given).out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(repository.parent))
    assert "\n::warning file=repository/flows/loose.json," in f"\n{flowops(*given).out}"
    assert '"uri": "repository/flows/loose.json"' in flowops("lint", *ONLY, "--format", "sarif").out
    flowops(*given, "-o", "out.txt")
    assert (repository / "out.txt").read_text().startswith("::warning file=repository/flows/loose.json,")


@pytest.mark.parametrize("format_", ["text", "json", "github", "sarif"])
def test_a_secret_that_stands_in_a_flow_is_not_shown(flowops, repository, monkeypatch, format_):
    secret = 'Basic "a\\\\b" 100%41 9f8e7d'
    write_environment(repository, "https://rapidpro.example.org", uid("workspace"))
    monkeypatch.setenv(TOKEN, secret)
    write(repository, "flows/loose.json", a_flow("Loose", a_node("x", send("x")), a_node("y", send(secret))))
    ran = flowops("lint", *ONLY, "--format", format_)
    assert "is unreachable" in ran.out
    assert "9f8e7d" not in ran.out + ran.err
    flowops("lint", "--baseline", "known.json", "--update-baseline")
    assert "9f8e7d" not in (repository / "known.json").read_text()


def test_an_environment_leaves_out_the_flows_that_do_not_belong_there(flowops, staging):
    made = staging(extra='exclude: ["Loose"]\n')
    write(made.root, "flows/loose.json", LOOSE)
    assert rules(flowops("lint", *ONLY, "--env", "staging", "--format", "json")) == []
    assert rules(flowops("lint", *ONLY, "--format", "json")) == ["GRAPH001"]


def test_a_deploy_stops_at_what_the_engine_refuses(flowops, staging):
    made = staging()
    assert flowops("export", "staging", "--allow", "empty-export").code == 0
    write(made.root, "flows/broken.json", BROKEN)
    git(made.root, "add", ".")
    git(made.root, "commit", "-qm", "A bad merge")
    ran = flowops("plan", "staging", "--format", "json")
    (found,) = [it for it in ran.json["guards"] if it["guard"] == "lint-errors"]
    assert found["severity"] == "block"
    assert "SPEC011 flows/broken.json" in found["message"]


def test_the_lock_file_of_an_environment_tells_which_flows_are_there(flowops, staging):
    made = staging()
    assert flowops("export", "staging").code == 0
    (made.root / "flows" / "anc-danger-signs.json").unlink()
    entering = a_flow(
        "New", a_node("x", an_action("enter_flow", "x", flow={"uuid": uid("?"), "name": "Gone"}))
    )
    write(made.root, "flows/new.json", entering)

    def missed(*words):
        ran = flowops("lint", "--select", "REF001", "--format", "json", *words)
        return {it["message"] for it in ran.json["findings"]}

    assert missed("--env", "staging") == {'flow "Gone" is neither here nor in staging'}
    assert missed() == {
        'flow "Gone" is not in these files',
        'flow "ANC Danger Signs" is not in these files',
    }


def test_a_lock_file_that_cannot_be_read_is_told_and_nothing_more(flowops, staging):
    made = staging()
    write(made.root, "environments/staging.lock.json", b"{")
    ran = flowops("lint", "--select", "REF001", "--format", "json")
    assert (ran.code, rules(ran)) == (0, [])
    assert "staging.lock.json is not valid JSON" in ran.err


def test_what_a_guard_sees_in_the_workspace_is_no_error_of_lint_in_a_deploy(flowops, staging):
    made = staging(extra="protected: true\n")
    made.workspace.set_global("helpline", "0800 555 0199")
    assert flowops("export", "staging").code == 0
    entering = a_flow("New", a_node("x", send("Call @globals.helpline")))
    write(made.root, "flows/new.json", entering)

    guards = {
        it["guard"]: it["message"] for it in flowops("plan", "staging", "--format", "json").json["guards"]
    }

    assert "helpline" in guards["undeclared-global"]
    assert "GLOB001" not in guards.get("lint-errors", "")
    assert rules(flowops("lint", "--env", "staging", "--select", "GLOB001", "--format", "json"))


def test_an_id_that_is_no_rule_says_where_it_is_checked(flowops):
    ran = flowops("lint", "--explain", "ref008")
    assert (ran.code, ran.out) == (
        0,
        "REF008: a resthook that is not in the workspace\n\nNo rule of lint: guard unknown-resthook of plan and deploy\n",
    )


CURLY = a_flow(
    "Curly",
    a_node("Hello", send("Don\u2019t forget your visit this week, @contact.first_name \u2013 " + "y" * 60)),
)


def test_what_is_beyond_doubt_is_repaired_and_nothing_else(flowops, repository):
    write(repository, "flows/curly.json", CURLY)
    ran = flowops("lint", "--select", "SMS002", "--fix")
    assert (ran.code, ran.out) == (0, "Nothing to complain about in 1 file\n")
    assert "flows/curly.json: 1 place repaired" in ran.err
    mended = json.loads((repository / "flows" / "curly.json").read_bytes())
    said = mended["nodes"][0]["actions"][0]["text"]
    assert said == "Don't forget your visit this week, @contact.first_name - " + "y" * 60
    mended["nodes"][0]["actions"][0]["text"] = CURLY["nodes"][0]["actions"][0]["text"]  # type: ignore[index,call-overload]
    assert mended == CURLY


def test_where_nothing_can_be_repaired_nothing_is_written(flowops, repository):
    write(repository, "flows/loose.json", LOOSE)
    before = (repository / "flows" / "loose.json").stat().st_mtime_ns
    ran = flowops("lint", *ONLY, "--fix")
    assert "GRAPH001" in ran.out
    assert "repaired" not in ran.err
    assert (repository / "flows" / "loose.json").stat().st_mtime_ns == before


def test_a_waived_finding_is_not_repaired(flowops, repository):
    write(repository, "flows/curly.json", CURLY)
    (repository / "flowops.yaml").write_text(
        "lint:\n  waivers:\n  - {rule: SMS002, flow: Curly, reason: 'our gateway replaces them'}\n"
    )
    flowops("lint", "--select", "SMS002", "--fix")
    assert (repository / "flows" / "curly.json").read_bytes() == canon.dumps(CURLY)


def test_a_broken_environment_beside_is_told_and_does_not_stop_lint(flowops, repository):
    write(repository, "flows/anc.json", GOOD)
    (repository / "environments" / "other.yaml").write_text("hosst: x\n")
    ran = flowops("lint", *ONLY)
    assert ran.code == 0
    assert "environments/other.yaml" in ran.err
    assert flowops("lint", "--env", "other").code == 64
    assert flowops("lint", "--env", "nowhere").code == 64


def test_from_inside_the_repository_files_are_named_as_from_there(flowops, repository):
    write(repository, "flows/loose.json", LOOSE)
    ran = flowops("lint", *ONLY, "--format", "json", directory=repository / "flows")
    assert [it["file"] for it in ran.json["findings"]] == ["../flows/loose.json"]


def test_a_live_workspace_is_asked_for_what_only_it_tells(flowops, staging):
    made = staging()
    hello = a_node("Hello", send("Hello"))
    uuid = hello["actions"][0]["uuid"]  # type: ignore[index,call-overload]
    localization: Any = {"por": {uuid: {"text": ["Ola"]}}}
    flow = a_flow("ANC", hello, localization=localization)
    write(made.root, "flows/anc.json", flow)
    words = ("lint", "--select", "TRANS012,CHAN", "--env", "staging")
    ran = flowops(*words)
    assert "skipped, for want of --env ENV --live: TRANS012, CHAN001, CHAN002" in ran.err
    assert ran.out.startswith("Nothing to complain about")
    assert 'TRANS012 the workspace does not list "por"' in flowops(*words, "--live").out
    assert flowops("lint", "--live").code == 64


def test_a_workspace_that_is_another_one_is_not_asked(flowops, staging):
    made = staging()
    write(made.root, "flows/anc.json", GOOD)
    environment = made.root / "environments" / "staging.yaml"
    environment.write_text(
        environment.read_text().replace(made.workspace.uuid, "0b3c7f5e-6a54-4f35-8f0e-000000000009")
    )
    ran = flowops("lint", "--env", "staging", "--live")
    assert ran.code == 3
    assert "wrong-workspace" in ran.err


@pytest.mark.parametrize(
    ("gate", "protected", "guard"),
    [
        ("engine", True, "lint-errors-aside"),
        ("errors", False, "lint-errors-aside"),
        ("errors", True, "lint-errors"),
    ],
)
def test_errors_that_the_engine_takes_stop_a_deploy_only_where_that_is_wished(
    flowops, staging, gate, protected, guard
):
    made = staging(extra=f"protected: {str(protected).lower()}\n")
    dead_end = ask("Visit?", When("Yes", ("has_any_word", ["yes"]), "Good"), When("Other", None))
    write(made.root, "flows/anc.json", a_flow("ANC", dead_end, a_node("Good", send("Good!"))))
    (made.root / "flowops.yaml").write_text(f"lint:\n  select: [FLOW004]\n  gate: {gate}\n")
    git(made.root, "add", ".")
    git(made.root, "commit", "-qm", "A question")
    found = [it["guard"] for it in flowops("plan", "staging", "--format", "json").json["guards"]]
    assert [it for it in found if it.startswith("lint")] == [guard]
