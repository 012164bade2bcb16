"""What documents may use, found fast and with a little too much: for what an export must bring along."""

import re
from collections.abc import Iterable, Iterator

import orjson

from flowops import canon
from flowops.model.export import Document
from flowops.model.json import Json, JsonObject
from flowops.model.kind import GLOBAL
from flowops.references import expression as expression_
from flowops.references.template import expressions

_UUID = re.compile(rb'"([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"')
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_CONTACTS = frozenset({"contact", "parent", "child"})


def lookups(expression: str, root: str) -> Iterator[str]:
    """The keys that an expression looks up in `root`: x for `globals.x` and `globals["x"]`, lower case."""
    for lookup in expression_.lookups(expression):
        path = lookup.path
        for index, name in enumerate(path[:-1]):
            if name == root and (index == 0 or path[index - 1] in _CONTACTS):
                yield path[index + 1]
                break


def globals_used(documents: Iterable[Document]) -> frozenset[str]:
    """The keys of the globals that any text of these documents looks up.

    Every text counts, also one that the engine does not evaluate: one global too many is harmless.
    """
    return frozenset(_looked_up(documents, "globals"))


def globals_named(documents: Iterable[Document], known: Iterable[JsonObject]) -> Iterator[Document]:
    """Key and name of each global in use, never its value; one that nobody has made is named as RapidPro would."""
    names = {str(body.get("key")): body.get("name") for body in known}
    for key in sorted(globals_used(documents)):
        yield Document(GLOBAL, {"key": key, "name": names.get(key) or key.replace("_", " ").title()})


def fields_used(documents: Iterable[Document]) -> frozenset[str]:
    """Keys that these documents may use as contact fields: looked up in texts, or named in queries."""
    documents = tuple(documents)
    named = {word for query in _queries(documents) for word in _WORD.findall(query)}
    return frozenset(named.union(_looked_up(documents, "fields")))


def fields_referred_to(documents: Iterable[Document]) -> frozenset[str]:
    """Keys of the contact fields that actions, routers and campaign events name by key."""
    return frozenset(
        str(value.get("key"))
        for document in documents
        for name, value in _members(document.body)
        if name in ("field", "relative_to") and isinstance(value, dict)
    )


def keys_used(documents: Iterable[Document], keys: Iterable[str]) -> frozenset[str]:
    """Those of `keys` under which these documents hold an object or a list, as references are held."""
    signs = {key: (f'"{key}": {{'.encode(), f'"{key}": ['.encode()) for key in keys}
    found: set[str] = set()
    for document in documents:
        data = canon.dumps(document.body)
        found.update(
            key for key, (of_object, of_list) in signs.items() if of_object in data or of_list in data
        )
    return frozenset(found)


def uuids_used(documents: Iterable[Document]) -> frozenset[str]:
    """Every UUID that stands anywhere in these documents as a whole text, lower case."""
    return frozenset(
        uuid.decode().lower() for document in documents for uuid in _UUID.findall(canon.dumps(document.body))
    )


def names_in_queries(documents: Iterable[Document], names: Iterable[str]) -> frozenset[str]:
    """Those of `names` that a smart group's query mentions, as `group = "Name"` does."""
    queries = "\n".join(_queries(documents))
    return frozenset(
        name for name in names if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", queries)
    )


def texts_with(document: Document, word: str) -> Iterator[str]:
    """Every text in a document that holds `word`, given in lower case.

    Found in the document's bytes: walking all of a workspace takes longer than reading it from the server.
    """
    data = canon.dumps(document.body)
    lower, sought = data.lower(), word.encode()
    position = lower.find(sought)
    while position >= 0:
        start, end = _quote_before(data, position), _quote_after(data, position)
        yield str(orjson.loads(data[start : end + 1]))
        position = lower.find(sought, end)


def _members(value: Json) -> Iterator[tuple[str, Json]]:
    pending: list[Json] = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            yield from item.items()
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)


def _looked_up(documents: Iterable[Document], root: str) -> Iterator[str]:
    for document in documents:
        for text in texts_with(document, root):
            for expression in expressions(text):
                yield from lookups(expression, root)


def _quote_before(data: bytes, position: int) -> int:
    """The quote that opens the text around `position`: inside a text every quote has a backslash before it."""
    quote = data.rfind(b'"', 0, position)
    while _escaped(data, quote):
        quote = data.rfind(b'"', 0, quote)
    return quote


def _quote_after(data: bytes, position: int) -> int:
    quote = data.find(b'"', position)
    while _escaped(data, quote):
        quote = data.find(b'"', quote + 1)
    return quote


def _escaped(data: bytes, quote: int) -> bool:
    start = quote
    while data[start - 1 : start] == b"\\":
        start -= 1
    return (quote - start) % 2 == 1


def _queries(documents: Iterable[Document]) -> list[str]:
    queries = (document.body.get("query") for document in documents)
    return [query.casefold() for query in queries if isinstance(query, str)]
