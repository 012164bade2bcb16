"""What happens to globals, fields, groups, labels and topics: everything that flows lean on is there before them."""

import re
from collections.abc import Callable, Iterator, Mapping

from flowops.environment import Secret
from flowops.model.json import JsonObject
from flowops.model.kind import FIELD, GLOBAL, GROUP
from flowops.model.plan import Action, Transport
from flowops.plan.desired import Desired

Digest = Callable[[str], str]


def global_actions(desired: Desired, digest: Digest) -> Iterator[Action]:
    """A value for each global that the environment declares."""
    rows = desired.rows("global", "key")
    names = {it.identity: it.name for it in desired.bound.export.of(GLOBAL)}
    for key, value in sorted(desired.environment.globals.items()):
        text = revealed(value).strip()  # as RapidPro stores it
        row = rows.get(key)
        there = "" if row is None else str(row.get("value") or "").strip()
        if row is None:
            name = names.get(key, key)
            body: JsonObject = {"key": key, "name": name if derived_key(name) == key else key}
            yield Action("global", key, "create", "api", "new", body=body, digest=digest(text))
        elif there != text:
            summary = "another value" if there else "blank until now"
            yield Action("global", key, "update", "api", summary, body={"key": key}, digest=digest(text))


def revealed(value: str | Secret) -> str:
    """The value itself. Raises UnsetVariable."""
    return value.reveal() if isinstance(value, Secret) else value


def derived_key(name: str) -> str:
    """The key that RapidPro makes of the name of a global or field."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def field_actions(desired: Desired) -> Iterator[Action]:
    """Fields that are not there, through the API where it would give them the right key."""
    rows = desired.rows("field", "key")
    for document in desired.bound.export.of(FIELD):
        row, key, wanted = rows.get(document.identity), document.identity, type_of(document.body)
        if row is None:
            transport: Transport = "api" if derived_key(document.name) == key else "import"
            yield Action("field", key, "create", transport, f"new, {wanted}", body=document.body)
        elif (there := type_of(row)) != wanted:
            summary = f"change its type from {there} to {wanted}: Contacts, Manage Fields, {key}"
            yield Action("field", key, "manual", "manual", summary, body=document.body, before=row)


def type_of(field: JsonObject) -> str:
    """Of a field; `value_type` says numeric, and is all that RapidPro up to 8.2 has."""
    found = str(field.get("type") or field.get("value_type") or "text")
    return {"numeric": "number"}.get(found, found)


def group_actions(desired: Desired) -> Iterator[Action]:
    """Groups that are not there; an import never changes the query of one that is."""
    rows, partners = desired.rows("group"), set(desired.bound.partners.values())
    for document in desired.bound.export.of(GROUP):
        row, query = rows.get(document.identity), document.body.get("query")
        if row is not None:
            yield from _changed_group(document.name, document.body, row)
        elif document.identity not in partners:
            transport: Transport = "import" if query else "api"
            summary = "new, smart" if query else "new, manual"
            yield Action("group", document.name, "create", transport, summary, body=document.body)


def _changed_group(name: str, body: JsonObject, row: JsonObject) -> Iterator[Action]:
    there, uuid = str(row.get("name")), str(row.get("uuid"))
    if (row.get("query") or None) != (body.get("query") or None):
        summary = f"change its query to: {body.get('query') or 'none'}; Contacts, {there}, menu, Edit"
        yield Action("group", there, "manual", "manual", summary, uuid=uuid, body=body, before=row)
    if there != name:
        summary = f'rename it to "{name}": Contacts, {there}, menu, Edit'
        yield Action("group", there, "manual", "manual", summary, uuid=uuid)


def named_actions(missing: Mapping[str, tuple[str, ...]]) -> Iterator[Action]:
    """Labels and topics that flows name and the workspace has not."""
    for kind, names in missing.items():
        yield from (Action(kind, name, "create", "api", "new", body={"name": name}) for name in names)
