"""One node that differs -> Markdown: a heading, a block of what changed in it, a list of where it leads now."""

from collections.abc import Iterable, Iterator

from flowops.model.change import NodeChange
from flowops.render.difference import Piece, pieces, shortened
from flowops.render.foreign import fence, inline
from flowops.render.paragraph import slices
from flowops.render.phrases import Phrase, mark_phrase, phrases
from flowops.render.words import line, visible

_WIDTH = 100
_LONG = 600  # characters of a text that is shown as a whole
_ENDLESS = 4_000


def node_block(node: NodeChange) -> str:
    """The node under its label."""
    heading = f"#### {node.change}: {inline(node.label)}"
    return "\n\n".join(text for text in (heading, fields(phrases(node.edits))) if text)


def fields(said: list[Phrase]) -> str:
    """A block of the texts and lists that differ, and a list of what else does."""
    untitled_first = sorted(said, key=lambda phrase: bool(phrase.title))
    differing = [text for phrase in untitled_first for text in _hunk(phrase)]
    listed = [f"- {inline(sentence, 500)}" for phrase in said if (sentence := _sentence(phrase))]
    parts = [fence("diff", "\n".join(differing)) if differing else "", "\n".join(listed)]
    return "\n\n".join(part for part in parts if part)


def translations(nodes: Iterable[NodeChange]) -> str:
    """The translations that the changes left behind, as a list."""
    listed = [
        f"- {inline(mark_phrase(mark), 500)} ({inline(node.label)})" for node in nodes for mark in node.marks
    ]
    return "\n".join(["**Translations to look at**", "", *listed]) if listed else ""


def _sentence(phrase: Phrase) -> str:
    """What is said in words: routing, durations, numbers."""
    if phrase.items or phrase.quoted:
        return ""
    sides = [side for side in (phrase.before, phrase.after) if side is not None]
    if not sides:
        return phrase.title
    removed = phrase.after is None
    return f"{phrase.title}: {' → '.join(sides)}" + (" → nothing" if removed else "")


def _hunk(phrase: Phrase) -> Iterator[str]:
    """What is shown as lines that begin with - and +."""
    shown = [*phrase.items] if phrase.items else [*_sides(phrase)] if phrase.quoted else []
    if shown and phrase.title:
        yield f"@@ {line(phrase.title)} @@"
    for sign, text in shown:
        yield from _signed(sign, text)


def _sides(phrase: Phrase) -> Iterator[Piece]:
    """The text before and after; of a long one only the words around each change."""
    before, after = phrase.before or "", phrase.after or ""
    if phrase.before is not None and phrase.after is not None and max(len(before), len(after)) > _LONG:
        found = shortened(pieces(before, after))
        before = "".join(text for sign, text in found if sign != "+")
        after = "".join(text for sign, text in found if sign != "-")
    if phrase.before is not None:
        yield "-", before
    if phrase.after is not None:
        yield "+", after


def _signed(sign: str, text: str) -> Iterator[str]:
    """A long line goes on below, further to the right."""
    more = len(text) - _ENDLESS
    clipped = visible(text[:_ENDLESS]) + (f" … ({more} more characters)" if more > 0 else "")
    for row in clipped.split("\n"):
        for start, end in slices(row, _WIDTH):
            yield f"{sign} {'  ' if start else ''}{row[start:end]}"
