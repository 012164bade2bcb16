"""What differs -> the document `flowops/diff@1`."""

from collections import Counter
from typing import get_args

from flowops.model.change import Change, Comparison, Edit, Mark, NodeChange, Word
from flowops.model.json import Json, JsonObject

_WORDS: tuple[Word, ...] = get_args(Word)


def to_json(comparison: Comparison) -> JsonObject:
    """The document; what has no content beyond its contract has no key."""
    numbers = Counter(change.change for change in comparison.changes)
    return {
        "format": "flowops/diff@1",
        "summary": {**{word: numbers[word] for word in _WORDS}, "unchanged": comparison.unchanged},
        "changes": [_change(change) for change in comparison.changes],
        **_filled(spec_versions=_versions(comparison.specs), problems=[*comparison.problems]),
    }


def _change(change: Change) -> JsonObject:
    return {
        "kind": change.kind,
        "change": change.change,
        "name": change.name,
        "name_before": change.name_before,
        "edits": [_edit(edit) for edit in change.edits],
        "nodes": [_node(node) for node in change.nodes],
        **_filled(size=change.size),
    }


def _node(node: NodeChange) -> JsonObject:
    return {
        "change": node.change,
        "label": node.label,
        "before": node.before,
        "after": node.after,
        "matched_by": node.matched_by,
        "edits": [{"language": edit.language, **_edit(edit)} for edit in node.edits],
        **_filled(translations=[_mark(mark) for mark in node.marks]),
    }


def _edit(edit: Edit) -> JsonObject:
    known = {"path": edit.path, "change": edit.change, "before": edit.before, "after": edit.after}
    return {**known, **_filled(language=edit.language)}


def _mark(mark: Mark) -> JsonObject:
    return {
        "language": mark.language,
        "path": mark.path,
        "problem": mark.problem,
        "missing": [*mark.missing],
    }


def _versions(specs: tuple[str, str] | None) -> JsonObject:
    return {"before": specs[0], "after": specs[1]} if specs else {}


def _filled(**keys: Json) -> JsonObject:
    return {key: value for key, value in keys.items() if value}
