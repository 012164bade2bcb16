"""What refers to what: the globals, fields and groups that the documents of an export use."""

import re
from collections.abc import Iterable, Iterator

import orjson

from flowops import canon
from flowops.model.export import Document
from flowops.model.json import Json, JsonObject
from flowops.model.kind import GLOBAL

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[^\W\d]\w*|\S')
_UUID = re.compile(rb'"([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"')
_WORD = re.compile(r"[a-z][a-z0-9_]*")


def expressions(template: str) -> Iterator[str]:
    """The expressions in a text, without their `@` and outer parentheses, as RapidPro's engine finds them.

    Source: the scanner of goflow (RapidPro 7.4 to 26.2). `@@` is a literal `@`; `@(` runs to its matching
    parenthesis, text literals aside; whatever stands before an `@` does not matter.
    """
    position = template.find("@")
    while 0 <= position < len(template) - 1:
        following = template[position + 1]
        end = position + 2
        if following == "(":
            end = _closing(template, position + 2)
            if end > 0:
                yield template[position + 2 : end - 1]
        elif _names(following):
            end = _path_end(template, position + 1)
            yield template[position + 1 : end]
        if end < 0:
            return
        position = template.find("@", end)


def lookups(expression: str, root: str) -> Iterator[str]:
    """The keys that an expression looks up in `root`: x for `globals.x` and `globals["x"]`, lower case."""
    tokens = _TOKEN.findall(expression)
    for index, token in enumerate(tokens):
        if token.lower() != root or (index and tokens[index - 1] == "." and not _of_contact(tokens, index)):
            continue
        rest = tokens[index + 1 : index + 4]
        if len(rest) > 1 and rest[0] == "." and _names(rest[1][0]):
            yield rest[1].lower()
        elif len(rest) > 2 and rest[0] == "[" and rest[1].startswith('"') and rest[2] == "]":
            yield rest[1][1:-1].lower()


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


def _of_contact(tokens: list[str], index: int) -> bool:
    return index > 1 and tokens[index - 2].lower() in ("contact", "parent", "child")


def _names(character: str) -> bool:
    return character == "_" or character.isalnum() or character.isnumeric()


def _path_end(template: str, position: int) -> int:
    """Where `name(.name)*` ends; a full stop belongs to it only if a name follows."""
    while position < len(template):
        if not _names(template[position]):
            follows = template[position] == "." and position + 1 < len(template)
            if not (follows and _names(template[position + 1])):
                break
        position += 1
    return position


def _closing(template: str, position: int) -> int:
    """The place after the parenthesis that closes the one before `position`; -1 where there is none."""
    depth, quoted = 1, False
    for index in range(position, len(template)):
        character = template[index]
        if character == '"' and not (quoted and template[index - 1] == "\\"):
            quoted = not quoted
        elif not quoted:
            depth += {"(": 1, ")": -1}.get(character, 0)
            if depth == 0:
                return index + 1
    return -1
