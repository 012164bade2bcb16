"""Where things are used, as text and as JSON."""

import json
from typing import Any

from flowops import canon
from flowops.references import Reference
from flowops.render.refs import Row, to_json, to_text, unused_to_text

URL = Reference(
    "global", "cht_url", None, "flow", "CHT Sync", ("nodes", 3, "actions", 0, "url"), written="CHT_URL"
)
TEXT = URL._replace(name="helpline", steps=("nodes", 1, "actions", 0, "text"))
SWAHILI = TEXT._replace(steps=("localization", "swa", "a" * 36, "text", 0), language="swa")
FRENCH = TEXT._replace(steps=("localization", "fra", "a" * 36, "text", 0), language="fra")


def plain(text: str, _colour: str) -> str:
    return text


def entry_of(row: Row) -> Any:
    [entry] = json.loads(canon.dumps(to_json([row])))["references"]
    return entry


def shown(*references: Reference, node: str = "Hello") -> list[str]:
    return to_text([Row(it, "flows/x.json", node) for it in references], plain).splitlines()


def test_json_has_the_keys_that_are_promised():
    entry = entry_of(Row(URL, "flows/cht-sync.json", "Hello"))

    promised = {key: entry[key] for key in ("kind", "name", "flow", "file", "path", "language")}
    assert promised == {
        "kind": "global",
        "name": "cht_url",
        "flow": "CHT Sync",
        "file": "flows/cht-sync.json",
        "path": "nodes/3/actions/0/url",
        "language": None,
    }


def test_json_names_no_flow_where_there_is_none():
    trigger = URL._replace(document_kind="trigger", document="CHT Sync (keyword x)")

    entry = entry_of(Row(trigger, None, ""))

    assert (entry["flow"], entry["file"], entry["node"]) == (None, None, None)
    assert (entry["document_kind"], entry["document"]) == ("trigger", "CHT Sync (keyword x)")


def test_text_is_grouped_by_what_is_used_and_ends_with_a_summary():
    assert shown(TEXT, URL) == [
        "global cht_url",
        "  CHT Sync  Hello  url",
        "global helpline",
        "  CHT Sync  Hello  text",
        "2 references to 2 things in 1 document",
    ]


def test_translations_stand_on_the_line_of_what_they_translate():
    assert shown(SWAHILI, TEXT, FRENCH)[1] == "  CHT Sync  Hello  text  (and fra, swa)"
    assert shown(SWAHILI)[1] == "  CHT Sync  Hello  text  (swa)"


def test_a_message_of_a_campaign_stands_there_in_its_languages():
    base = TEXT._replace(document_kind="campaign", steps=("events", 0, "message", "eng"))
    other = base._replace(steps=("events", 0, "message", "swa"), language="swa")

    assert shown(other, node="")[1] == "  CHT Sync    campaign events message  (swa)"


def test_places_that_look_alike_are_counted():
    assert shown(URL, URL._replace(steps=("nodes", 9, "actions", 0, "url")))[1] == "  CHT Sync  Hello  url x2"


def test_columns_are_aligned_and_cut():
    lines = shown(URL, URL._replace(document="A very long name of a flow that never ends"), node="x" * 90)

    assert [line.index("xxx") for line in lines[1:3]] == [32, 32]
    assert all(len(line) < 100 for line in lines)


def test_what_is_made_is_told_from_what_is_used():
    made = URL._replace(
        kind="result", name="answer", definition=True, steps=("nodes", 1, "router", "result_name")
    )
    editor = URL._replace(kind="result", name="answer", steps=("_ui", "nodes", "a" * 36, "config", "operand"))

    assert shown(made, editor)[1:3] == [
        "  CHT Sync  Hello  operand in the editor",
        "  CHT Sync  Hello  sets it (result_name)",
    ]


def test_a_key_that_only_a_run_knows_says_so():
    assert (
        shown(URL._replace(name="*", spelling="dynamic"))[0]
        == "global * (which one is known only when the flow runs)"
    )


def test_what_has_no_name_is_shown_by_its_uuid():
    assert shown(URL._replace(kind="channel", name="", uuid="1-2"))[0] == "channel 1-2"


def test_names_that_differ_in_case_stand_one_below_the_other():
    lines = shown(*(URL._replace(kind="group", name=name) for name in ("Mothers", "mothers", "Mothers")))

    assert [line for line in lines if line.startswith("group")] == ["group Mothers", "group mothers"]


def test_nothing_is_said_in_words():
    assert shown() == ["no references"]
    assert unused_to_text([], plain) == "nothing unused"


def test_nothing_in_a_flow_can_break_the_terminal():
    evil = "\x1b[2J\nx\u202e"
    text = to_text(
        [
            Row(
                URL._replace(name=evil, document=evil, steps=("nodes", 1, "actions", 0, "headers", evil)),
                None,
                evil,
            )
        ],
        plain,
    )

    assert len(text.splitlines()) == 3
    assert not {"\x1b", "\u202e"} & set(text)


def test_what_is_unused_is_a_list_with_the_flow_of_each_result():
    group = URL._replace(kind="group", name="Mothers")
    result = URL._replace(kind="result", name="answer", spelling="result")

    assert unused_to_text([Row(result, None, ""), Row(group, None, "")], plain).splitlines() == [
        "group   Mothers",
        "result  answer  in CHT Sync",
        "2 unused",
    ]
