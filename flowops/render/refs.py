"""What refers to what -> text and JSON."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from flowops.model.json import JsonObject
from flowops.model.kind import FLOW
from flowops.references import Reference
from flowops.render.words import count, line

Paint = Callable[[str, str], str]
_DOCUMENT, _NODE = 28, 40  # characters of the columns on a terminal
_PARTS = ("nodes", "actions", "router", "localization", "_ui", "config")  # of a path, that say nothing more


@dataclass(frozen=True, slots=True)
class Row:
    """A reference, the file it stands in, and the first text of its node."""

    reference: Reference
    file: str | None
    node: str


def to_json(rows: Iterable[Row]) -> JsonObject:
    """The document `flowops/refs@1`."""
    return {"format": "flowops/refs@1", "references": [_entry(row) for row in rows]}


def _entry(row: Row) -> JsonObject:
    it = row.reference
    return {
        "kind": it.kind,
        "name": it.name,
        "flow": it.document if it.document_kind == FLOW.name else None,
        "file": row.file,
        "path": it.path,
        "language": it.language,
        "uuid": it.uuid,
        "document_kind": it.document_kind,
        "document": it.document,
        "node": row.node or None,
        "scope": it.scope or None,
        "definition": it.definition,
        "dynamic": it.dynamic,
    }


def to_text(rows: Iterable[Row], paint: Paint) -> str:
    """What is used, below it where, one line for each place with its translations, and a summary as the last line."""
    listed = sorted(rows, key=_order)
    width = max((len(_cut(row.reference.document, _DOCUMENT)) for row in listed), default=0)
    node_width = max((len(_cut(row.node, _NODE)) for row in listed), default=0)
    lines: list[str] = []
    for name, group in groupby(listed, key=lambda row: _title(row.reference)):
        lines.append(paint(name, "cyan"))
        for (document, node, what), same in groupby(group, key=_place):
            uses = list(same)
            place = f"  {document:<{width}}  {node:<{node_width}}  {what}{_times(uses)}{_languages(uses)}"
            lines.append(place.rstrip())
    return "\n".join([*lines, _summary(listed)])


def unused_to_text(rows: Iterable[Row], paint: Paint) -> str:
    """One line for each, aligned, and a summary as the last line."""
    listed = sorted(rows, key=_order)
    width = max((len(row.reference.kind) for row in listed), default=0)
    lines = []
    for row in listed:
        kind, name = row.reference.kind, line(_name(row.reference))
        where = f"  in {line(row.reference.document)}" if row.reference.spelling == "result" else ""
        lines.append(f"{paint(f'{kind:<{width}}', 'yellow')}  {name}{where}")
    return "\n".join([*lines, f"{len(listed) or 'nothing'} unused"])


def _order(row: Row) -> tuple[str, ...]:
    it, name = row.reference, _name(row.reference)
    return it.kind, name.casefold(), name, it.document.casefold(), row.node, _what(it), it.language or ""


def _title(reference: Reference) -> str:
    return f"{reference.kind} {line(_name(reference))}"


def _name(reference: Reference) -> str:
    """The name; what has none is known by its UUID only."""
    if reference.dynamic:
        return "* (which one is known only when the flow runs)"
    return reference.name or reference.uuid or ""


def _place(row: Row) -> tuple[str, str, str]:
    return _cut(row.reference.document, _DOCUMENT), _cut(row.node, _NODE), _what(row.reference)


def _what(reference: Reference) -> str:
    """The end of the path, without numbers and UUIDs: "url", "headers Authorization", "campaign events flow"."""
    steps = [step for step in reference.steps if isinstance(step, str) and step not in _PARTS]
    if reference.steps[:1] in (("localization",), ("_ui",)):
        steps = steps[-1:]
    if reference.language and steps[-1:] == [reference.language]:  # of a campaign's message
        steps.pop()
    if reference.document_kind != FLOW.name:
        steps.insert(0, reference.document_kind)
    said = line(" ".join(steps))
    said = f"{said} in the editor" if reference.steps[:1] == ("_ui",) else said
    return f"sets it ({said})" if reference.definition else said


def _times(uses: list[Row]) -> str:
    """How many places look alike, translations aside."""
    places = len({row.reference.steps for row in uses if not row.reference.language})
    return f" x{places}" if places > 1 else ""


def _languages(rows: list[Row]) -> str:
    languages = dict.fromkeys(line(row.reference.language or "") for row in rows)
    named = [language for language in languages if language]
    if not named:
        return ""
    return f"  ({', '.join(named)})" if "" not in languages else f"  (and {', '.join(named)})"


def _cut(text: str, most: int) -> str:
    short = line(text)
    return short if len(short) <= most else f"{short[: most - 1]}…"


def _summary(rows: list[Row]) -> str:
    things = {(row.reference.kind, row.reference.name or row.reference.uuid) for row in rows}
    documents = {(row.reference.document_kind, row.reference.document) for row in rows}
    if not rows:
        return "no references"
    places = count(len(documents), "document")
    return f"{count(len(rows), 'reference')} to {count(len(things), 'thing')} in {places}"
