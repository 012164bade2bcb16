"""Whether an expression parses, and where it stops making sense, in words for people who know other languages.

Source: the grammar of goflow 0.163 to 0.293 (RapidPro 7.4 to 26.3). A stack instead of recursion: nothing that somebody
writes into a flow can be too deep.
"""

import re
import unicodedata
from typing import NamedTuple

from flowops.references.expression import Token, is_plain

_DEEPEST = 100  # brackets, those in texts too: what the engine counts before it parses
_OPERATORS = frozenset("+-*/^=<>&") | {"!=", "<=", ">="}
# The engine takes some thousand signs beyond ASCII for letters (half of Latin-1, vowel signs, arrows); surely not these
_NEVER_LETTERS = re.compile(r"[\x00-\xa9\u2000-\u2070\u3000\ufeff]+")
_CLOSING = {"(": ")", "call": ")", "[": "]"}
_QUOTES = "'\u2018\u2019\u201a\u201c\u201d\u201e`"

# What people write who think of JavaScript, Excel or SQL: two tokens that follow each other -> what to write
_PAIRS = {
    ("=", "="): "write = instead of ==",
    ("&", "&"): "write and(a, b) instead of a && b",
    ("!=", "="): "write != instead of !==",
    ("<", ">"): "write != instead of <>",
    ("+", "+"): "there is no ++",
}
_STRANGE = {
    "|": "write or(a, b) instead of a || b",
    "!": "there is no !: compare with = false, or write if(a, false, true)",
    "%": "write mod(a, b) instead of a % b",
    "?": "write if(a, b, c) instead of a ? b : c",
    ":": "write if(a, b, c) instead of a ? b : c",
    "{": 'write object("key", value) instead of { }',
    "}": 'write object("key", value) instead of { }',
    "@": "there is no @ inside an expression",
    "$": "there is no $",
    ";": "there is no ;",
    '"': 'a text is never closed: a " is missing',
    "\\": "a backslash can only stand in a text",
    "#": "there is no #",
}


class Fault(NamedTuple):
    """Why an expression does not parse, and where in the text around; `quote`: texts stand in other quotes than "…"."""

    why: str
    start: int
    quote: bool = False


def fault(expression: str, tokens: list[Token], start: int = 0) -> Fault | None:
    """What is wrong first in an expression that stands at `start` of a text; None where it parses."""
    if too_deep(expression):
        return Fault(f"more than {_DEEPEST} brackets inside one another", start)
    return _Parser(tokens, start + len(expression)).fault()


def too_deep(expression: str) -> bool:
    """Whether brackets of any kind, in texts too, stand deeper than the engine allows."""
    depth = 0
    for character in expression if sum(map(expression.count, "([{")) > _DEEPEST else "":
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth = max(0, depth - 1)
        if depth > _DEEPEST:
            return True
    return False


