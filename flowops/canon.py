"""Normal form: what two exports of an unchanged workspace have in common, byte for byte."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

import orjson

from flowops.errors import FormatError
from flowops.model.export import Document, Export
from flowops.model.json import Json, JsonObject
from flowops.model.kind import KINDS, Kind, SortKey, by_name, text

_T = TypeVar("_T")
_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


def dumps(value: Json) -> bytes:
    """The canonical bytes of one file: UTF-8, LF, final newline, two-space indent, sorted keys."""
    try:
        return orjson.dumps(value, option=_OPTIONS)
    except TypeError:  # orjson stops at 64-bit integers and at 254 levels; a flow may hold either
        return _slow_dumps(value)


def compact(value: Json) -> bytes:
    """Bytes to compare by: two values have the same ones where they differ in the order of keys alone."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        return json.dumps(json.loads(_slow_dumps(value)), separators=(",", ":"), ensure_ascii=False).encode()


def _slow_dumps(value: Json) -> bytes:
    try:
        return (
            json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False).encode() + b"\n"
        )
    except (RecursionError, UnicodeEncodeError, ValueError) as error:
        raise FormatError(f"this cannot be written as JSON: {type(error).__name__}") from error


def normalize(export: Export) -> Export:
    """The export without what changes although nobody edited anything; normalizing twice changes nothing."""
    documents = [_document(document) for document in export.documents]
    ordered = [document for kind in KINDS for document in _sorted_of(kind, documents)]
    archived = tuple(sorted(export.archived, key=lambda it: (text(it.get("kind")), *by_name(it))))
    return replace(export, documents=tuple(ordered), archived=archived)


def _sorted_of(kind: Kind, documents: list[Document]) -> list[Document]:
    return _ordered(
        (document for document in documents if document.kind is kind),
        lambda document: document.body,
        kind.order,
    )


def _document(document: Document) -> Document:
    kind = document.kind
    body = {key: value for key, value in document.body.items() if key not in kind.volatile}
    for key, order in kind.unordered.items():
        items = body.get(key)
        if isinstance(items, list) and all(isinstance(item, dict) for item in items):
            objects = [item for item in items if isinstance(item, dict)]
            body[key] = [*_ordered(objects, lambda item: item, order)]
    return Document(kind, body)


def _ordered(
    items: Iterable[_T], body: Callable[[_T], JsonObject], order: Callable[[JsonObject], SortKey]
) -> list[_T]:
    """Sorted by the kind's order; only where that leaves a tie, by content."""
    keyed = [(order(body(item)), item) for item in items]
    seen = [key for key, _ in keyed]
    if len(set(seen)) < len(seen):
        return [
            item for _, _, item in sorted(((k, dumps(body(i)), i) for k, i in keyed), key=lambda row: row[:2])
        ]
    return [item for _, item in sorted(keyed, key=lambda row: row[0])]
