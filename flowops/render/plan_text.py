"""Plan -> text for a terminal."""

from collections.abc import Iterator

from flowops.model.plan import Action, Plan
from flowops.render.colours import Paint
from flowops.render.diff_text import change_lines
from flowops.render.planned import said, sections, summary
from flowops.render.words import line

_MOST = 12  # lines of one flow's changes; -v shows all
_SIGNS = {"create": ("+", "green"), "update": ("~", "yellow"), "manual": ("!", "cyan"), "orphan": ("?", "")}
_COLOURS = {"block": "red", "warn": "yellow"}


def to_text(plan: Plan, paint: Paint, verbose: bool = False) -> str:
    """What will be done, what a person has to do, what stands in the way; the summary as the last line."""
    lines: list[str] = []
    for title, actions in sections(plan).items():
        lines += [title, *(text for action in actions for text in _action(action, paint, verbose)), ""]
    for finding in plan.findings:
        head = paint(
            f"{'blocked by' if finding.severity == 'block' else 'warning:'} {finding.guard}",
            _COLOURS[finding.severity],
        )
        lines.append(f"{head}: {line(finding.message, 1000)}")
    blocked = list(
        dict.fromkeys(it.waive for it in plan.findings if it.severity == "block" and it.guard != "stale-plan")
    )
    if blocked:
        lines.append(f"To go on all the same: {' '.join(blocked)} --reason TEXT")
    if plan.findings:
        lines.append("")
    return "\n".join([*lines, summary(plan)])


def _action(action: Action, paint: Paint, verbose: bool) -> Iterator[str]:
    sign, colour = _SIGNS[action.action]
    shown = paint(sign, colour) if colour else sign
    yield f"  {shown} {action.kind:<8} {line(action.name)}: {said(action)}"
    if action.change:
        details = change_lines(action.change, paint, verbose)[1:]
        shown_lines = details if verbose else details[:_MOST]
        yield from (f"    {text}" for text in shown_lines)
        if len(details) > len(shown_lines):
            yield f"      … {len(details) - len(shown_lines)} more lines: -v"
