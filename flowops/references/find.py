"""Finds what documents refer to."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

from flowops.model.export import Document, Export
from flowops.model.json import Json
from flowops.references import context, query
from flowops.references.names import KEYED
from flowops.references.reference import Reference
from flowops.references.template import evaluated
from flowops.references.walk import Spot, spots

_OTHERS = re.compile(r"[^A-Za-z0-9_]+")


def of(source: Document | Export) -> Iterator[Reference]:
    """Every use, and every definition, of something by name, key or UUID, in the order of the documents."""
    documents = source.documents if isinstance(source, Export) else (source,)
    return chain.from_iterable(within(it, spots(it, mark="@")) for it in documents)


@lru_cache(maxsize=8192)
def result_key(name: str) -> str:
    """The key under which a run keeps the result of this name, as goflow makes it: "Next visit?" -> next_visit_."""
    if name.isascii():
        return _OTHERS.sub("_", name.strip()).lower()
    plain = (c if c == "_" or c.isalpha() or c in "0123456789" else " " for c in name.strip())
    return re.sub(" +", "_", "".join(plain)).lower()


def within(document: Document, found: Iterable[Spot]) -> list[Reference]:
    """The uses and definitions in what a walk through the document found: all of it, or what holds an `@`."""
    user = (document.kind.name, document.name)
    references: list[Reference] = []
    for spot in found:
        if read := _READERS.get(spot.role.how):
            references += read(spot, user)
    return references


_User = tuple[str, str]


def _template(spot: Spot, user: _User) -> list[Reference]:
    text = spot.value
    return _looked_up(text, spot, user) if isinstance(text, str) and "@" in text else []


def _looked_up(text: str, spot: Spot, user: _User) -> list[Reference]:
    """In a list, and with as few words: most references of a workspace are these."""
    steps, language = spot.steps, spot.language
    document_kind, document = user
    found = []
    for start, (kind, key, written, scope, spelling, span) in context.uses(text):
        place = (start + span[0], start + span[1]) if span else None
        found.append(
            Reference(
                kind,
                key,
                None,
                document_kind,
                document,
                steps,
                language,
                False,
                written,
                "",
                scope,
                spelling,
                place,
            )
        )
    return found


def _query(spot: Spot, user: _User) -> Iterator[Reference]:
    text = str(spot.value)
    evaluated = spot.role.how == "evaluated query"
    for kind, name, written, spelling, span in query.uses(text, evaluated=evaluated):
        yield Reference(
            kind, name, None, *user, spot.steps, spot.language, written=written, spelling=spelling, span=span
        )
    if evaluated:
        yield from _template(spot, user)


def _object(spot: Spot, user: _User) -> Iterator[Reference]:
    """By UUID and name, or by key; an object that has neither, or a template for its name, is no reference."""
    held, role = spot.value, spot.role
    if isinstance(held, str):  # a trigger's channel, as exports of RapidPro 6.4 to 8.2 have it
        yield Reference(role.kind, "", held, *user, spot.steps, spot.language, spelling="uuid")
    for members in role.members if isinstance(held, dict) else ():
        uuid, name, label = (_text(held, key) for key in members)
        if (uuid or name) and (uuid or not _is_template(name)):
            yield Reference(
                role.kind,
                name.lower() if role.kind in KEYED else name,
                uuid or None,
                *user,
                spot.steps,
                spot.language,
                role.how == "definition",
                written=name,
                label=label,
                members=members,
            )
            return


def _group_arguments(spot: Spot, user: _User) -> Iterator[Reference]:
    """UUID and, since RapidPro 5.2, name of the group that a case tests for."""
    given = spot.value if isinstance(spot.value, list) else []
    uuid, name = (text if isinstance(text, str) else "" for text in (*given[:2], "", "")[:2])
    if uuid and "@" not in uuid:
        yield Reference(
            spot.role.kind,
            name,
            uuid,
            *user,
            spot.steps,
            spot.language,
            written=name,
            spelling="arguments",
        )
    for index, text in enumerate(given):
        if isinstance(text, str):
            yield from _looked_up(text, spot._replace(steps=(*spot.steps, index)), user)


def _slug(spot: Spot, user: _User) -> Iterator[Reference]:
    if isinstance(slug := spot.value, str):
        yield Reference(
            spot.role.kind, slug, None, *user, spot.steps, spot.language, written=slug, spelling="slug"
        )


def _result(spot: Spot, user: _User) -> list[Reference]:
    if not isinstance(name := spot.value, str):
        return []
    key = result_key(name)
    return [Reference("result", key, None, *user, spot.steps, None, True, name, name, spelling="result")]


def _text(held: Json, key: str) -> str:
    value = held.get(key) if isinstance(held, dict) else None
    return value if isinstance(value, str) else ""


def _is_template(name: str) -> bool:
    return "@" in name and any(evaluated(name))


_READERS: Mapping[str, Callable[[Spot, _User], Iterable[Reference]]] = {
    "template": _template,
    "query": _query,
    "evaluated query": _query,
    "object": _object,
    "definition": _object,
    "group arguments": _group_arguments,
    "slug": _slug,
    "result": _result,
}
