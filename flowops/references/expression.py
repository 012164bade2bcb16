"""What an expression looks up in the context of a run, with the place of each key.

Source: the grammar of goflow 0.163 to 0.293 (RapidPro 7.4 to 26.3). Nothing is evaluated, and an expression that
would not parse is read as far as its tokens go.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<text>"(?:\\"|[^"])*")
    |(?P<number>[0-9]+\.[0-9]+|[0-9]+)
    |(?P<name>[^\W\d]\w*)
    |(?P<mark>=>|!=|<=|>=|[-+*/^=<>&(),\[\].])
    |(?P<error>[^ \t\n\r])""",
    re.VERBOSE,
)
_TOKENS = {"dot": 2, "bracket": 3}  # that a key takes
_LITERALS = frozenset(("true", "false", "null"))


class Token(NamedTuple):
    """A piece of an expression and where it stands in the text around."""

    kind: str
    text: str
    start: int


class Key(NamedTuple):
    """One step of a look-up.

    name      in lower case: the engine compares without regard to case
    written   as it stands there, without quotes
    start     where it stands, behind the quote if it has one
    spelling  "dot" for `.x`, "bracket" for `["x"]`
    """

    name: str
    written: str
    start: int
    spelling: str


class Lookup(NamedTuple):
    """A name and what is looked up in it, as far as it stands there word for word.

    broken  a full stop follows, and behind it nothing that can be a key: `results.2nd` does not parse
    """

    root: str
    keys: tuple[Key, ...]
    broken: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """In lower case: ("contact", "fields", "age")."""
        return (self.root, *(key.name for key in self.keys))


def lookups(expression: str, start: int = 0) -> Iterator[Lookup]:
    """What an expression that stands at `start` of a text looks up.

    A name that an anonymous function has for its argument is no look-up inside that function. Look-ups in the result of
    a call are left out, though the engine's own finder takes `upper(globals)["k"]` for the global k.
    """
    return lookups_of(list(tokens(expression, start)))


def lookups_of(tokens: list[Token]) -> Iterator[Lookup]:
    """What the tokens of an expression look up."""
    for index, token in _roots(tokens):
        keys = tuple(_keys(tokens, index + 1))
        if keys or _mark(tokens, index + 1) != "(":
            yield Lookup(token.text.lower(), keys, _is_broken(tokens, index, keys))


def calls_of(tokens: list[Token]) -> Iterator[Token]:
    """The names that the tokens of an expression call as functions."""
    return (token for index, token in _roots(tokens) if _mark(tokens, index + 1) == "(")


def _roots(tokens: list[Token]) -> Iterator[tuple[int, Token]]:
    """The names that nothing else is looked up for, and that are no argument of an anonymous function."""
    hidden = _hidden(tokens) if any(token.text == "=>" for token in tokens) else frozenset()
    for index, token in enumerate(tokens):
        if token.kind == "name" and index not in hidden and not _follows_dot(tokens, index):
            yield index, token


def identifier(text: str, start: int) -> Lookup:
    """What an identifier without parentheses looks up: most expressions are one, so they have a short way."""
    root, *names = text.split(".")
    if not all(map(is_plain, (root, *names))):
        return next(lookups(text, start), Lookup("", ()))
    keys: list[Key] = []
    position = start + len(root) + 1
    for name in names:
        keys.append(Key(name.lower(), name, position, "dot"))
        position += len(name) + 1
    return Lookup(root.lower(), tuple(keys))


def spelled(key: str, spelling: str) -> str:
    """A key as it can stand at the place of another. Raises ValueError for one that cannot stand behind a dot."""
    if spelling == "bracket":
        return key.replace("\\", "\\\\").replace('"', '\\"')
    if not (is_plain(key) or (key.isascii() and key.isdecimal())):
        raise ValueError(f"{key!r} cannot be looked up with a dot")
    return key


def tokens(expression: str, start: int = 0) -> Iterator[Token]:
    """The pieces of an expression that stands at `start` of a text; "error" is what no grammar has."""
    for found in _TOKEN.finditer(expression):
        kind, text = str(found.lastgroup), found[0]
        if kind == "name" and (text.lower() in _LITERALS or not _is_name(text)):
            kind = "error"  # no letters: true, null, or a numeral like ½ that Python counts as one
        yield Token(kind, text, start + found.start())


def is_plain(text: str) -> bool:
    """Whether a text is a name that can stand behind a dot."""
    return _is_name(text) and text.lower() not in _LITERALS


def _is_name(text: str) -> bool:
    if text.isascii():
        return text.isidentifier()
    return not text[0].isdecimal() and all(c == "_" or c.isalpha() or c.isdecimal() for c in text)


def _keys(tokens: list[Token], index: int) -> Iterator[Key]:
    while index + 1 < len(tokens):
        kind, text, start = tokens[index + 1]
        if _mark(tokens, index) == "." and _names(tokens, index + 1):
            yield Key(text.lower(), text, start, "dot")
            index += _TOKENS["dot"]
        elif _mark(tokens, index) == "[" and kind == "text" and _mark(tokens, index + 2) == "]":
            written = text[1:-1]
            yield Key(written.replace('\\"', '"').lower(), written, start + 1, "bracket")
            index += _TOKENS["bracket"]
        else:
            return


def _is_broken(tokens: list[Token], index: int, keys: tuple[Key, ...]) -> bool:
    following = index + 1 + sum(_TOKENS[key.spelling] for key in keys)
    return _mark(tokens, following) == "."


def _names(tokens: list[Token], index: int) -> bool:
    """Whether a key stands here; `2nd` is none, but a number and a name, which does not parse."""
    kind, text, start = tokens[index]
    if kind != "number" or "." in text:
        return kind == "name"
    return (
        index + 1 == len(tokens)
        or tokens[index + 1].start > start + len(text)
        or bool(_mark(tokens, index + 1))
    )


def _mark(tokens: list[Token], index: int) -> str:
    token = tokens[index] if index < len(tokens) else None
    return token.text if token and token.kind == "mark" else ""


def _follows_dot(tokens: list[Token], index: int) -> bool:
    return index > 0 and _mark(tokens, index - 1) == "."


def _hidden(tokens: list[Token]) -> frozenset[int]:
    """The places of names that are arguments of anonymous functions: `(x, y) => x & y`."""
    hidden: set[int] = set()
    for index in range(len(tokens)):
        names, body = _arguments(tokens, index)
        if names:
            end = _end_of_body(tokens, body)
            hidden.update(range(index, body))
            hidden.update(place for place in range(body, end) if tokens[place].text.lower() in names)
    return frozenset(hidden)


def _arguments(tokens: list[Token], index: int) -> tuple[set[str], int]:
    """The names of the arguments of a function that starts here, and the place of its body; no names if none does."""
    names: set[str] = set()
    while _mark(tokens, index) == ("," if names else "(") and index + 1 < len(tokens):
        names.add(tokens[index + 1].text.lower())
        index += 2
    is_function = _mark(tokens, index) == ")" and _mark(tokens, index + 1) == "=>"
    return (names, index + 2) if is_function else (set(), index)


def _end_of_body(tokens: list[Token], index: int) -> int:
    depth = 0
    while index < len(tokens):
        mark = _mark(tokens, index)
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(mark, 0)
        if depth < 0 or (depth == 0 and mark == ","):
            return index
        index += 1
    return index