class _Parser:
    """Two states, before and behind a value, and a stack of what is open."""

    def __init__(self, tokens: list[Token], end: int) -> None:
        self.tokens = [*map(_as_engine, tokens), Token("end", "", end)]
        self.index = 0
        self.open: list[str] = []
        self.behind = ""  # "" before a value, else what stands there: "atom" can be called and looked up in

    @property
    def token(self) -> Token:
        """The one to read."""
        return self.tokens[self.index]

    def fault(self) -> Fault | None:
        """Reads on until the end or the first fault."""
        while self.token.kind != "end":
            if self.token.kind == "odd":
                return None
            step = self._operator() if self.behind else self._value()
            if not step:
                return self._fault(self.token)
            self.index += step
        return None if self.behind and not self.open else self._unfinished()

    def _value(self) -> int:
        """How many tokens make a value, or open one, here; 0 for none."""
        kind, text, _ = self.token
        if kind in ("text", "number", "name") or _is_literal(text):
            self.behind = "atom" if kind == "name" else "literal"
        elif text == ")" and self._just_called():
            self._close()
        elif text == "(" and (length := self._function()):
            return length
        elif text == "(":
            self.open.append(text)
        elif text != "-":
            return 0
        return 1

    def _operator(self) -> int:
        text = self.token.text if self.token.kind == "mark" else ""
        if text in _OPERATORS or (text == "," and self.open[-1:] == ["call"]):
            self.behind = ""
        elif text in (")", "]") and self.open and _CLOSING[self.open[-1]] == text:
            self._close()
        elif self.behind == "literal":
            return 0
        elif text in ("(", "["):
            self.open.append("call" if text == "(" else text)
            self.behind = ""
        elif text == ".":
            return 2 if self._is_key(self.tokens[self.index + 1]) else 0
        else:
            return 0
        return 1

    def _close(self) -> None:
        self.open.pop()
        self.behind = "atom"

    def _just_called(self) -> bool:
        return self.open[-1:] == ["call"] and self.tokens[self.index - 1].text == "("

    def _function(self) -> int:
        """The number of tokens of `(a, b) =>`; 0 where none stands."""
        index = self.index
        while self.tokens[index].text in ("(", ",") and self.tokens[index + 1].kind == "name":
            index += 2
            if self.tokens[index].text != ",":
                break
        closed = index > self.index and self.tokens[index].text == ")"
        return index + 2 - self.index if closed and self.tokens[index + 1].text == "=>" else 0

    @staticmethod
    def _is_key(token: Token) -> bool:
        return token.kind == "name" or (token.kind == "number" and "." not in token.text)

    def _fault(self, token: Token) -> Fault:
        before = self.tokens[self.index - 1] if self.index else Token("start", "", token.start)
        if token.kind == "error" and token.text[0] in _QUOTES:
            return Fault('texts stand in "…"', token.start, quote=True)
        if pair := _PAIRS.get((before.text, token.text)):
            return Fault(pair, before.start)
        if token.text == "." and self.behind == "atom":
            return self._no_key(self.tokens[self.index + 1])
        if token.kind == "error" and not _is_literal(token.text):
            return Fault(_strange(token.text), token.start)
        if before.kind == "number" and token.kind == "name" and _touch(before, token):
            looked_up = self.tokens[self.index - 2].text == "." if self.index > 1 else False
            return Fault(_begins_with_digit(before.text + token.text, looked_up), before.start)
        return Fault(self._out_of_place(token), token.start)

    def _no_key(self, key: Token) -> Fault:
        if _is_literal(key.text):
            return Fault(f'{key.text} cannot stand behind a dot: write ["{key.text}"] in @(…)', key.start)
        if key.kind == "error" and key.text[0] in _STRANGE:
            return Fault(_strange(key.text), key.start)
        return Fault("no name follows the dot", key.start)

    def _out_of_place(self, token: Token) -> str:
        if not self.behind:
            return f"a value is missing before {token.text}"
        wanted = _CLOSING[self.open[-1]] if self.open else ""
        match token.text:
            case "," if wanted:
                return f"a {wanted} is missing before the comma"
            case ",":
                return "a comma stands only between the values of a function"
            case ")" | "]":
                return (
                    f"{token.text} closes nothing"
                    if not wanted
                    else f"a {wanted} is missing before {token.text}"
                )
            case "=>":
                return "before => stand names in parentheses: (x) => x"
            case "." | "[":
                return "nothing can be looked up in a text or number"
        return f"an operator is missing before {token.text}: texts are joined with &"

    def _unfinished(self) -> Fault:
        end = self.token.start
        if self.index == 0:
            return Fault("nothing stands in it", end)
        if self.behind:
            return Fault(f"a {_CLOSING[self.open[-1]]} is missing at the end", end)
        return Fault(f"a value is missing behind {self.tokens[self.index - 1].text}", end)


def _as_engine(token: Token) -> Token:
    """A numeral like ½ can stand in a name; of what else the engine may take for a letter nothing is said: "odd"."""
    if token.kind != "error" or _NEVER_LETTERS.fullmatch(token.text):
        return token
    return token._replace(kind="name" if token.text[0] == "_" or token.text[0].isalnum() else "odd")


def _is_literal(text: str) -> bool:
    return text.isidentifier() and not is_plain(text) and text.isascii()


def _touch(before: Token, token: Token) -> bool:
    return before.start + len(before.text) == token.start


def _begins_with_digit(name: str, looked_up: bool) -> str:
    return "a name cannot begin with a digit" + (f': write ["{name}"] in @(…)' if looked_up else "")


def _strange(text: str) -> str:
    character = text[0]
    if known := _STRANGE.get(character):
        return known
    shown = text if text.isprintable() and not text.isspace() else f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower() if shown != text else ""
    return f"{shown}{f' ({name})' if name else ''} has no meaning in an expression"
