"""goflow's expressions: `contact.name & "x"` into pieces that can be changed and printed again."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from flowops.sandbox.engine.quoting import requoted

_TOKEN = re.compile(
    r"""(?P<space>[ \t\n\r]+)
    |(?P<text>"(?:\\"|[^"])*")
    |(?P<decimal>[0-9]+\.[0-9]+)|(?P<integer>[0-9]+)
    |(?P<name>[^\W\d]\w*)
    |(?P<arrow>=>)
    |(?P<operator>!=|<=|>=|[-+*/^=<>&])
    |(?P<mark>[(),\[\].])""",
    re.VERBOSE,
)
_LITERALS = frozenset(("true", "false", "null"))
_END = "<end>"


class NoExpression(Exception):
    """The text does not parse."""


@dataclass
class Piece:
    """A part of a printed expression: a root `name`, a `lookup` right behind a root, or anything else."""

    kind: str
    text: str


Change: TypeAlias = Callable[[list[Piece]], bool]
"""Changes the pieces of an expression and says whether it did."""


def changed(expression: str, change: Change) -> str:
    """The expression after a change, printed anew; untouched if there is nothing to change."""
    try:
        pieces = parse(expression)
    except NoExpression:
        return expression
    if not change(pieces):
        return expression
    return "".join(piece.text.lower() if piece.kind == "name" else piece.text for piece in pieces)


def lookups(expression: str) -> list[str]:
    """Every dotted path in an expression, in small letters; `x["y"]` counts as `x.y`."""
    try:
        pieces = parse(expression)
    except NoExpression:
        return []
    roots = [index for index, piece in enumerate(pieces) if piece.kind == "name"]
    found = [".".join([pieces[index].text, *_keys(pieces, index + 1)]).lower() for index in roots]
    return [path for path in found if "." in path]


def _keys(pieces: list[Piece], position: int) -> Iterator[str]:
    """What is looked up behind a root, as far as it stands there word for word."""
    while True:
        texts = [piece.text for piece in pieces[position : position + 3]]
        if texts[:1] == ["."]:
            yield texts[1]
            position += 2
        elif texts[:1] == ["["] and texts[1].startswith('"') and texts[2] == "]":
            yield texts[1][1:-1]
            position += 3
        else:
            return


def parse(expression: str) -> list[Piece]:
    """The pieces of an expression in goflow's spelling, with one space around each operator."""
    parser = _Parser(_tokens(expression))
    parser.expression()
    parser.take(_END)
    return parser.pieces


def _tokens(expression: str) -> list[tuple[str, str]]:
    tokens = []
    position = 0
    while position < len(expression):
        found = _TOKEN.match(expression, position)
        if not found:
            raise NoExpression(expression)
        kind, text = str(found.lastgroup), found[0]
        if kind == "name" and text.lower() in _LITERALS:
            kind = "literal"
        if kind != "space":
            tokens.append((kind, text))
        position = found.end()
    return [*tokens, (_END, "")]


@dataclass
class _Parser:
    """Reads tokens, writes pieces. Precedence does not matter: parentheses are kept, nothing is evaluated."""

    tokens: list[tuple[str, str]]
    position: int = 0
    pieces: list[Piece] = field(default_factory=list)

    def peek(self, ahead: int = 0) -> tuple[str, str]:
        return self.tokens[min(self.position + ahead, len(self.tokens) - 1)]

    def take(self, *kinds: str) -> str:
        kind, text = self.peek()
        if kind not in kinds and text not in kinds:
            raise NoExpression(text)
        self.position += 1
        return text

    def write(self, text: str, kind: str = "other") -> None:
        self.pieces.append(Piece(kind, text))

    def expression(self) -> None:
        self.operand()
        while self.peek()[0] == "operator":
            self.write(f" {self.take('operator')} ")
            self.operand()

    def operand(self) -> None:
        kind, text = self.peek()
        if text == "-":
            self.write(self.take("-"))
            self.operand()
        elif kind in _PRINTERS:
            self.write(_PRINTERS[kind](self.take(kind)))
        elif not self.function():
            self.atom()

    def function(self) -> bool:
        """An anonymous function `(x, y) => x + y`, if one starts here."""
        names = self._argument_names()
        if not names:
            return False
        self.write(f"({', '.join(names)}) => ")
        self.position += 2 * len(names) + 2
        self.expression()
        return True

    def _argument_names(self) -> list[str]:
        names: list[str] = []
        ahead = 0
        while self.peek(ahead)[1] == ("," if names else "(") and self.peek(ahead + 1)[0] == "name":
            names.append(self.peek(ahead + 1)[1])
            ahead += 2
        closed = names and self.peek(ahead)[1] == ")" and self.peek(ahead + 1)[0] == "arrow"
        return names if closed else []

    def atom(self) -> None:
        if self.peek()[0] == "name":
            self.write(self.take("name"), "name")
            if self.peek()[1] == ".":
                self._lookup("lookup")
        else:
            self.enclosed("(", ")")
        while self.peek()[1] in _SUFFIXES:
            _SUFFIXES[self.peek()[1]](self)

    def _lookup(self, kind: str = "other") -> None:
        self.take(".")
        self.write(".")
        self.write(self.take("name", "integer"), kind)

    def _call(self) -> None:
        self.write(self.take("("))
        if self.peek()[1] != ")":
            self.expression()
        while self.peek()[1] == ",":
            self.write(f"{self.take(',')} ")
            self.expression()
        self.write(self.take(")"))

    def enclosed(self, start: str, end: str) -> None:
        self.write(self.take(start))
        self.expression()
        self.write(self.take(end))


_SUFFIXES: dict[str, Callable[[_Parser], None]] = {
    ".": _Parser._lookup,
    "(": _Parser._call,
    "[": lambda parser: parser.enclosed("[", "]"),
}
_PRINTERS: dict[str, Callable[[str], str]] = {
    "text": requoted,
    "integer": lambda text: text.lstrip("0") or "0",
    "decimal": lambda text: f"{Decimal(text).normalize():f}",
    "literal": str.lower,
}
