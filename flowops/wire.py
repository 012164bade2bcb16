"""The JSON that RapidPro writes and reads <-> Export."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from flowops.errors import FormatError
from flowops.model.export import Document, Export, version_key
from flowops.model.json import Json, JsonObject
from flowops.model.kind import FLOW, KINDS
from flowops.parse import parse

# `version` of the envelope: the string "13" in every RapidPro since 5.0; 9.0.0 and 26.2.2 take the number 13 too
VERSION = "13"
_HOW_TO_EXPORT = "In RapidPro choose Export on the page of flows, or use: flowops export ENV"
_HOW_TO_MIGRATE = "Open it in RapidPro 5.4 or newer, which migrates it, and export it again"
_ENVELOPE = frozenset({"version", "site", *(kind.key for kind in KINDS if kind.key)})


def decode_file(data: bytes, place: str) -> Export:
    """The export in the bytes of an export file; `place` names it in errors. Raises FormatError."""
    return decode(parse(data, place), place)


def decode(envelope: Json, place: str) -> Export:
    """The export in a parsed export file or an answer of `definitions.json`. Raises FormatError."""
    if not isinstance(envelope, dict):
        raise FormatError(f"{place} is no RapidPro export: it holds no JSON object", _HOW_TO_EXPORT)
    _check_envelope(envelope, place)
    documents = [
        Document(kind, body) for kind in KINDS if kind.key for body in _section(envelope, kind.key, place)
    ]
    for document in documents:
        check_document(document, place)
    residue = {key: value for key, value in envelope.items() if key not in _ENVELOPE}
    export = Export(tuple(documents), residue=residue)
    check_unique(export, place)
    return export


def encode(export: Export) -> JsonObject:
    """The export file that RapidPro imports; what RapidPro has no place for is left out."""
    envelope: JsonObject = {"version": VERSION, **export.residue}
    for kind in KINDS:
        if kind.key:
            envelope[kind.key] = [document.body for document in export.of(kind)]
    return envelope


def merge(answers: Iterable[Export]) -> Export:
    """One export from several answers of one server; where two bring an object, the later one counts."""
    objects: dict[tuple[str, str], Document] = {}
    unread: frozenset[str] = frozenset()
    residue: JsonObject = {}
    for answer in answers:
        for document in answer.documents:
            objects[document.kind.name, document.identity or _content(document)] = document
        unread |= answer.unread
        residue |= answer.residue
    return Export(tuple(objects.values()), residue=residue, unread=unread)


def _content(document: Document) -> str:
    return json.dumps(document.body, sort_keys=True)


def check_unique(export: Export, place: str) -> None:
    """Raise FormatError where two objects have one UUID, or two flows one name, letter by letter.

    RapidPro keeps names apart that differ in more than case, but old workspaces may hold others.
    """
    for kind in KINDS:
        if kind.one_file_each:
            _no_two(
                export.of(kind),
                lambda document: document.identity,
                f"{place} holds two {kind.key} of one UUID",
            )
    _no_two(export.of(FLOW), lambda flow: flow.name, f"{place} holds two flows of one name")


def _no_two(documents: Iterable[Document], key: Callable[[Document], str], what: str) -> None:
    seen: dict[str, Document] = {}
    for document in documents:
        first = seen.setdefault(key(document), document)
        if first is not document:
            both = " and ".join(f"{it.name!r} ({it.identity})" for it in (first, document))
            raise FormatError(f"{what}: {both}", "Rename or remove one of them in RapidPro and export again")


def check_document(document: Document, place: str) -> None:
    """Raise FormatError where a flow is legacy, or a flow or campaign lacks what tells it from others."""
    body, word = document.body, document.kind.name
    metadata = body.get("metadata")  # where legacy flows have their name
    legacy = metadata.get("name") if isinstance(metadata, dict) else None
    name = body.get("name") or legacy or body.get("uuid") or "without a name"
    if document.kind is FLOW:
        _check_spec(body, f"{place}: flow {name!r}")
    for key in ("uuid", "name") if document.kind.one_file_each else ():
        if not isinstance(body.get(key), str) or not body[key]:
            raise FormatError(f"{place}: {word} {name!r} has no {key}", _HOW_TO_EXPORT)


def _check_spec(body: JsonObject, flow: str) -> None:
    spec = body.get("spec_version")
    if not isinstance(spec, str) or version_key(spec) < (13,):
        version = spec or body.get("version") or "unknown"
        raise FormatError(
            f"{flow} has the format {str(version)[:20]!r}; flowops reads 13.0 and newer", _HOW_TO_MIGRATE
        )


def _check_envelope(envelope: JsonObject, place: str) -> None:
    if "flows" not in envelope:
        found = "a single flow" if "nodes" in envelope or "action_sets" in envelope else "no list of flows"
        raise FormatError(f"{place} is no RapidPro export: it holds {found}", _HOW_TO_EXPORT)
    version = envelope.get("version")
    if str(version) != VERSION:
        old = version is None or version_key(str(version)) < (13,)
        way_out = "Import it into RapidPro 5.4 or newer and export it again" if old else "Update flowops"
        raise FormatError(
            f"{place} is an export of version {str(version)[:20]!r}; flowops reads version {VERSION}", way_out
        )


def _section(envelope: JsonObject, key: str, place: str) -> list[JsonObject]:
    section = envelope.get(key)
    items = [] if section is None else section
    if not isinstance(items, list):
        raise FormatError(f"{place}: {key} is no list", _HOW_TO_EXPORT)
    objects = [item for item in items if isinstance(item, dict)]
    if len(objects) != len(items):
        raise FormatError(f"{place}: {key} holds something that is no object", _HOW_TO_EXPORT)
    return objects


def archive(export: Export, uuids: Iterable[str]) -> Export:
    """The export with the flows and campaigns of these UUIDs known as archived, which definitions do not tell."""
    wanted = set(uuids)
    archived: list[JsonObject] = [
        {"kind": document.kind.name, "name": document.name, "uuid": document.identity}
        for document in export.documents
        if document.kind.one_file_each and document.identity in wanted
    ]
    return replace(export, archived=tuple(archived))
