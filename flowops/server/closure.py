"""What the definitions leave out: the groups, fields and globals that their texts and queries use."""

from dataclasses import dataclass, replace

from flowops import references
from flowops.model.export import Document, Export
from flowops.model.json import Json, JsonObject
from flowops.model.kind import CAMPAIGN, FIELD, FLOW, GLOBAL, GROUP, TRIGGER

_TYPES = {"numeric": "number"}  # as `value_type` says it, the only name up to RapidPro 8.2


@dataclass(frozen=True, slots=True)
class Known:
    """What the workspace has, as the API lists it."""

    groups: tuple[JsonObject, ...]
    fields: tuple[JsonObject, ...]
    globals: tuple[JsonObject, ...]


def close(export: Export, known: Known, *, thorough: bool) -> Export:
    """The export with every group, field and global it uses.

    RapidPro's own export brings only what its flows, triggers and campaigns name directly; `thorough` looks for
    that too, where it brought nothing or too much.
    """
    users = export.of(TRIGGER) + export.of(CAMPAIGN) + (export.of(FLOW) if thorough else ())
    brought = () if thorough else export.of(GROUP)
    groups = _groups(users, brought, known.groups)
    fields = _fields(users, () if thorough else export.of(FIELD), groups, known.fields)
    kept = tuple(document for document in export.documents if document.kind not in (GROUP, FIELD, GLOBAL))
    texts = export.of(FLOW) + export.of(CAMPAIGN)
    return replace(
        export, documents=(*kept, *groups, *fields, *references.globals_named(texts, known.globals))
    )


def _groups(
    users: tuple[Document, ...], brought: tuple[Document, ...], known: tuple[JsonObject, ...]
) -> tuple[Document, ...]:
    listed = {str(body.get("uuid")): Document(GROUP, _only(body, "uuid", "name", "query")) for body in known}
    found = {document.identity: document for document in brought}
    wanted = references.uuids_used(users) & {uuid.lower() for uuid in listed}
    found |= {uuid: listed[uuid] for uuid in listed if uuid.lower() in wanted and uuid not in found}
    while True:  # a smart group's query may name another group
        names = references.names_in_queries(found.values(), (document.name for document in listed.values()))
        more = {uuid: it for uuid, it in listed.items() if it.name in names and uuid not in found}
        if not more:
            return tuple(found.values())
        found |= more


def _fields(
    users: tuple[Document, ...],
    brought: tuple[Document, ...],
    groups: tuple[Document, ...],
    known: tuple[JsonObject, ...],
) -> tuple[Document, ...]:
    found = {document.identity: document for document in brought}
    used = references.fields_used((*users, *groups)) | references.fields_referred_to(users)
    listed = [_field(body) for body in known]
    found |= {body.identity: body for body in listed if body.identity in used and body.identity not in found}
    return tuple(found.values())


def _field(body: JsonObject) -> Document:
    kind: Json = body.get("type") or body.get("value_type")
    name = body.get("name") or body.get("label")
    return Document(FIELD, {"key": body.get("key"), "name": name, "type": _TYPES.get(str(kind), kind)})


def _only(body: JsonObject, *keys: str) -> JsonObject:
    return {key: body.get(key) for key in keys}
