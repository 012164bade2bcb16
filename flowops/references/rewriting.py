"""Writes references anew at their place: what stands around them stays byte for byte as it is."""

from collections.abc import Callable, Mapping
from dataclasses import replace as changed

from flowops.model.export import Document
from flowops.model.json import Json, JsonObject
from flowops.references import expression, query
from flowops.references.find import of
from flowops.references.patch import patched
from flowops.references.reference import Reference, Replacement, Step

_Change = tuple[Reference, Replacement]


def rewrite(document: Document, replace: Callable[[Reference], Replacement | None]) -> Document:
    """The document with other UUIDs, names and keys; itself where nothing changes. The given one stays as it is.

    What is looked up by a key of runtime cannot be replaced and stays. Raises ValueError for a key that cannot stand in
    an expression.
    """
    changes: dict[tuple[Step, ...], list[_Change]] = {}
    for reference in of(document):
        replacement = None if reference.dynamic else replace(reference)
        if replacement and _differs(reference, replacement):
            changes.setdefault(reference.steps, []).append((reference, replacement))
    body = patched(document.body, {steps: _edit(here) for steps, here in changes.items()})
    return document if body is document.body else changed(document, body=body)


def _differs(reference: Reference, new: Replacement) -> bool:
    pairs = ((new.uuid, reference.uuid), (new.name, reference.name), (new.label, reference.label))
    return any(wanted is not None and wanted != there for wanted, there in pairs)


def _edit(changes: list[_Change]) -> Callable[[Json], Json]:
    """Writes all changes of one place, the last of a text first so that the places of the others stay true."""
    ordered = sorted(changes, key=lambda change: change[0].span or (0, 0), reverse=True)

    def edit(value: Json) -> Json:
        for reference, replacement in ordered:
            value = SPELLINGS[reference.spelling](value, reference, replacement)
        return value

    return edit


def _object(value: Json, reference: Reference, new: Replacement) -> Json:
    members = reference.members
    if not members or not isinstance(value, dict):
        return value
    name = None if new.name == reference.name else new.name
    wanted = {members.uuid: new.uuid, members.name: name, members.label: new.label}
    written: JsonObject = {}
    for key, text in wanted.items():
        if text not in (None, value.get(key)) and isinstance(value.get(key), str):
            written[key] = text
    return value | written if written else value


def _arguments(value: Json, _reference: Reference, new: Replacement) -> Json:
    if not isinstance(value, list):
        return value
    pairs = zip((new.uuid, new.name), value[:2], strict=False)
    written = [there if text is None else text for text, there in pairs] + value[2:]
    return value if written == value else written


def _uuid(value: Json, _reference: Reference, new: Replacement) -> Json:
    return value if new.uuid is None else new.uuid


def _slug(value: Json, _reference: Reference, new: Replacement) -> Json:
    return value if new.name is None else new.name


def _result(value: Json, reference: Reference, new: Replacement) -> Json:
    if new.label is not None:
        return new.label
    return value if new.name in (None, reference.name) else new.name


def _spliced(spelled: Callable[[str, Reference], str]) -> Callable[[Json, Reference, Replacement], Json]:
    def splice(value: Json, reference: Reference, new: Replacement) -> Json:
        if not isinstance(value, str) or not reference.span or new.name in (None, reference.name):
            return value
        start, end = reference.span
        return value[:start] + spelled(str(new.name), reference) + value[end:]

    return splice


# How a reference is written -> value, reference, replacement -> the new value
SPELLINGS: Mapping[str, Callable[[Json, Reference, Replacement], Json]] = {
    "object": _object,
    "arguments": _arguments,
    "uuid": _uuid,
    "slug": _slug,
    "result": _result,
    "dot": _spliced(lambda name, reference: expression.spelled(name, reference.spelling)),
    "bracket": _spliced(lambda name, reference: expression.spelled(name, reference.spelling)),
    "property": _spliced(lambda name, _reference: name),
    "value": _spliced(lambda name, reference: query.spelled(name, reference.written)),
}
