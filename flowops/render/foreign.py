"""Text from a flow, made harmless for the places of a comment on GitHub: one function for each kind of place.

Nothing in it may end the place it stands in, become markup or a link, or call anybody. GitHub looks for @names, issue
numbers, commits and :emoji: in the text that readers see, after all escapes: there only a character between helps, one
that is not seen. Sources: the GitHub Flavored Markdown specification 0.29, GitHub's html-pipeline, Mermaid 11.
"""

import re

from flowops.render.words import line, visible

_JOINER = "\N{WORD JOINER}"
# What Markdown, HTML, tables and formulas are made of
_MARKUP = {ord(c): f"&#{ord(c)};" for c in "&<>`*_~[]|\\#"} | {ord("$"): "<span>$</span>"}
_BLOCK = re.compile(r"[-+=]|\d+[.)](?=\s|$)")  # items of lists, rules and underlines begin so
# After each of these a joiner breaks what GitHub would link, call or draw
_CALLS = re.compile(
    r"@|#(?=\d)"
    r"|:(?=[\w+/-])"  # emoji, and https://
    r"|\b(?:gh-)(?=\d)|www(?=\.)"
    r"|\b[0-9a-f]{6}(?=[0-9a-f]{1,34}\b)",  # a commit
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"@|#(?=\d)|\bgh-(?=\d)|/(?:issues|pull)/(?=\d)"  # an address closes an issue as well
    r"|\[(?=(?:skip|no|ci|actions)\b)|\bskip-(?=checks)",
    re.IGNORECASE,
)
_TICKS = re.compile(r"`+")
_LABEL = 40
_HARMLESS_IN_LABELS = " ,"
_MERMAID = "\ufb02\u00b0\u00b6"  # what Mermaid itself marks entities with


def inline(text: str, longest: int = 200) -> str:
    """As words in a paragraph, a heading, a list item, a table's cell or a <summary>."""
    short = _CALLS.sub(lambda found: found.group() + _JOINER, line(text, longest))
    bare = short.translate(_MARKUP)
    begin = _BLOCK.match(bare)
    if begin is None:
        return bare
    last = begin.end() - 1
    return f"{bare[:last]}&#{ord(bare[last])};{bare[last + 1 :]}"


def spoken(text: str) -> str:
    """As words in the message of a commit, in which GitHub calls people, closes issues and skips workflows."""
    return _ORDERS.sub(lambda found: found.group() + _JOINER, line(text))


def fence(language: str, text: str) -> str:
    """As a block of code, whatever it holds; characters that do not show stand there by their numbers."""
    shown = visible(text)
    longest = max(map(len, _TICKS.findall(shown)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{language}\n{shown}\n{ticks}"


def mermaid(text: str) -> str:
    """As a quoted label in a Mermaid diagram: letters and digits of any script stay, all else becomes an entity."""
    label = "".join(_entity(c) for c in line(text, _LABEL))
    return f'"{label or "…"}"'


def _entity(character: str) -> str:
    plain = character.isalnum() or ord(character) > 127 or character in _HARMLESS_IN_LABELS
    return character if plain and character not in _MERMAID else f"#{ord(character)};"
