"""Plans of any shape, told in hostile words."""

from typing import Any, get_args

from hypothesis import strategies as st

from flowops.model.deployed import Deployed, DeployStatus
from flowops.model.plan import Action, Finding, Plan, Severity
from flowops.model.workspace import Workspace
from tests.render.comparisons import changes
from tests.render.test_foreign import texts

DIGEST = "3f9c" * 16
_KINDS = ("global", "field", "group", "label", "topic", "flow", "campaign", "trigger")
_WAYS: dict[str, tuple[str, ...]] = {
    "create": ("import", "api"),
    "update": ("in-place", "import", "api"),
    "manual": ("manual",),
    "orphan": ("manual",),
}


@st.composite
def actions(draw: st.DrawFn, more: bool = True) -> Action:
    """One action; with `more` it may have changes to show below its line."""
    word: Any = draw(st.sampled_from(sorted(_WAYS)))
    way: Any = draw(st.sampled_from(_WAYS[word]))
    waiting = draw(st.integers(0, 2))
    return Action(
        draw(st.sampled_from(_KINDS)), draw(texts), word, way, draw(texts), waiting, draw(st.integers(0, waiting)),
        change=draw(st.none() | changes) if more and word == "update" else None,
    )  # fmt: skip


def _plan(done: list[Action], findings: list[Finding]) -> Plan:
    there = Workspace("0b3c7f5e-6a54-4f35-8f0e-000000000000", "Production", "https://rapidpro.example.org")
    return Plan(
        "production", there, "26.2", DIGEST, DIGEST, None, tuple(done), tuple(findings),
        "2026-01-02T03:04:05Z", "2026-01-03T03:04:05Z",
    )  # fmt: skip


findings = st.builds(
    Finding, st.sampled_from(["drift", "stale-plan"]), st.sampled_from(get_args(Severity)), texts
)
plans = st.builds(_plan, st.lists(actions(), max_size=4), st.lists(findings, max_size=2))
plain_plans = st.builds(_plan, st.lists(actions(more=False), max_size=4), st.lists(findings, max_size=2))


@st.composite
def deploys(draw: st.DrawFn) -> Deployed:
    """What a deploy came to."""
    done = tuple(draw(st.lists(actions(), max_size=4)))
    outcomes = tuple(draw(st.sampled_from(["done", "put back", "not done", "unknown", ""])) for _ in done)
    status = draw(st.sampled_from(get_args(DeployStatus)))
    problems = tuple(draw(st.lists(texts, max_size=2)))
    return Deployed("20260102-030405", "production", status, DIGEST, done, outcomes, problems, 18)
