"""Plans, what deploys came to, globals and verdicts on a terminal: one line each, whatever a flow says."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from flowops.model.change import Change, Edit, NodeChange
from flowops.model.deployed import Deployed
from flowops.model.plan import Action, Finding
from flowops.render import deployed, globals_table, verified
from flowops.render.globals_table import GlobalRow
from flowops.render.plan_text import to_text
from flowops.render.planned import sections
from tests.render.plans import DIGEST, _plan, deploys, plain_plans, plans
from tests.render.test_foreign import texts


def plain(text: str, _colour: str) -> str:
    return text


def lines_of(text):
    """The lines, none of which holds a character that does something."""
    kinds = [(c, unicodedata.category(c)) for c in text if c not in "\n\u200c\u200d"]
    assert [c for c, kind in kinds if kind in ("Cc", "Cf", "Cs", "Zl", "Zp")] == []
    return text.split("\n")


@given(plain_plans)
def test_a_plan_has_a_line_for_each_action_and_finding_and_the_summary_last(plan):
    lines = lines_of(to_text(plan, plain))

    titles = list(sections(plan))
    assert len([line for line in lines if line[:4] in ("  + ", "  ~ ", "  ! ", "  ? ")]) == len(plan.actions)
    assert [line for line in lines if line in titles] == titles
    assert len([line for line in lines if line.startswith(("blocked by ", "warning: "))]) == len(
        plan.findings
    )
    assert lines[-1].startswith("production: ")


@given(plans)
def test_the_changes_of_a_flow_stand_below_it_indented(plan):
    heads = (
        *sections(plan),
        "blocked by ",
        "warning: ",
        "To go on ",
        "production: ",
        "  + ",
        "  ~ ",
        "  ! ",
        "  ? ",
    )

    assert all(not line or line.startswith((*heads, "    ")) for line in lines_of(to_text(plan, plain, True)))


@given(deploys())
def test_a_deploy_has_a_line_for_each_action_and_problem_and_the_summary_last(came):
    lines = lines_of(deployed.to_text(came, plain))

    assert len(lines) == len(came.actions) + len(came.problems) + 1
    assert lines[-1].startswith(f"production: {came.status.replace('-', ' ')}")
    assert [line.startswith("problem: ") for line in lines[len(came.actions) : -1]] == [True] * len(
        came.problems
    )


@given(plain_plans, st.lists(texts, max_size=2))
def test_a_verdict_has_a_line_for_each_action_and_problem(plan, problems):
    lines = lines_of(verified.verify_text(plan, problems, plain))

    assert len(lines) == len(plan.actions) + len(problems) + 1
    assert lines[-1].startswith("production: differs" if plan.writes else "production: verified")


rows = st.builds(
    GlobalRow, texts, texts, st.lists(texts, max_size=2).map(tuple), st.booleans(),
    st.sampled_from([None, "A_NAME"]), st.booleans(), st.booleans(), st.sampled_from([None, True, False]),
)  # fmt: skip


@given(st.lists(rows, max_size=4))
def test_globals_are_a_table_with_a_line_each(listed):
    lines = lines_of(globals_table.to_text("production", listed, plain))

    missing = any(row.is_missing for row in listed)
    assert len(lines) == len(listed) + 2 + missing
    assert lines[0].split() == ["key", "used", "by", "declared", "workspace", "same"]
    assert lines[-1].startswith("production: ")


def test_of_many_changes_twelve_lines_are_shown_and_all_with_v():
    nodes = tuple(NodeChange("changed", f"Node {n}", f"a{n}", f"b{n}", "uuid", (Edit("actions/0/text", "changed", "x", "y"),)) for n in range(9))  # fmt: skip
    saved = Action(
        "flow",
        "B",
        "update",
        "in-place",
        "9 nodes changed",
        change=Change("flow", "changed", "B", "B", (), nodes),
    )
    plan = _plan([saved], [])

    short, full = (to_text(plan, plain, verbose) for verbose in (False, True))

    assert len(short.split("\n")) == 1 + 1 + 12 + 1 + 2
    assert "      … 6 more lines: -v\n" in short
    assert [f"Node {n}" in full for n in range(9)] == [True] * 9


def test_what_blocks_is_named_with_the_words_that_waive_it():
    plan = _plan([], [Finding("drift", "block", "2 objects"), Finding("blank-global", "warn", "x"), Finding("stale-plan", "block", "old")])  # fmt: skip

    text = to_text(plan, plain)

    assert "blocked by drift: 2 objects\nwarning: blank-global: x\nblocked by stale-plan: old\n" in text
    assert "To go on all the same: --allow drift --reason TEXT\n" in text


def test_a_deploy_says_how_to_take_it_back_where_something_was_done():
    action = Action("flow", "B", "update", "in-place", "1 node changed")
    came = Deployed("id-1", "production", "verified", DIGEST, (action,), ("done",), (), 18)

    assert deployed.to_text(came, plain) == (
        "done       flow     B: 1 node changed; in place\n"
        "production: verified; 1 updated in 18 requests. To take it back: flowops rollback production --to id-1"
    )
