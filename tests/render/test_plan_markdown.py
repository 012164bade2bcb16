"""A plan as a comment on a pull request: nothing that a flow says breaks out of its place."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from flowops.model.change import Change, Edit
from flowops.model.plan import Action, Finding
from flowops.render.plan_markdown import to_markdown
from tests.render.comparisons import few
from tests.render.plans import DIGEST, _plan, plain_plans, plans
from tests.render.test_diff_markdown import OURS
from tests.render.test_foreign import CALLS

GITHUB = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
INLINE = {"text", "text_special", "strong_open", "strong_close", "code_inline", "html_inline", "softbreak"}
ENDLESS = 10**9
MANUAL = Action("flow", "A", "manual", "manual", "rename it")
SAVED = Action("flow", "B", "update", "in-place", "1 node changed", 3, 1, change=Change("flow", "changed", "B", "B", (Edit("name", "changed", "x", "y"),)))  # fmt: skip


@few
@given(plans)
def test_nothing_in_it_breaks_out(plan):
    tokens = GITHUB.parse(to_markdown(plan, ENDLESS))
    html = [token.content.replace("<span>$</span>", "$") for token in tokens if token.type == "html_block"]

    assert all(OURS.fullmatch(block) for block in html)
    assert {child.type for token in tokens for child in token.children or []} <= INLINE
    assert {token.info for token in tokens if token.type == "fence"} <= {"", "diff", "mermaid"}
    assert not [token for token in tokens if token.type in ("code_block", "hr", "blockquote_open")]


@given(plain_plans)
def test_each_action_and_each_finding_is_one_item_of_a_list(plan):
    tokens = GITHUB.parse(to_markdown(plan, ENDLESS))
    types = Counter(token.type for token in tokens)
    said = "".join(
        child.content for token in tokens for child in token.children or [] if child.type == "text"
    )

    assert types["list_item_open"] == len(plan.actions) + len(plan.findings)
    assert types["heading_open"] == 1
    assert types["fence"] == bool(plan.writes)
    assert types["html_block"] == 0
    assert not CALLS.search(said.replace(DIGEST, ""))


@few
@given(plans)
def test_the_same_plan_at_another_time_is_the_same_page(plan):
    later = replace(plan, created_at="2031-01-02T03:04:05Z", expires_at="2031-01-03T03:04:05Z")

    assert to_markdown(later, ENDLESS) == to_markdown(plan, ENDLESS)


@few
@given(plans, st.integers(1_000, 6_000))
def test_it_keeps_to_its_budget_and_says_what_it_leaves_out(plan, budget):
    text = to_markdown(plan, budget)

    assert len(text.encode()) <= budget
    assert ("Left out" in text or "Too much" in text) == (text != to_markdown(plan, ENDLESS))


def test_it_says_what_is_done_by_hand_and_how_to_apply_it():
    finding = Finding("stranded-contacts", "block", "1 contact")

    text = to_markdown(_plan([SAVED, MANUAL], [finding]))

    assert text.startswith(
        "### production: 1 to update, 1 by hand\n\n- ⛔ **stranded-contacts**: 1 contact\n"
    )
    assert (
        "- flow **B**: 1 node changed; in place; 3 contacts wait in it, 1 of whom may lose their place"
        in text
    )
    assert "- [ ] flow **A**: rename it" in text
    assert f"flowops deploy production --expect {DIGEST}" in text


def test_details_go_first_then_rows_then_everything():
    many = _plan([replace(SAVED, name=f"Flow {n}") for n in range(300)], [])
    texts = [to_markdown(many, budget) for budget in (ENDLESS, 60_000, 8_000, 1_500, 700, 10)]

    assert texts[0].count("<details>") == 300
    assert [text.count("- flow") for text in texts] == [200, 200, 50, 10, 0, 0]
    assert "… and 250 more" in texts[2]
    assert "Left out to keep this short: all details" in texts[3]
    assert texts[5] == "### production: 300 to update\n\nToo much to show here: `flowops plan production`\n"


@pytest.mark.parametrize("done", [[], [MANUAL]])
def test_without_writes_there_is_nothing_to_apply(done):
    assert "flowops deploy" not in to_markdown(_plan(done, []))
