"""How long a text will be when its expressions are evaluated: an estimate."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from flowops.references.template import evaluated
from flowops.rules.fact import fact
from flowops.rules.flow import Flow
from flowops.rules.project import Project
from flowops.rules.sent import Sent, messages
from flowops.rules.sms import SUBSTITUTES, Size, foreign, size

_GLOBAL = re.compile(r"\(?\s*globals\.(\w+)\s*\)?", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w.])contact(?:\.name)?(?![\w.])", re.IGNORECASE)
_CUT = re.compile(
    r"\b(?:text_slice|word|word_slice|left|first_name)\b", re.IGNORECASE
)  # what shortens a name
_STANDS_FOR = "x"
_ONE = 160  # characters of an SMS
_ONE_EACH = re.compile(r"[ -Z_a-z\n]*")  # what never counts twice, nor makes a text Unicode


class Piece(NamedTuple):
    """A literal piece of a template, or one of its expressions, without its `@` and parentheses."""

    text: str
    literal: bool


@lru_cache(maxsize=65536)
def pieces(template: str) -> tuple[Piece, ...]:
    """The template in its order; `@@` is written as it is sent."""
    return tuple(_pieces(template)) if "@" in template else (Piece(template, True),)


def _pieces(template: str) -> Iterator[Piece]:
    position = 0
    for start, end, enclosed in evaluated(template):
        first, last = (start - 2, end + 1) if enclosed else (start - 1, end)
        yield Piece(template[position:first].replace("@@", "@"), True)
        yield Piece(template[start:end], False)
        position = last
    yield Piece(template[position:].replace("@@", "@"), True)


def is_name(piece: Piece) -> bool:
    """Whether it is the contact's whole name, which can be 128 characters long."""
    return not piece.literal and bool(_NAME.search(piece.text)) and not _CUT.search(piece.text)


def least(template: str) -> Size:
    """Where every expression comes to nothing."""
    return size("".join(piece.text for piece in pieces(template) if piece.literal))


@fact
def maybe_long(project: Project) -> dict[Flow, list[Sent]]:
    """The messages of each flow that may need more than one SMS: hardly any do, and to estimate all of them is dear."""
    most = longest_value(project)
    return {flow: [it for it in messages(flow) if may_be_long(it.text, most)] for flow in project.flows}


def longest_value(project: Project) -> int:
    """The most characters that an expression is assumed to come to; where globals are known, any of them may be long."""
    return _ONE if project.environment else max(project.settings.contact_name, project.settings.expression)


def may_be_long(template: str, most: int) -> bool:
    """A bound that needs no look at what the expressions are: none comes to more than `most` characters."""
    return len(template) + template.count("@") * most > _ONE or not _ONE_EACH.fullmatch(template)


def estimate(template: str, project: Project, name: int | None = None) -> Size:
    """With what is assumed of expressions: globals as long as they are, names as long as `name` or the settings say."""
    if "@" not in template:
        return size(template)
    return size("".join(_value(piece, project, name) for piece in pieces(template)))


def _value(piece: Piece, project: Project, name: int | None) -> str:
    if piece.literal:
        return piece.text
    if known := _GLOBAL.fullmatch(piece.text):
        value = project.value(known[1].lower())
        if value is not None:
            return value
    if is_name(piece):
        return _STANDS_FOR * (project.settings.contact_name if name is None else name)
    return _STANDS_FOR * project.settings.expression


def plain(template: str) -> str:
    """The template with every typographic sign outside of its expressions in the default alphabet of SMS."""
    position, parts = 0, []
    for start, end, enclosed in evaluated(template) if "@" in template else ():
        first, last = (start - 2, end + 1) if enclosed else (start - 1, end)
        parts += [template[position:first].translate(_TABLE), template[first:last]]
        position = last
    return "".join([*parts, template[position:].translate(_TABLE)])


_TABLE = str.maketrans(dict(SUBSTITUTES))


def letters(template: str) -> tuple[str, ...]:
    """What makes it Unicode: outside of its expressions."""
    return foreign("".join(piece.text for piece in pieces(template) if piece.literal))
