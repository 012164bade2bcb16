"""What happens to globals, fields, groups, labels and topics: everything that flows lean on is there before them."""

import re
from collections.abc import Callable, Iterator, Mapping

from flowops.environment import Secret
from flowops.model.json import JsonObject
from flowops.model.kind import FIELD, GLOBAL, GROUP
from flowops.model.plan import Action
from flowops.plan.desired import Desired

Digest = Callable[[str], str]


def global_actions(desired: Desired, digest: Digest) -> Iterator[Action]:
    """A value for each global that the environment declares."""
    rows = desired.rows("global", "key")
    names = {it.identity: it.name for it in desired.bound.export.of(GLOBAL)}
    for key, value in desired.environment.globals.items():
        text = revealed(value).strip()  # as RapidPro stores it
        row = rows.get(key)
        if row is None:
            name = names.get(key, key)
            body: JsonObject = {"key": key, "name": name if derived_key(name) == key else key}
            yield Action("global", key, "create", "api", "new", body=body, digest=digest(text))
        elif str(row.get("value") or "").strip() != text:
            summary = "blank until now" if not str(row.get("value") or "").strip() else "another value"
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
        row = rows.get(document.identity)
        wanted = str(document.body.get("type") or "text")
        if row is None:
            by_api = derived_key(document.name) == document.identity
            yield Action(
                "field", document.identity, "create", "api" if by_api else "import", f"new, {wanted}", body=document.body
            )  # fmt: skip
        elif (there := _type(row)) != wanted:
            summary = f"change its type from {there} to {wanted}: Contacts, Manage fields"
            yield Action(
                "field", document.identity, "manual", "manual", summary, body=document.body, before=row
            )


def _type(row: JsonObject) -> str:
    """`value_type` says numeric, and is all that RapidPro up to 8.2 has."""
    found = str(row.get("type") or row.get("value_type") or "text")
    return {"numeric": "number"}.get(found, found)


def group_actions(desired: Desired) -> Iterator[Action]:
    """Groups that are not there; an import never changes the query of one that is."""
    rows = desired.rows("group")
    for document in desired.bound.export.of(GROUP):
        row, query = rows.get(document.identity), document.body.get("query")
        if row is None:
            kind = "smart" if query else "manual"
            yield Action(
                "group",
                document.name,
                "create",
                "import" if query else "api",
                f"new, {kind}",
                body=document.body,
            )
        else:
            yield from _changed_group(document.name, document.body, row)


def _changed_group(name: str, body: JsonObject, row: JsonObject) -> Iterator[Action]:
    there, uuid = str(row.get("name")), str(row.get("uuid"))
    if (row.get("query") or None) != (body.get("query") or None):
        summary = f"change its query to: {body.get('query') or 'none'}; Contacts, {there}, menu, Edit"
        yield Action("group", there, "manual", "manual", summary, uuid=uuid, body=body, before=row)
    if there != name:
        yield Action(
            "group",
            there,
            "manual",
            "manual",
            f'rename it to "{name}": Contacts, {there}, menu, Edit',
            uuid=uuid,
        )


def named_actions(missing: Mapping[str, tuple[str, ...]]) -> Iterator[Action]:
    """Labels and topics that flows name and the workspace has not."""
    for kind, names in missing.items():
        yield from (Action(kind, name, "create", "api", "new", body={"name": name}) for name in names)
