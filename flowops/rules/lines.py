"""The line of a file in which a part of its JSON stands."""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from json.decoder import JSONDecoder

import orjson

Steps = tuple[str | int, ...]

_BREAK = re.compile("\n")
_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = JSONDecoder(strict=False)  # a raw tab in a text, as orjson refuses, breaks nothing here


class Lines:
    """Finds the line of a key or list item; of the nearest part around it where it is not there.

    A canonical file is searched by its indents, which is fifty times as fast as reading it: findings are many, and each
    file with one would otherwise be parsed three times more.
    """

    def __init__(self, text: str, *, canonical: bool) -> None:
        self._text = text
        self._canonical = canonical
        self._known: dict[int, Mapping[str | int, tuple[int, int]]] = {}
        self._found: dict[Steps, int] = {}
        self._listed: dict[int, list[int]] = {}

    def line(self, steps: Steps) -> int:
        """From 1."""
        place = self._by_indent(steps) if self._canonical else self._by_reading(steps)
        return bisect_right(self._breaks, place) + 1

    @cached_property
    def _breaks(self) -> list[int]:
        return [found.start() for found in _BREAK.finditer(self._text)]

    def _by_indent(self, steps: Steps) -> int:
        """Where a part begins: its line break, as the line's text follows it."""
        if not steps:
            return 0
        if steps not in self._found:
            self._found[steps] = self._part(self._by_indent(steps[:-1]), len(steps), steps[-1])
        return self._found[steps]

    def _part(self, around: int, depth: int, step: str | int) -> int:
        """Where a part of what begins at `around` does; there, where it is not in it."""
        if isinstance(step, int):
            items = self._items(around, depth)
            return items[step] if step < len(items) else around
        indent = "\n" + "  " * depth
        found = self._text.find(f"{indent}{orjson.dumps(step).decode()}:", around + 1)
        end = self._text.find(indent[:-2] + "}", around + 1)
        return found if 0 <= found < (end if end >= 0 else len(self._text)) else around

    def _items(self, around: int, depth: int) -> list[int]:
        if around not in self._listed:
            end = self._text.find("\n" + "  " * (depth - 1) + "]", around + 1)
            items = re.compile(rf"\n {{{2 * depth}}}[^ \]}}]").finditer(self._text, around + 1, max(end, 0))
            self._listed[around] = [found.start() for found in items]
        return self._listed[around]

    def _by_reading(self, steps: Steps) -> int:
        place = value = self._after_space(0)
        for step in steps:
            if value not in self._known:
                self._known[value] = self._members(value)
            if step not in self._known[value]:
                return place
            place, value = self._known[value][step]
        return place

    def _members(self, start: int) -> dict[str | int, tuple[int, int]]:
        """Key or index -> where it and where its value begins, of the object or list that begins at `start`."""
        found: dict[str | int, tuple[int, int]] = {}
        opening = self._text[start : start + 1]
        if opening not in ("{", "["):
            return found
        place = self._after_space(start + 1)
        while self._text[place : place + 1] not in ("}", "]", ""):
            step: str | int = len(found)
            value = place
            try:
                if opening == "{":
                    key, value = _DECODER.raw_decode(self._text, place)
                    step = str(key)
                    value = self._after_space(self._after_space(value) + 1)
                found[step] = (place, value)
                place = _DECODER.raw_decode(self._text, value)[1]
            except (json.JSONDecodeError, RecursionError):  # what cannot be read on has no parts
                return found
            place = self._after_space(self._after_space(place, comma=True))
        return found

    def _after_space(self, place: int, *, comma: bool = False) -> int:
        found = _SPACE.match(self._text, place)
        end = found.end() if found else place
        return end + 1 if comma and self._text[end : end + 1] == "," else end
