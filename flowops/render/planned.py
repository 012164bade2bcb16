"""The words that a plan is told in, wherever it is shown."""

from collections import Counter
from collections.abc import Iterable

from flowops.model.plan import Action, Plan
from flowops.render.words import count, line

_SETTINGS = frozenset({"global", "field", "group", "label", "topic"})
_BY_HAND, _ORPHANS = "By hand", "Only in the workspace, and left alone"
_TITLES = {"flow": {"create": "New flows", "update": "Changed flows"}, "campaign": {}, "trigger": {}}
_OTHER_TITLES = {"campaign": "Campaigns", "trigger": "Triggers"}
_WORDS = {
    "create": "to create",
    "update": "to update",
    "manual": "by hand",
    "orphan": "only in the workspace",
}
WAYS = {"in-place": "in place", "import": "by import", "api": "", "manual": ""}


def sections(plan: Plan) -> dict[str, list[Action]]:
    """Title -> actions, in the order in which they are done; what a person does and what is left alone comes last."""
    found: dict[str, list[Action]] = {}
    for action in plan.actions:
        found.setdefault(_title(action), []).append(action)
    return found


def _title(action: Action) -> str:
    if action.action == "manual":
        return _BY_HAND
    if action.action == "orphan":
        return _ORPHANS
    if action.kind in _SETTINGS:
        return "Settings"
    return _TITLES.get(action.kind, {}).get(action.action) or _OTHER_TITLES.get(action.kind, action.kind)


def contacts(action: Action) -> str:
    """ "3 contacts wait in it, all of whom may lose their place"; empty where nobody waits."""
    if not action.waiting:
        return ""
    lost = (
        f", {action.stranded} of whom may lose their place"
        if action.stranded
        else ", and stay where they are"
    )
    return f"{count(action.waiting, 'contact')} {'waits' if action.waiting == 1 else 'wait'} in it{lost}"


def said(action: Action) -> str:
    """Summary, way and contacts in one line."""
    parts = (line(action.summary, 300), WAYS[action.transport], contacts(action))
    return "; ".join(part for part in parts if part)


def summary(plan: Plan) -> str:
    """ "production: 1 to create, 2 to update; digest 3f9c…, good until …"."""
    if not plan.actions:
        return f"{plan.environment}: nothing to do"
    numbers: Counter[str] = Counter(action.action for action in plan.actions)
    parts = [f"{numbers[word]} {text}" for word, text in _WORDS.items() if numbers[word]]
    if not plan.writes:
        return f"{plan.environment}: nothing to do for flowops; {', '.join(parts)}"
    return f"{plan.environment}: {', '.join(parts)}; digest {plan.digest}, good until {plan.expires_at}"


def with_changes(actions: Iterable[Action]) -> list[Action]:
    """Those that have more to show than a line."""
    return [action for action in actions if action.change and (action.change.edits or action.change.nodes)]
