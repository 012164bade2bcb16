"""Every text of a flow or list, searched as bytes first: that is a hundred times as fast."""

import re
from collections.abc import Iterator

from flowops import canon
from flowops.errors import FormatError
from flowops.model.json import Json
from flowops.rules.file import File
from flowops.rules.flow import Flow
from flowops.rules.lines import Steps
from flowops.rules.project import Part, Project


def leaves(value: Json) -> Iterator[tuple[Steps, str]]:
    """In no particular order; keys are no texts."""
    pending: list[tuple[Steps, Json]] = [((), value)]
    while pending:
        steps, item = pending.pop()
        if isinstance(item, str):
            yield steps, item
        elif isinstance(item, dict):
            pending.extend(((*steps, key), it) for key, it in item.items())
        elif isinstance(item, list):
            pending.extend(((*steps, index), it) for index, it in enumerate(item))


def holders(project: Project, words: tuple[bytes, ...], mark: re.Pattern[bytes]) -> Iterator[Flow | Part]:
    """The flows and other objects whose bytes have a mark; `words` are such that no file without one has any."""
    files: dict[File, bool] = {}
    everything: tuple[Flow | Part, ...] = (*project.flows, *project.parts)
    for holder in everything:
        file = holder.home.file
        if file not in files:
            files[file] = any(word in file.data for word in words)
        if files[file] and mark.search(raw(holder.body)):
            yield holder


def raw(value: Json) -> bytes:
    """The bytes of a value; b"" for what cannot be written."""
    try:
        return canon.compact(value)
    except FormatError:
        return b""
