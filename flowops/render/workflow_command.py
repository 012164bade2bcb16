"""Workflow commands, which a runner of GitHub Actions obeys wherever it reads them: written here, and made harmless here.

A line that begins with `::`, after any white space or a byte order mark, is one, and so is `##[` anywhere in a line
(actions/runner, ActionCommand.cs). Values are escaped as actions/toolkit does it (core/src/command.ts).
"""

import re
from collections.abc import Mapping

from flowops.render.words import line

_JOINER = "\N{WORD JOINER}"
_FORGED = re.compile(r"^([\s\ufeff]*)(?=::)|(?<=##)(?=\[)", re.MULTILINE)
_VALUE = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_PROPERTY = {**_VALUE, ord(":"): "%3A", ord(","): "%2C"}
_LONGEST = 4000


def workflow_command(name: str, message: str, properties: Mapping[str, str | int] | None = None) -> str:
    """One line that a runner obeys: `::error file=flows/a.json,line=3::what is wrong`."""
    told = ",".join(
        f"{key}={str(value).translate(_PROPERTY)}" for key, value in (properties or {}).items() if value != ""
    )
    return f"::{name}{f' {told}' if told else ''}::{message.translate(_VALUE)}"


def annotation(severity: str, title: str, message: str) -> str:
    """An error, a warning or a notice at a run; what comes from a flow is one line in it."""
    return workflow_command(severity, line(message, _LONGEST), {"title": line(title)})


def without_commands(text: str) -> str:
    """The text with a character that nobody sees where a runner would obey it."""
    return _FORGED.sub(lambda found: f"{found.group()}{_JOINER}", text)
