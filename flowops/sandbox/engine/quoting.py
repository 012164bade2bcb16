"""Text literals as Go reads and prints them."""

import re
from collections.abc import Mapping

_ESCAPES: Mapping[str, str] = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    '"': '"',
}
_LETTERS: Mapping[str, str] = {text: letter for letter, text in _ESCAPES.items()}
_ESCAPE = r'\\(?:[abfnrtv\\"]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U000[0-9a-fA-F]{5})'
_ANY_ESCAPE = re.compile(_ESCAPE)
_LITERAL = re.compile(rf'(?:[^"\\\n]|{_ESCAPE})*')


def requoted(literal: str) -> str:
    """A literal the way goflow prints it: unknown escapes like `\\w` are taken to the letter."""
    inner = literal[1:-1]
    if _LITERAL.fullmatch(inner):
        inner = _ANY_ESCAPE.sub(_unescape, inner)
    return f'"{"".join(map(_escape, inner))}"'


def _unescape(found: re.Match[str]) -> str:
    letter = found[0][1]
    return _ESCAPES[letter] if letter in _ESCAPES else chr(int(found[0][2:], 16))


def _escape(char: str) -> str:
    if char in _LETTERS:
        return f"\\{_LETTERS[char]}"
    if char.isprintable():
        return char
    code = ord(char)
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
