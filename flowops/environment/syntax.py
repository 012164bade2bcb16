"""YAML that is no YAML, or more YAML than an environment needs, in words for those who write it."""

import re

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from flowops.environment.problem import Problem

ALIAS = ("* without quotes begins an alias, which is not supported", "write the value in double quotes")
ANCHOR = ("& without quotes begins an anchor, which is not supported", "write the value in double quotes")
TAG = ("! without quotes begins a tag, which is not supported", "write the value in double quotes")
MERGE = ("merge keys (<<) are not supported", "write the keys themselves")
KEY_IS_NO_TEXT = ("a key must be one text", 'write key: value; write ${NAME} inside {…} or […] as "${NAME}"')
TOO_DEEP = ("is nested too deeply", "write at most three levels")
SECOND_DOCUMENT = ("a second document begins here", "keep one document and remove the line ---")
NO_CHARACTER = ("holds an escape that stands for no character", "write the character itself")

_SHAPE = "write key: value, keys lined up, and values with special characters in double quotes"
_UNKNOWN = ("is not valid YAML", _SHAPE)
_IN_BRACKETS = (
    "the list or mapping in brackets does not end well",
    'close it, and write ${NAME} as "${NAME}"',
)

_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)

# ruamel.yaml/scanner.py and parser.py; their own texts are never shown, for they may quote a secret.
# Part of the text -> whether the problem began where ruamel began to read, what, what to write instead.
_EXPLANATIONS = (
    ("scanning an alias", False, *ALIAS),
    ("scanning an anchor", False, *ANCHOR),
    (r"character '\t'", False, "a tab stands here, which YAML does not accept", "write spaces"),
    ("cannot start any token", False, "a value begins with a special character", "write it in double quotes"),
    (
        "mapping values are not",
        False,
        "a colon stands where none can be",
        "look at this line and the one above: " + _SHAPE,
    ),
    ("expected ':'", True, "this line is no key with a value", "write key: value"),
    ("unexpected end of stream", True, "a quote is opened but never closed", 'end the text with "'),
    ("unexpected document separator", True, "a quote is opened but never closed", 'end the text with "'),
    ("escape", False, "a backslash stands in double quotes", "write \\\\ for each backslash"),
    ("<block end>", False, "this line is indented differently from those above", "line the keys up"),
    (
        "more indented follow up",
        False,
        "this line is indented differently from those above",
        "line the text up",
    ),
    ("expected ',' or", False, *_IN_BRACKETS),
    ("expected the node content", False, *_IN_BRACKETS),
    ("undefined tag handle", False, *TAG),
)


def explain(error: YAMLError, text: str) -> Problem:
    """What ruamel.yaml could not read, and in which line."""
    if isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return Problem(line, "holds a control character", "remove it; it is often invisible")
    if marks := _CONFLICT.search(text):
        line = text.count("\n", 0, marks.start()) + 1
        return Problem(
            line, "marks of a merge conflict stand here", "decide for one side and remove the marks"
        )
    assert isinstance(error, MarkedYAMLError)  # reading raises no others
    problem = f"{error.context} {error.problem}"
    for part, from_start, what, write in _EXPLANATIONS:
        if part in problem:
            return Problem(_line(error, from_start), what, write)
    return Problem(_line(error, False), *_UNKNOWN)


def _line(error: MarkedYAMLError, from_start: bool) -> int:
    mark = error.context_mark if from_start and error.context_mark else error.problem_mark
    return int(mark.line) + 1 if mark else 0
