"""The paths that a template looks up: `@globals.cht_url`, `@(upper(fields["village"]))`."""

import re
from collections.abc import Iterator

# A quote ends a text unless the character before it is a backslash, be that escaped itself or not (goflow's scanner)
_STRING = r'"(?:[^"]|(?<=\\)")*(?:(?<!\\)"|\Z)'
_LOOKUP = re.compile(r'\[\s*"((?:\\.|[^"\\])*)"\s*\]')
_QUOTED = re.compile(_STRING)
_PIECE = re.compile(rf"{_STRING}|[()]")
_PATH = re.compile(r"(?<![\w.])[a-z_]\w*(?:\.\w+)+", re.IGNORECASE)
_START = re.compile(r"@(?:@|\(|([a-z_]\w*(?:\.\w+)+))", re.IGNORECASE)


def paths(template: str) -> Iterator[str]:
    """Every dotted path in a template, lower-case; `x["y"]` counts as `x.y`, `@@` and texts in quotes do not."""
    position = 0
    while found := _START.search(template, position):
        position = found.end()
        if path := found[1]:
            yield path.lower()
        elif found[0] == "@(":
            end = _end_of_expression(template, position)
            yield from _paths_in(template[position:end])
            position = end


def _end_of_expression(template: str, start: int) -> int:
    depth = 1
    for piece in _PIECE.finditer(template, start):
        depth += {"(": 1, ")": -1}.get(piece[0], 0)
        if depth == 0:
            return piece.start()
    return start  # never closed: the engine takes it for plain text


def _paths_in(expression: str) -> list[str]:
    dotted = _LOOKUP.sub(r".\1", expression)
    return [path.lower() for path in _PATH.findall(_QUOTED.sub('""', dotted))]
