"""A closer look at values that hold objects: which member of which item changed.

This is the one place for deepdiff. Of whole flows it says "everything changed" after an import, and takes minutes.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from deepdiff import DeepDiff

from flowops import canon
from flowops.model.change import Change, Comparison, Edit, NodeChange, Word
from flowops.model.json import Json

_LARGE = 20_000  # bytes; the nodes of a flow without a graph would take minutes
_WORDS: dict[str, Word] = {
    "values_changed": "changed",
    "type_changes": "changed",
    "dictionary_item_added": "added",
    "iterable_item_added": "added",
    "dictionary_item_removed": "removed",
    "iterable_item_removed": "removed",
}


def detailed(comparison: Comparison) -> Comparison:
    """The same comparison with an edit for each inner value that differs."""
    return replace(comparison, changes=tuple(_change(change) for change in comparison.changes))


def _change(change: Change) -> Change:
    nodes = tuple(_node(node) for node in change.nodes)
    return replace(change, edits=_edits(change.edits), nodes=nodes)


def _node(node: NodeChange) -> NodeChange:
    return replace(node, edits=_edits(node.edits))


def _edits(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    return tuple(inner for edit in edits for inner in (_inner(edit) if _is_worth_it(edit) else [edit]))


def _is_worth_it(edit: Edit) -> bool:
    return edit.is_nested and len(canon.compact([edit.before, edit.after])) < _LARGE


def _inner(edit: Edit) -> Iterator[Edit]:
    found = DeepDiff(edit.before, edit.after, view="tree", threshold_to_diff_deeper=0)
    for report, word in _WORDS.items():
        for level in found.get(report, ()):
            path = "/".join([edit.path, *map(str, level.path(output_format="list"))])
            before = None if word == "added" else cast("Json", level.t1)
            after = None if word == "removed" else cast("Json", level.t2)
            yield Edit(path, word, before, after, edit.language)
