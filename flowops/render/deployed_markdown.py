"""What a deploy came to -> Markdown for the summary of a run."""

import re

from flowops.model.json import Json, JsonObject
from flowops.render.foreign import inline

_MARKS = {"verified": "✅", "nothing-to-do": "✅", "unverified": "⚠️"}
_MOST = 200


def to_markdown(document: JsonObject, environment: str) -> str:
    """Of the document `flowops/deploy@1`: the verdict, problems, and what was done to each object."""
    status = str(document.get("status") or "failed")
    head = f"### {_MARKS.get(status, '⛔')} {inline(environment)}: {inline(status.replace('-', ' '))}"
    problems = [f"- ⛔ {inline(str(it), 1000)}" for it in _list(document.get("problems"))[:_MOST]]
    rows = [_row(it) for it in _list(document.get("actions")) if isinstance(it, dict)]
    back = (
        f"To take it back: `flowops rollback {_word(environment)} --to {_word(str(document['id']))}`"
        if document.get("id")
        else ""
    )
    listed = _table(rows)
    return "\n\n".join(part for part in (head, "\n".join(problems), listed, back) if part) + "\n"


def _table(rows: list[str]) -> str:
    if not rows:
        return ""
    more = [f"| … | and {len(rows) - _MOST} more | |"] if len(rows) > _MOST else []
    return "\n".join(["| | | outcome |", "| --- | --- | --- |", *rows[:_MOST], *more])


def _row(action: JsonObject) -> str:
    said = {"manual": "by hand", "orphan": "left alone"}.get(str(action.get("action")), "-")
    outcome = str(action.get("outcome") or said)
    return f"| {inline(str(action.get('kind')))} | {inline(str(action.get('name')))} | {inline(outcome)} |"


def _word(text: str) -> str:
    """For inside of code, where nothing can be escaped."""
    return re.sub(r"[^A-Za-z0-9_.-]", "", text)


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
