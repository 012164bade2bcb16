"""Replaces literal text in what contacts and other servers are sent."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from flowops.model.export import Document
from flowops.model.json import Json
from flowops.references.patch import patched
from flowops.references.reference import Step
from flowops.references.walk import spots

_KINDS = frozenset({"flow", "campaign"})
_TEXTS = frozenset({"text", "template", "query", "evaluated query"})


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A document with other texts, and how often each text that was sought stood in it; itself where none did."""

    document: Document
    found: Counter[str]


def rewrite_texts(document: Document, pairs: Iterable[tuple[str, str]]) -> Rewritten:
    """Replace every `find` by its `replace` in the texts of a flow or campaign, translations too.

    That is in every template, contact query, case argument, category and translation (`tables` lists them), in URNs, and
    in actions that flowops does not know in whatever is not structure. Not in names and UUIDs of what is referred to, in
    keys, types and names of results, nor in anything of the editor's (`_ui`).
    All pairs at once, the longest first: what one writes is never found by another.
    """
    wanted = {find: new for find, new in pairs if find}
    found = Counter(dict.fromkeys(wanted, 0))
    if not wanted or document.kind.name not in _KINDS:
        return Rewritten(document, found)
    pattern = re.compile("|".join(map(re.escape, sorted(wanted, key=len, reverse=True))))

    def edited(match: re.Match[str]) -> str:
        found[match[0]] += 1
        return wanted[match[0]]

    edits: dict[tuple[Step, ...], Callable[[Json], Json]] = {}
    for spot in spots(document):
        if spot.role.how in _TEXTS and isinstance(spot.value, str) and pattern.search(spot.value):
            edits[spot.steps] = lambda value: pattern.sub(edited, str(value))
    body = patched(document.body, edits)
    return Rewritten(document if body is document.body else replace(document, body=body), found)
