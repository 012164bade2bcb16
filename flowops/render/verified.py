"""Whether a workspace is what git holds, and what changed in it -> text and JSON."""

from collections.abc import Sequence

from flowops.model.change import Comparison
from flowops.model.json import JsonObject
from flowops.model.plan import Plan
from flowops.render import diff_json, diff_markdown, diff_text
from flowops.render.colours import Paint
from flowops.render.foreign import inline
from flowops.render.plan_json import actions_json
from flowops.render.planned import said
from flowops.render.words import line

_BUDGET = 58_000  # bytes; it goes into an issue, which has a head of its own


def verify_json(plan: Plan, problems: Sequence[str]) -> JsonObject:
    """The document `flowops/verify@1`."""
    return {
        "format": "flowops/verify@1",
        "environment": plan.environment,
        "status": "differs" if plan.writes else "verified",
        "actions": [*actions_json(plan.actions)],
        "problems": [*problems],
    }


def verify_text(plan: Plan, problems: Sequence[str], paint: Paint) -> str:
    """A line for each object that differs, and the verdict as the last line."""
    lines = [f"{it.action:<8} {it.kind:<8} {line(it.name)}: {said(it)}" for it in plan.actions]
    lines += [f"{paint('problem:', 'red')} {line(problem, 500)}" for problem in problems]
    number = len(plan.writes)
    verdict = paint("differs", "red") if number else paint("verified", "green")
    more = (
        f": {number} object(s) are not as in git. See: flowops plan {plan.environment}"
        if number
        else ", as in git"
    )
    return "\n".join([*lines, f"{plan.environment}: {verdict}{more}"])


def drift_json(comparison: Comparison, environment: str, since: JsonObject) -> JsonObject:
    """The document `flowops/drift@1`: a diff from what was recorded to what is there."""
    return {
        **diff_json.to_json(comparison),
        "format": "flowops/drift@1",
        "environment": environment,
        "since": since,
    }


def drift_text(comparison: Comparison, environment: str, since: JsonObject, paint: Paint) -> str:
    """What changed, and since when, as the last line."""
    text = diff_text.to_text(comparison, paint)
    body, _, last = text.rpartition("\n")
    return "\n".join(filter(None, [body, f"{environment}, since {_point(since)}: {last}"]))


def drift_markdown(comparison: Comparison, environment: str, since: JsonObject) -> str:
    """The same for an issue: since when, as the first line, then what differs, within what GitHub takes."""
    head = f"### {inline(environment)}, since {inline(_point(since))}"
    return f"{head}\n\n{diff_markdown.to_markdown(comparison, _BUDGET)}"


def _point(since: JsonObject) -> str:
    if since.get("id"):
        return f"deploy {since['id']}"
    return f"what git holds ({str(since.get('commit') or 'no commit')[:10]})"
