"""What differs, as a comment on a pull request."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from flowops.model.change import Change, Comparison, Edit, NodeChange, Picture, Spot, Way
from flowops.render.diff_markdown import to_markdown
from flowops.render.picture import flowchart
from tests.render.comparisons import comparisons, few, pictures
from tests.render.sample import COMPARISON
from tests.render.test_foreign import ENDLESS

GITHUB = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = re.compile(r"(<details>\n<summary>\w+ <b>[^<>]*</b>[^<>]*</summary>\n|</details>\n)*")


@few
@given(comparisons)
def test_nothing_in_it_breaks_out(comparison):
    tokens = GITHUB.parse(to_markdown(comparison))
    html = [token.content.replace("<span>$</span>", "$") for token in tokens if token.type == "html_block"]
    inner = {child.type for token in tokens for child in token.children or []}

    assert all(OURS.fullmatch(block) for block in html)
    assert sum(block.count("<details>") for block in html) == sum(block.count("</details>") for block in html)
    assert inner <= {
        "text",
        "text_special",
        "strong_open",
        "strong_close",
        "code_inline",
        "html_inline",
        "softbreak",
    }
    assert len([token for token in tokens if token.type == "tr_open"]) == bool(comparison.changes) + len(
        comparison.changes
    )
    assert {token.info for token in tokens if token.type == "fence"} <= {"diff", "mermaid"}
    assert len([token for token in tokens if token.type == "heading_open"]) <= 1 + sum(
        len(change.nodes) for change in comparison.changes
    )
    assert not [token for token in tokens if token.type in ("code_block", "hr", "blockquote_open")]


@few
@given(comparisons, st.integers(1_500, 8_000))
def test_it_keeps_to_its_budget_and_says_what_it_leaves_out(comparison, budget):
    text = to_markdown(comparison, budget)

    assert len(text.encode()) <= budget
    assert ("Left out to keep this short" in text) == (text != to_markdown(comparison, 10**9))


def test_pictures_go_first_then_the_largest_details_then_rows():
    small = Change("group", "changed", "G", "G", (Edit("query", "changed", "a", "b"),))
    changes = (*COMPARISON.changes, *(small for _ in range(100)))
    texts = [to_markdown(Comparison(changes), budget) for budget in (60_000, 16_000, 15_000, 4_000, 500, 0)]

    assert ["mermaid" in text for text in texts] == [True, False, False, False, False, False]
    assert ["Sorry, we did not" in text for text in texts] == [True, True, False, False, False, False]
    assert [text.count("<details>") for text in texts] == [103, 103, 102, 1, 0, 0]
    assert [text.count("| group |") for text in texts] == [101, 101, 101, 101, 0, 0]
    assert [text.partition("keep this short: ")[2].partition(". All")[0] for text in texts] == [
        "",
        "the pictures",
        "the pictures, the details of 1 object",
        "the pictures, the details of 102 objects",
        "the pictures, the details of 103 objects, 105 rows of the table",
        "all details",
    ]


def test_of_ten_thousand_changes_it_shows_as_many_rows_as_fit():
    changes = tuple(
        Change("flow", "changed", f"Flow {n}", "F", (Edit("x", "changed", 1, 2),)) for n in range(10_000)
    )
    start = time.process_time()

    text = to_markdown(Comparison(changes))

    assert time.process_time() - start < ENDLESS
    assert 50_000 < len(text.encode()) <= 60_000
    assert "| changed | flow | Flow 0 | x |" in text
    assert re.search(
        r"the details of 10000 objects, \d+ rows of the table. All of it: `flowops diff A B`", text
    )


@pytest.mark.parametrize("character", ["`", "\n", "\x1b", "| ", "@x ", "<b>"])
def test_endless_texts_take_no_time(character):
    text = character * (1_000_000 // len(character))
    edits = (
        Edit("actions/0/text", "changed", text, f"{text}!"),
        Edit("actions/0/quick_replies", "changed", [text], [text, text]),
        Edit("exits/x", "changed", text, None),
    )
    node = NodeChange("changed", text, None, None, None, edits)
    start = time.process_time()

    comment = to_markdown(
        Comparison((Change("flow", "renamed", text, text, edits, (node,)),), problems=(text,))
    )

    assert time.process_time() - start < ENDLESS
    assert len(comment.encode()) <= 60_000


def test_a_long_text_shows_the_words_around_a_change():
    text = "word " * 300
    change = Change(
        "flow", "changed", "F", "F", (Edit("note", "changed", f"{text}a {text}", f"{text}b {text}"),)
    )

    assert (
        "```diff\n@@ note @@\n- … word word word word word word a word word word word word word …\n"
        "+ … word word word word word word b word word word word word word …\n```"
    ) in to_markdown(Comparison((change,)))


def test_without_a_difference_it_says_so():
    assert to_markdown(Comparison(unchanged=214)) == "### no difference, 214 objects compared\n"


@few
@given(pictures)
def test_a_picture_holds_only_our_words_outside_of_labels(picture):
    chart = flowchart(picture)
    bare = re.sub(r'"[^"]*"', '""', chart)

    assert bool(chart) == bool(picture.spots)
    assert re.fullmatch(
        r"(```mermaid\nflowchart TD\n(  (n\d+|more)\[\"\"\]\n|  stop\(\[\"\"\]\)\n)*"
        r"(  n\d+ (-->|==>|-\.->)(\|\"\"\|)? (n\d+|stop)\n)*"
        r"(  classDef \w+ [\w:#,\- ]+\n)*(  class [n\d,]+ \w+\n)*```)?",
        bare,
    )


def test_a_large_picture_keeps_what_changed():
    spots = tuple(Spot(f"k{n}", f"N{n}", "added" if n > 90 else None) for n in range(100))
    ways = tuple(Way(f"k{n}", f"k{n + 1}", "", None) for n in range(99))
    chart = flowchart(Picture(spots, ways))

    assert all(f'"N{n}"' in chart for n in range(91, 100))
    assert '"… and 75 more nodes"' in chart.replace("#", "#")
    assert chart.count("-->") == 23
