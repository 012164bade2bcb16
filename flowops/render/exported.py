"""What an export did -> text and JSON."""

from dataclasses import dataclass
from itertools import groupby
from textwrap import fill

from flowops.model.change import Change
from flowops.model.json import JsonObject
from flowops.model.kind import FLOW, KINDS
from flowops.render.colours import COLOURS, Paint
from flowops.render.commit import summary
from flowops.render.words import count, line

_WIDTH = 100
_INDENT = " " * 18
_KINDS = {kind.name: number for number, kind in enumerate(KINDS)}
_WORDS = {word: number for number, word in enumerate(COLOURS)}


@dataclass(frozen=True, slots=True)
class Exported:
    """The result of an export: paths are relative to the repository; `commit` is a SHA."""

    source: str
    changes: tuple[Change, ...]
    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    requests: int
    checked: bool
    commit: str | None = None


def to_json(result: Exported) -> JsonObject:
    """The document `flowops/export@1`."""
    return {
        "format": "flowops/export@1",
        "written": [*result.written],
        "removed": [*result.removed],
        "unchanged": result.unchanged,
        "requests": result.requests,
        "commit": result.commit,
    }


def to_text(result: Exported, paint: Paint) -> str:
    """A line for each flow that changed, one for the other objects of a kind, and a summary as the last line."""
    lines = []
    ordered = sorted(result.changes, key=lambda change: (_KINDS[change.kind], _WORDS[change.change]))
    for (kind, word), changes in groupby(ordered, key=lambda change: (change.kind, change.change)):
        names = [_name(change) for change in changes]
        for text in names if kind == FLOW.name else [", ".join(names)]:
            head = f"{paint(f'{word:<8}', COLOURS[word])} {kind:<8} "
            lines.append(
                head + fill(text, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT).lstrip()
            )
    if result.commit:
        lines.append(f"commit {result.commit[:10]}")
    return "\n".join([*lines, _summary(result)])


def _name(change: Change) -> str:
    return line(change.name) + (f"  (was {line(change.name_before)})" if change.change == "renamed" else "")


def _summary(result: Exported) -> str:
    requests = f" in {count(result.requests, 'request')}" if result.requests else ""
    if not (result.written or result.removed):
        return f"{result.source}: nothing changed, {count(result.unchanged, 'file')} up to date{requests}"
    would = "would be " if result.checked else ""
    return (
        f"{result.source}: {summary(result.changes)}; {count(len(result.written), 'file')} {would}written, "
        f"{len(result.removed)} {would}removed, {result.unchanged} unchanged{requests}"
    )
