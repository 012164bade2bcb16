"""What a deploy came to -> text and JSON."""

from collections import Counter

from flowops.model.deployed import Deployed
from flowops.model.json import JsonObject
from flowops.render.colours import Paint
from flowops.render.plan_json import actions_json
from flowops.render.planned import said
from flowops.render.words import count, line

_COLOURS = {
    "verified": "green",
    "nothing-to-do": "green",
    "refused": "red",
    "failed": "red",
    "unverified": "yellow",
}
_DID = {"create": "created", "update": "updated"}
_OUTCOMES = {"done": "green", "put back": "yellow", "not done": "yellow", "unknown": "red", "": ""}


def to_json(deployed: Deployed) -> JsonObject:
    """The document `flowops/deploy@1`."""
    actions = actions_json(deployed.actions)
    return {
        "format": "flowops/deploy@1",
        "id": deployed.id,
        "status": deployed.status,
        "digest": deployed.digest,
        "actions": [
            {**it, "outcome": outcome} for it, outcome in zip(actions, deployed.outcomes, strict=True)
        ],
        "problems": [*deployed.problems],
    }


def to_text(deployed: Deployed, paint: Paint) -> str:
    """A line for each object, what a person has to know, and the summary as the last line."""
    lines = []
    for action, outcome in zip(deployed.actions, deployed.outcomes, strict=True):
        word = outcome or {"manual": "by hand", "orphan": "left alone"}.get(action.action, "-")
        colour = _OUTCOMES.get(outcome, "")
        shown = paint(f"{word:<10}", colour) if colour else f"{word:<10}"
        lines.append(f"{shown} {action.kind:<8} {line(action.name)}: {said(action)}")
    lines += [f"{paint('problem:', 'red')} {line(problem, 1000)}" for problem in deployed.problems]
    return "\n".join([*lines, _summary(deployed, paint)])


def _summary(deployed: Deployed, paint: Paint) -> str:
    done = zip(deployed.actions, deployed.outcomes, strict=True)
    numbers: Counter[str] = Counter(action.action for action, outcome in done if outcome == "done")
    parts = [f"{numbers[word]} {text}" for word, text in _DID.items() if numbers[word]]
    what = f"; {', '.join(parts)}" if parts else ""
    back = f". To take it back: flowops rollback {deployed.environment} --to {deployed.id}" if numbers else ""
    status = paint(deployed.status.replace("-", " "), _COLOURS[deployed.status])
    return f"{deployed.environment}: {status}{what} in {count(deployed.requests, 'request')}{back}"
