"""Text from a flow in a comment on GitHub: it cannot break out, link, or call anybody."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from flowops.render.foreign import fence, inline, mermaid
from flowops.render.words import line, visible

GITHUB = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HOSTILE = st.sampled_from(
    [
        *"`~*_<>&|#@:$[](){}!\\/\"'-+=.1x \n\t",
        "<!--",
        "-->",
        "</details>",
        "</summary>",
        "<script>",
        "&lt;",
        "&#64;",
        "```",
        "~~~",
        "@medic/team",
        "@someone",
        "#123",
        "GH-7",
        "medic/cht#5",
        "https://x.example",
        "www.x.example",
        "a@x.example",
        "deadbeef01",
        ":tada:",
        "$x$",
        "[x](y)",
        "![x](y)",
        "| --- |",
        "1. ",
        "- ",
        "> [!NOTE]",
        "\r\n",
        "\u2028",
        "\u202e",
        "\u2060",
        "\x1b[31m",
    ]
)
ENDLESS = 10  # seconds; what grows with the square of the input takes hours
texts = st.lists(HOSTILE | st.text(max_size=5), max_size=8).map("".join)
# What GitHub makes links, people and pictures of, in the text that readers see
CALLS = re.compile(r"@[a-z0-9]|#\d|\bGH-\d|://|www\.|:[\w+-]+:|\b[0-9a-f]{7,40}\b", re.IGNORECASE)


def seen(tokens: list[Token]) -> str:
    """What a reader sees; fails where it is more than words."""
    assert {token.type for token in tokens} <= {"text", "text_special", "html_inline"}
    assert {token.content for token in tokens if token.type == "html_inline"} <= {"<span>", "</span>"}
    return "".join(token.content for token in tokens if token.type != "html_inline")


@given(texts)
def test_words_stay_words_wherever_they_stand(text):
    for before, kind in (("", "paragraph"), ("### ", "heading"), ("- ", "paragraph")):
        tokens = GITHUB.parse(f"{before}x {inline(text)}\n\nend")
        inner = [token.children or [] for token in tokens if token.type == "inline"]

        assert f"{kind}_open" in [token.type for token in tokens]
        assert [seen(part).replace("\u2060", "").strip() for part in inner] == [
            f"x {line(text, 200)}".strip(),
            "end",
        ]


@given(texts)
def test_words_begin_no_list_and_no_heading(text):
    if line(text):
        for before in ("", "- "):
            assert [token.type for token in GITHUB.parse(f"{before}{inline(text)}")] == [
                token.type for token in GITHUB.parse(f"{before}word")
            ]


@given(texts)
def test_words_stay_in_their_cell(text):
    tokens = GITHUB.parse(f"| a | b |\n| --- | --- |\n| {inline(text)} | kept |\n\nend")
    cells = [token for token in tokens if token.type == "td_open"]
    inner = [seen(token.children or []) for token in tokens if token.type == "inline"]

    assert len(cells) == 2
    assert inner[3:] == ["kept", "end"]


@given(texts)
def test_words_open_and_close_no_tag(text):
    html = inline(text).replace("<span>$</span>", "")

    assert not set("<>|`*_~[]\\\n") & set(html)
    assert not re.sub(r"&#\d+;", "", html).count("&")


@given(texts)
def test_words_call_nobody_and_link_nothing(text):
    shown = "".join(
        seen(token.children or []) for token in GITHUB.parse(f"x {inline(text)}") if token.children
    )

    assert not CALLS.search(shown)


@given(texts)
def test_words_are_no_formula(text):
    assert "$" not in inline(text).replace("<span>$</span>", "")


@given(texts, st.sampled_from(["", "diff"]))
def test_a_block_of_code_holds_all_of_its_text_and_nothing_else(text, language):
    tokens = GITHUB.parse(f"{fence(language, text)}\n\nend")

    assert [token.type for token in tokens] == ["fence", "paragraph_open", "inline", "paragraph_close"]
    assert tokens[0].content == f"{visible(text)}\n"
    assert tokens[0].info == language


@given(texts)
def test_a_label_in_a_diagram_is_letters_digits_and_entities(text):
    label = mermaid(text)

    assert label[0] == label[-1] == '"'
    assert len(label) > 2
    assert all(c.isalnum() or c in " ," or ord(c) > 127 for c in re.sub(r"#\d+;", "", label[1:-1]))


@given(texts)
def test_a_label_in_a_diagram_says_the_same(text):
    said = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), mermaid(text)[1:-1])

    assert said == (line(text, 40) or "…")


def test_what_is_harmless_stays_readable():
    assert inline("Thank you! Send 1=Yes (or 0=No), 50% of it's free.") == (
        "Thank you! Send 1=Yes (or 0=No), 50% of it's free."
    )


@pytest.mark.parametrize("character", ["`", "@", "<", "#1", "$x", ":a:", "a", "\n", "\u202e", "www."])
def test_an_endless_text_takes_no_time(character):
    text = character * (1_000_000 // len(character))
    start = time.process_time()

    assert len(inline(text)) < 5_000
    assert len(mermaid(text)) < 500
    fence("diff", text)

    assert time.process_time() - start < ENDLESS
