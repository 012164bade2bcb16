"""What differs -> a comment on a pull request, within the size that GitHub takes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from flowops.model.change import Change, Comparison
from flowops.render.diff_node import fields, node_block, translations
from flowops.render.diff_text import diff_summary
from flowops.render.foreign import inline
from flowops.render.phrases import Phrase, own_phrases
from flowops.render.picture import flowchart
from flowops.render.words import count

_BUDGET = 60_000  # bytes; GitHub takes 65,536 characters
_MOST_PROBLEMS = 20
_FEW = 3  # properties that are named rather than counted
_TABLE = "| | | name | what differs |\n| --- | --- | --- | --- |"


@dataclass(frozen=True, slots=True)
class _Part:
    """What the comment says of one object: a row of the table, its details, and the picture among them."""

    row: str
    details: str
    picture: str


def to_markdown(comparison: Comparison, budget: int = _BUDGET) -> str:
    """The comment in at most `budget` bytes, of which it takes some hundreds to say anything; what it leaves out it names."""
    parts = [_part(change) for change in comparison.changes]
    candidates = _ever_shorter(comparison, parts, budget)
    text = next(candidates)
    while _size(text) > budget and (shorter := next(candidates, None)) is not None:
        text = shorter
    return text


def change_details(change: Change) -> str:
    """What differs in one object, folded away; empty where its row in a table says it all."""
    return _details(_part(change), "")


def _ever_shorter(comparison: Comparison, parts: list[_Part], budget: int) -> Iterator[str]:
    head, tail = _head(comparison), _tail(comparison)
    rows = [part.row for part in parts]
    with_pictures = [_details(part, part.picture) for part in parts]
    yield _page(head, _table(rows), *with_pictures, tail)
    lost = ["the pictures"] if any(part.picture for part in parts) else []
    plain = [_details(part, "") for part in parts]
    yield _page(head, _table(rows), *plain, tail, _left_out(lost))

    fixed = _size(_page(head, _table(rows), tail, _left_out([*lost, "the details of 00000 objects"])))
    kept = _smallest(plain, budget - fixed)
    all_of_them = sum(1 for text in plain if text)
    missing = all_of_them - sum(1 for text in kept if text)
    without = [*lost, *([f"the details of {count(missing, 'object')}"] if missing else [])]
    yield _page(head, _table(rows), *kept, tail, _left_out(without))

    fixed = _size(_page(head, _TABLE, tail, _left_out([*without, "00000 rows of the table"])))
    first = sum(1 for size in accumulate(_size(row) + 1 for row in rows) if size <= budget - fixed)
    shorter = [*without, f"{count(len(rows) - first, 'row')} of the table"]
    yield _page(head, _table(rows[:first]), tail, _left_out(shorter))
    yield _page(head, _left_out(["all details"]))


def _smallest(texts: list[str], room: int) -> list[str]:
    """The texts in their order without the largest, so that they fit."""
    kept = [*texts]
    total = sum(_size(text) + 2 for text in texts if text)
    for number in sorted(range(len(texts)), key=lambda at: -len(texts[at])):
        if total <= room:
            break
        total -= _size(texts[number]) + 2
        kept[number] = ""
    return kept


def _part(change: Change) -> _Part:
    name, own = inline(change.name), own_phrases(change)
    what = _counts(change, own)
    row = f"| {change.change} | {change.kind} | {name} | {what} |"
    lists = [fields(own), *map(node_block, change.nodes), translations(change.nodes)]
    inner = "\n\n".join(text for text in lists if text)
    summary = f"<summary>{change.kind} <b>{name}</b>{': ' if what else ''}{what}</summary>"
    return _Part(row, f"<details>\n{summary}\n\n{inner}" if inner else "", flowchart(change.picture))


def _counts(change: Change, own: list[Phrase]) -> str:
    """ "expiry, 2 nodes changed, 1 added, 3 translations to look at"."""
    was = [f"was {inline(change.name_before)}"] if change.change == "renamed" else []
    size = [count(change.size, "node")] if change.size else []
    words = Counter(node.change for node in change.nodes)
    nodes = [
        f"{number if at else count(number, 'node')} {word}" for at, (word, number) in enumerate(words.items())
    ]
    marks = sum(len(node.marks) for node in change.nodes)
    stale = [f"{count(marks, 'translation')} to look at"] if marks else []
    return ", ".join([*was, *size, *_properties(own), *nodes, *stale])


def _properties(own: list[Phrase]) -> list[str]:
    titles = [*dict.fromkeys(phrase.title for phrase in own)]
    few = len(titles) <= _FEW and all(titles)
    return [inline(title) for title in titles] if few else [f"{len(own)} properties"]


def _details(part: _Part, picture: str) -> str:
    parts = (part.details, picture, "</details>")
    return "\n\n".join(text for text in parts if text) if part.details else ""


def _table(rows: list[str]) -> str:
    return "\n".join([_TABLE, *rows]) if rows else ""


def _head(comparison: Comparison) -> str:
    versions = [f"Spec version: {' → '.join(map(inline, comparison.specs))}"] if comparison.specs else []
    return "\n\n".join([f"### {inline(diff_summary(comparison), 500)}", *versions])


def _tail(comparison: Comparison) -> str:
    """The problems as a list."""
    listed = [f"- {inline(problem, 500)}" for problem in comparison.problems[:_MOST_PROBLEMS]]
    more = len(comparison.problems) - len(listed)
    return (
        "\n".join(["**Could not be compared**", "", *listed, *([f"- … and {more} more"] if more else [])])
        if listed
        else ""
    )


def _left_out(what: list[str]) -> str:
    return f"Left out to keep this short: {', '.join(what)}. All of it: `flowops diff A B`" if what else ""


def _page(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _size(text: str) -> int:
    return len(text.encode())
