"""Findings as text, JSON, annotations and SARIF."""

import json
import unicodedata
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from flowops.model.description import Described
from flowops.model.finding import SEVERITIES, Finding
from flowops.render.lint_github import MOST, to_github
from flowops.render.lint_json import to_json
from flowops.render.lint_sarif import to_sarif
from flowops.render.lint_text import summary, to_text
from flowops.render.rules import documented, explained, listed

hostile = st.text(max_size=30) | st.sampled_from(
    [
        "::error::forged",
        "\n::error::x",
        "a\r\n##[error]x",
        "\x1b[31m",
        "\u202eabc",
        "%0A::set-output",
        "```",
        "|",
    ]
)
findings = st.builds(
    Finding,
    rule=st.sampled_from(["GRAPH001", "SMS001"]),
    severity=st.sampled_from(SEVERITIES),
    message=hostile,
    file=hostile,
    line=st.integers(1, 10**6),
    flow=hostile,
    flow_uuid=st.just(""),
    node=st.none() | hostile,
    text=hostile,
    help=hostile,
)
lists = st.lists(findings, max_size=40)
RULES = {it: Described(it, "a thing", "Why.", "Do.", "warning", {}, "good") for it in ("GRAPH001", "SMS001")}


def plain(text: str, _colour: str) -> str:
    return text


@given(lists)
def test_the_text_has_a_line_for_each_finding_whatever_stands_in_it(found):
    rows = [row for row in to_text(found, plain).splitlines() if row.startswith("  ")]
    assert len(rows) == len(found)
    assert not any(unicodedata.category(it) in ("Cc", "Zl", "Zp") for row in rows for it in row)


@given(lists)
def test_no_text_of_a_flow_is_a_workflow_command(found):
    rows = to_github(found, 3).split("\n")
    ours = [row for row in rows if row.lstrip().startswith("::")]
    shown = sum(min(MOST, sum(it.severity == severity for it in found)) for severity in SEVERITIES)
    assert len(ours) == shown
    assert not any("##[" in row for row in rows if row not in ours)
    assert all(row.startswith(("::error ", "::warning ", "::notice ")) for row in ours)


@given(lists)
def test_annotations_begin_with_the_worst(found):
    words = [row.split(" ")[0] for row in to_github(found, 3).split("\n") if row.startswith("::")]
    assert words == sorted(words, key=["::error", "::warning", "::notice"].index)


def test_the_runner_reads_the_very_name_of_a_file():
    name = "a%b,c:d\ne::f.json"
    row = to_github([Finding("GRAPH001", "error", "x", name, 3)], 1).split("\n")[0]
    told = row.removeprefix("::error file=").partition(",line=3,")[0]
    for escaped, sign in (("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        told = told.replace(escaped, sign)
    assert told == name


def test_what_github_would_not_show_is_counted():
    found = [Finding("GRAPH001", "error", "x", "a.json", 1)] * 12
    assert "2 more of severity error" in to_github(found, 1)


@given(lists)
def test_json_counts_what_it_lists(found):
    document = to_json(found, 7)
    counts = document["summary"]
    assert isinstance(counts, dict)
    assert [counts[it] for it in SEVERITIES] == [sum(f.severity == it for f in found) for it in SEVERITIES]
    assert counts["files"] == 7
    assert len(document["findings"]) == len(found)  # type: ignore[arg-type]


@given(lists)
def test_sarif_has_each_result_with_its_rule(found):
    document: Any = to_sarif(found, RULES, "1.0.0")
    (run,) = document["runs"]
    ids = [it["id"] for it in run["tool"]["driver"]["rules"]]
    assert [ids[it["ruleIndex"]] for it in run["results"]] == [it.rule for it in found]
    for result, finding in zip(run["results"], found, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert place["region"] == {"startLine": finding.line}
        assert " " not in place["artifactLocation"]["uri"]


def test_a_place_in_sarif_is_below_the_sources_or_has_a_whole_address():
    def place(file: str) -> Any:
        document: Any = to_sarif([Finding("SMS001", "info", "m", file, 1)], RULES, "1")
        return document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]

    assert place("flows/a:b c.json") == {"uri": "flows/a%3Ab%20c.json", "uriBaseId": "%SRCROOT%"}
    assert place("/tmp/a b.json") == {"uri": "file:///tmp/a%20b.json"}


SARIF = Draft202012Validator(json.loads((Path(__file__).parent / "sarif.schema.json").read_bytes()))


@given(lists)
def test_sarif_is_valid_whatever_stands_in_a_flow(found):
    SARIF.validate(to_sarif(found, RULES, "1.0.0"))


def test_a_fingerprint_outlives_a_move_and_not_another_text():
    def fingerprint(**more: Any) -> str:
        document: Any = to_sarif([Finding("SMS001", "info", "m", "a.json", **more)], RULES, "1")
        (result,) = document["runs"][0]["results"]
        return str(result["partialFingerprints"]["flowops/v1"])

    assert fingerprint(line=1, flow="ANC", text="x") == fingerprint(line=9, flow="ANC", text="x")
    assert fingerprint(line=1, flow="ANC", text="x") != fingerprint(line=1, flow="ANC", text="y")


def test_a_summary_counts_in_words():
    one = Finding("SMS001", "info", "m", "a.json", 1)
    assert summary([], 1) == "Nothing to complain about in 1 file"
    assert summary([one], 2) == "1 info in 2 files"
    assert summary([one, Finding("SMS001", "error", "m", "a", 1)], 2) == "1 error and 1 info in 2 files"


def test_a_rule_is_told_with_its_reason_its_examples_and_its_practice():
    flow: Any = {
        "nodes": [{"uuid": "n", "actions": [{"type": "send_msg", "text": "Hi"}], "exits": []}],
        "type": "voice",
    }
    rule = Described(
        "SMS001",
        "a thing",
        "Why.",
        "Do.",
        "error",
        {"ANC": flow},
        {"a": 1},
        "Flow design: x",
        "environment",
        True,
        False,
    )
    said = explained(rule)
    assert said.startswith(
        "SMS001: a thing (error, with --env only, repaired by --fix, off unless selected)\n\nWhy."
    )
    assert "Best practice of the CHT: Flow design: x" in said
    assert "    type: voice" in said
    assert '    {\n      "a": 1\n    }' in said
    assert "### SMS001: a thing" in list(documented([rule]))
    assert list(listed([rule]))[-1].startswith("| [SMS001](#sms001-a-thing) | error")
