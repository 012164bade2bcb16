"""What differs, on a terminal."""

import re
import time
import unicodedata

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.model.change import Change, Comparison, Edit, NodeChange
from flowops.render.diff_text import to_text
from tests.render.comparisons import comparisons, few
from tests.render.sample import COMPARISON, ONE, TWO, WELCOME
from tests.render.test_foreign import ENDLESS


def plain(text: str, _: str) -> str:
    return text


def colourful(text: str, colour: str) -> str:
    return click.style(text, fg=colour)


def of_node(*edits: Edit) -> Comparison:
    node = NodeChange("changed", "Node", ONE, TWO, "content", edits)
    return Comparison((Change("flow", "changed", "Flow", "Flow", nodes=(node,)),), 1)


def lines_of(*edits: Edit) -> list[str]:
    return to_text(of_node(*edits), plain).splitlines()[2:-2]


@few
@given(comparisons, st.booleans())
def test_it_is_harmless_to_a_terminal(comparison, verbose):
    text = to_text(comparison, plain, verbose)

    assert not {unicodedata.category(c) for c in text if c not in "\n\u200c\u200d"} & {
        "Cc",
        "Cf",
        "Cs",
        "Zl",
        "Zp",
    }


@few
@given(comparisons)
def test_no_text_forges_the_line_of_an_object_or_a_node(comparison):
    lines = to_text(comparison, plain).split("\n")[:-1]
    objects = [text for text in lines if text and not text.startswith(" ")]
    nodes = [text for text in lines if re.match(r'  [-+~] "', text)]
    own = [edit for change in comparison.changes for edit in change.edits]

    assert len(objects) == len(comparison.changes) + len(comparison.problems) + bool(comparison.specs)
    assert 0 <= len(nodes) - sum(len(change.nodes) for change in comparison.changes) <= len(own)


@few
@given(comparisons)
def test_colours_change_nothing_but_marks(comparison):
    assert (
        click.unstyle(to_text(comparison, colourful)).splitlines()[-1]
        == to_text(comparison, plain).splitlines()[-1]
    )


@few
@given(comparisons)
def test_lines_of_values_fit_the_width(comparison):
    lines = to_text(comparison, plain).splitlines()

    assert all(len(text) <= 100 for text in lines if text.startswith("     "))


def test_the_last_line_is_the_summary():
    assert to_text(Comparison(unchanged=214), plain) == "no difference, 214 objects compared"
    assert to_text(Comparison(unchanged=1, problems=("x",)), plain) == (
        "problem: x\nno difference, 1 object compared, 1 problem"
    )
    changes = (
        Change("flow", "changed", "A", "A"),
        Change("flow", "changed", "B", "B"),
        Change("flow", "added", "C", "C", size=12),
        Change("trigger", "removed", "T", "T"),
    )

    assert to_text(Comparison(changes, 214), plain).splitlines() == [
        "changed  flow     A",
        "changed  flow     B",
        "added    flow     C  (12 nodes)",
        "removed  trigger  T",
        "2 flows changed, 1 added, 1 trigger removed; 214 objects unchanged",
    ]


def test_a_text_shows_the_words_that_differ():
    assert lines_of(Edit("actions/0/text", "changed", WELCOME, WELCOME.replace("STOP", "END"))) == [
        "        text: … team sees your answers. Send [-STOP-]{+END+} to leave. Do you agree? 1=Yes, 0=No"
    ]


def test_colours_take_the_place_of_the_marks():
    edit = Edit("actions/0/text", "changed", "Send STOP to leave", "Send END to leave")

    assert "Send \x1b[31mSTOP\x1b[0m\x1b[32mEND\x1b[0m to leave" in to_text(of_node(edit), colourful)


def test_a_space_that_differs_shows_in_colours_too():
    edit = Edit("actions/0/text", "changed", "Send STOP to leave", "Send STOP to leave ")

    assert "{+ +}" in click.unstyle(to_text(of_node(edit), colourful))


def test_characters_that_do_not_show_are_told():
    assert lines_of(Edit("actions/0/text", "changed", "Send STOP", "Send\u00a0STOP")) == [
        "        text: Send[- -]{+<U+00A0>+}STOP"
    ]


def test_a_text_of_several_lines_keeps_them():
    before = "Reply:\n1. Yes, please call me\n2. No, thank you"

    assert lines_of(Edit("actions/0/text", "changed", before, before.replace("call", "write to"))) == [
        "        text:",
        "          | Reply:",
        "          | 1. Yes, please [-call-]{+write to+} me",
        "          | 2. No, thank you",
    ]


def test_a_text_that_was_rewritten_stands_below_the_old_one():
    assert lines_of(Edit("actions/0/text", "changed", "Alpha " * 20, "Omega\nBeta")) == [
        "        text:",
        f"          - {' '.join(['Alpha'] * 14)}",
        f"          - {' '.join(['Alpha'] * 6)} ",
        "          + Omega",
        "          + Beta",
    ]


def test_a_translation_that_came_or_went_is_signed():
    assert lines_of(
        Edit("actions/0/text", "added", None, "Karibu", "swa"),
        Edit("actions/0/text", "removed", "Bienvenue", None, "fra"),
        Edit("actions/0/text", "added", None, "long " * 30, "spa"),
    ) == [
        '      + text (swa): "Karibu"',
        '      - text (fra): "Bienvenue"',
        "      + text (spa):",
        f"          + {' '.join(['long'] * 17)}",
        f"          + {' '.join(['long'] * 13)} ",
    ]


def test_uuids_are_told_to_those_who_ask():
    assert ONE not in to_text(COMPARISON, plain)
    assert f"        node {ONE} -> {TWO}, matched by content\n" in to_text(COMPARISON, plain, verbose=True)
    assert f"        node {ONE}\n" in to_text(COMPARISON, plain, verbose=True)


def test_an_endless_text_is_cut():
    lines = lines_of(Edit("actions/0/text", "changed", "a" * 1_000_000, "b" * 1_000_000))

    assert len(lines) < 60
    assert lines[-2].endswith("(998000 more")


HOSTILE = {
    "changes": Comparison(tuple(Change("flow", "changed", f"F{n}", "F") for n in range(10_000))),
    "edits": of_node(
        *(Edit(f"actions/{n}/text", "changed", "Hi there you", "Hi there me") for n in range(10_000))
    ),
    "backticks": of_node(Edit("actions/0/text", "changed", "`" * 1_000_000, "` " * 500_000)),
    "lines": of_node(Edit("actions/0/text", "added", None, "\n" * 1_000_000)),
    "escapes": of_node(Edit("actions/0/text", "added", None, "\x1b" * 1_000_000)),
    "items": of_node(Edit("actions/0/quick_replies", "changed", ["a"] * 1_400, ["b", "a"] * 700)),
    "names": Comparison((Change("flow", "renamed", "x" * 1_000_000, "\x1b" * 1_000_000),)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_values_take_no_time(name):
    start = time.process_time()

    to_text(HOSTILE[name], plain)

    assert time.process_time() - start < ENDLESS
