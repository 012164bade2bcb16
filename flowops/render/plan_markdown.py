"""Plan -> Markdown for a pull request comment, never longer than a budget."""

from collections.abc import Iterator

from flowops.model.plan import Action, Plan
from flowops.render.diff_markdown import change_details
from flowops.render.foreign import inline
from flowops.render.planned import said, sections, summary, with_changes

_BUDGET = 60_000  # bytes; GitHub takes 65,536 characters
_MOST = 200
_MARKS = {"block": "⛔", "warn": "⚠️"}


def to_markdown(plan: Plan, budget: int = _BUDGET) -> str:
    """Headline, guards, what is done, by hand and left alone, and what changes in each flow as far as it fits."""
    shorter = next((text for text in _ever_shorter(plan) if len(text.encode()) <= budget), "")
    return shorter or f"{_head(plan)}\n\nToo much to show here: `flowops plan {inline(plan.environment)}`\n"


def _ever_shorter(plan: Plan) -> Iterator[str]:
    head, guards, tail = _head(plan), _guards(plan), _tail(plan)
    details = [change_details(action.change) for action in with_changes(plan.actions) if action.change]
    rows = [text for title, actions in sections(plan).items() for text in _section(title, actions, _MOST)]
    yield _page(head, guards, *rows, *details, tail)
    by_size = sorted(range(len(details)), key=lambda at: -len(details[at]))
    for dropped in range(1, len(details) + 1):
        gone = set(by_size[:dropped])
        kept = [text for at, text in enumerate(details) if at not in gone]
        yield _page(head, guards, *rows, *kept, _left_out(f"the details of {dropped} objects", plan), tail)
    for most in (50, 10, 0):
        few = [text for title, actions in sections(plan).items() for text in _section(title, actions, most)]
        yield _page(head, guards, *few, _left_out("all details", plan), tail)
    yield _page(head, _left_out("everything", plan), tail)


def _head(plan: Plan) -> str:
    return f"### {inline(summary(plan).partition('; digest')[0], 500)}"


def _guards(plan: Plan) -> str:
    return "\n".join(
        f"- {_MARKS[it.severity]} **{it.guard}**: {inline(it.message, 1000)}" for it in plan.findings
    )


def _section(title: str, actions: list[Action], most: int) -> Iterator[str]:
    box = "- [ ] " if any(action.action == "manual" for action in actions) else "- "
    listed = [
        f"{box}{action.kind} **{inline(action.name)}**: {inline(said(action), 500)}"
        for action in actions[:most]
    ]
    more = [f"- … and {len(actions) - most} more"] if len(actions) > most else []
    yield "\n".join([f"**{title}** ({len(actions)})", "", *listed, *more])


def _tail(plan: Plan) -> str:
    """Without a time: a comment that says the same stays as it is, and so does the approval of it."""
    if not plan.writes:
        return ""
    return (
        f"This plan has the digest `{plan.digest}`. To apply exactly it:\n\n"
        f"```\nflowops deploy {plan.environment} --expect {plan.digest}\n```"
    )


def _left_out(what: str, plan: Plan) -> str:
    return f"Left out to keep this short: {what}. All of it: `flowops plan {plan.environment}`"


def _page(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
