"""What differs -> text for a terminal: object by object, node by node, field by field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flowops.model.change import Change, Comparison, NodeChange
from flowops.render.colours import COLOURS, Paint
from flowops.render.commit import summary
from flowops.render.difference import Piece, is_replaced, pieces, shortened
from flowops.render.paragraph import Run, paragraph
from flowops.render.phrases import Phrase, mark_phrase, own_phrases, phrases
from flowops.render.words import count, line, visible

_WIDTH = 100
_ENDLESS = 2_000  # characters of a piece of text that somebody may still read
_SIGNS = {"added": "+", "removed": "-"}
_OF_SIGN = {"+": COLOURS["added"], "-": COLOURS["removed"], "~": COLOURS["changed"], "!": "yellow", " ": ""}
_BRACKETS = {"-": ("[-", "-]"), "+": ("{+", "+}"), " ": ("", "")}


def to_text(comparison: Comparison, paint: Paint, verbose: bool = False) -> str:
    """All that differs, the summary as the last line; `verbose` also says which node was taken for which."""
    page = _Page(paint, verbose, coloured=paint("x", "red") != "x")
    blocks = [page.change(change) for change in comparison.changes]
    lines = [text for block, last in _neighbours(blocks) for text in _apart(block, last)]
    if any(len(block) > 1 for block in blocks[-1:]):
        lines.append("")
    if comparison.specs:
        before, after = comparison.specs
        lines.append(f"spec version: {line(before)} -> {line(after)}")
    lines += [f"{paint('problem:', 'yellow')} {line(problem, 500)}" for problem in comparison.problems]
    return "\n".join([*lines, diff_summary(comparison)])


def change_lines(change: Change, paint: Paint, verbose: bool = False) -> list[str]:
    """What differs in one object; the first line names it."""
    return _Page(paint, verbose, coloured=paint("x", "red") != "x").change(change)


def diff_summary(comparison: Comparison) -> str:
    """ "2 flows changed, 1 added, 1 trigger removed; 214 objects unchanged"."""
    objects = count(comparison.unchanged, "object")
    if not comparison.changes:
        return f"no difference, {objects} compared{_unread(comparison)}"
    return f"{summary(comparison.changes)}; {objects} unchanged{_unread(comparison)}"


def _unread(comparison: Comparison) -> str:
    return f", {count(len(comparison.problems), 'problem')}" if comparison.problems else ""


def _neighbours(blocks: list[list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    return zip(blocks, [[], *blocks], strict=False)


def _apart(block: list[str], last: list[str]) -> list[str]:
    """An empty line between two objects of which one has details."""
    return ["", *block] if last and max(len(block), len(last)) > 1 else block


@dataclass(frozen=True, slots=True)
class _Page:
    paint: Paint
    verbose: bool
    coloured: bool

    def change(self, change: Change) -> list[str]:
        was = f"  (was {line(change.name_before)})" if change.change == "renamed" else ""
        size = f"  ({count(change.size, 'node')})" if change.size else ""
        word = self.paint(f"{change.change:<8}", COLOURS[change.change])
        head = f"{word} {change.kind:<8} {line(change.name)}{was}{size}"
        fields = [text for phrase in own_phrases(change) for text in self.field(phrase, 2)]
        return [head, *fields, *(text for node in change.nodes for text in self.node(node))]

    def node(self, node: NodeChange) -> Iterator[str]:
        yield f'  {self.sign(_SIGNS.get(node.change, "~"))} "{line(node.label)}"'
        if self.verbose:
            uuids = " -> ".join(line(uuid) for uuid in (node.before, node.after) if uuid)
            yield f"        node {uuids}" + (f", matched by {node.matched_by}" if node.matched_by else "")
        for phrase in phrases(node.edits):
            yield from self.field(phrase, 6)
        for mark in node.marks:
            yield from self.wrapped(line(mark_phrase(mark), _ENDLESS), 6, "!", "yellow")

    def field(self, phrase: Phrase, indent: int) -> Iterator[str]:
        """One edit: on one line where it fits, else its text below the name of the property."""
        title = line(phrase.title, _ENDLESS)
        if phrase.items:
            deeper = 4 if title else 0
            if title:
                yield f"{' ' * indent}  {title}:"
            for sign, item in phrase.items:
                yield from self.wrapped(line(item, _ENDLESS), indent + deeper, sign, _OF_SIGN[sign])
        elif phrase.before is None and phrase.after is None:
            yield from self.wrapped(title, indent)
        else:
            yield from self.values(phrase, title, indent)

    def values(self, phrase: Phrase, title: str, indent: int) -> Iterator[str]:
        sign = "+" if phrase.before is None else "-" if phrase.after is None else " "
        head = f"{' ' * indent}{self.sign(sign)} {title}:"
        room = _WIDTH - indent - len(title) - 4
        sides = [
            (mark, text) for mark, text in (("-", phrase.before), ("+", phrase.after)) if text is not None
        ]
        quote = '"' if phrase.quoted else ""
        short = " -> ".join(f"{quote}{_shown(text)}{quote}" for _, text in sides)
        found = pieces(sides[0][1], sides[1][1]) if phrase.quoted and len(sides) == 2 else []
        if found and not is_replaced(found):
            yield from self.marked(head, [*self.runs(shortened(found))], room, indent)
        elif len(short) <= room and "\n" not in short:
            yield f"{head} {short}"
        else:
            yield head
            for mark, text in sides:
                yield from self.block([(_OF_SIGN[mark], _shown(text))], indent, mark)

    def marked(self, head: str, runs: list[Run], room: int, indent: int) -> Iterator[str]:
        text = "".join(part for _, part in runs)
        if len(text) <= room and "\n" not in text:
            yield f"{head} {''.join(paragraph(runs, room, self.paint))}"
        else:
            yield head
            yield from self.block(runs, indent, "|")

    def runs(self, found: Iterable[Piece]) -> Iterator[Run]:
        """With brackets around what changed where colours do not show it."""
        for sign, text in found:
            plain = self.coloured and not text.isspace()
            opening, closing = ("", "") if plain else _BRACKETS[sign]
            yield _OF_SIGN[sign], f"{opening}{_shown(text)}{closing}"

    def block(self, runs: list[Run], indent: int, mark: str) -> Iterator[str]:
        margin = f"{' ' * (indent + 4)}{self.sign(mark)} "
        yield from (f"{margin}{text}" for text in paragraph(runs, _WIDTH - indent - 6, self.paint))

    def wrapped(self, text: str, indent: int, sign: str = " ", colour: str = "") -> Iterator[str]:
        first, *more = paragraph([(colour, text)], _WIDTH - indent - 6, self.paint)
        yield f"{' ' * indent}{self.sign(sign)} {first}"
        yield from (f"{' ' * (indent + 4)}| {rest}" for rest in more)

    def sign(self, sign: str) -> str:
        colour = _OF_SIGN.get(sign, "")
        return self.paint(sign, colour) if colour else sign


def _shown(text: str) -> str:
    more = len(text) - _ENDLESS
    return visible(text) if more <= 0 else f"{visible(text[:_ENDLESS])} … ({count(more, 'more character')})"
