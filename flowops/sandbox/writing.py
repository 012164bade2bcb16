"""POST and DELETE of the API: which object is meant, what the body is, and what is answered."""

import json
from collections.abc import Callable, Mapping
from typing import NoReturn

import orjson
from werkzeug import Request, Response

from flowops.model.json import Json, JsonObject
from flowops.sandbox import answers
from flowops.sandbox.answers import Refusal
from flowops.sandbox.listings import Listing
from flowops.sandbox.parameters import insist, parameter
from flowops.sandbox.parsing import optional
from flowops.sandbox.resources import Resource
from flowops.sandbox.resources.values import refuse
from flowops.sandbox.workspace import Workspace

_STATES = ("flagged", "suspended")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def post(workspace: Workspace, listing: Listing, resource: Resource, request: Request) -> Response:
    """Creates an object, or changes the one that the URL names; the limit comes before a look at the body."""
    row = _row(workspace, listing, resource, request)
    if row is None and resource.count(workspace) >= workspace.limit:
        raise Refusal(409, f"Cannot create object because workspace has reached limit of {workspace.limit}.")
    if row and row.get("system"):
        raise Refusal(403, "Cannot modify system object.")
    given = _body(workspace, request)
    if not _storable(given):
        return answers.plain(answers.SERVER_ERROR, 500)
    identity = resource.save(workspace, given, row)
    workspace.changed()
    saved = (
        each.body for each in workspace.derived(listing.rows) if each.body[resource.identity] == identity
    )
    return answers.json(next(saved), 200 if row else 201)


def delete(workspace: Workspace, listing: Listing, resource: Resource, request: Request) -> Response:
    """Deletes the object that the URL names."""
    row = _row(workspace, listing, resource, request)
    if row is None:
        raise Refusal(400, f"URL must contain one of the following parameters: {resource.lookup}")
    if row.get("system"):
        raise Refusal(403, "Cannot delete system object.")
    resource.remove(workspace, optional(row, resource.identity))
    workspace.changed()
    return Response(b"", 204)


METHODS: Mapping[str, Callable[[Workspace, Listing, Resource, Request], Response]] = {
    "POST": post,
    "DELETE": delete,
}


def _row(workspace: Workspace, listing: Listing, resource: Resource, request: Request) -> JsonObject | None:
    """What the list shows of the object that the URL names, or nothing where it names none."""
    if resource.lookup is None or not (asked := parameter(request, resource.lookup)):
        return None
    if resource.lookup == "uuid" and workspace.dialect.strict_lookups:
        insist(resource.lookup, asked)
    for row in workspace.derived(listing.rows):
        if str(row.body[resource.lookup]).lower() == asked.lower():
            return row.body
    named = workspace.dialect.named_404
    raise Refusal(404, f"No {resource.model} matches the given query." if named else "Not found.")


def _body(workspace: Workspace, request: Request) -> JsonObject:
    given = _parsed(request)
    if not isinstance(given, dict):
        raise refuse("Request body should be a single JSON object")
    for state in _STATES:
        if getattr(workspace, state):
            raise refuse(
                f"Sorry, your workspace is currently {state}. "
                "To enable sending messages, please contact support."
            )
    return given


def _storable(given: JsonObject) -> bool:
    """Whether the database would take it: half characters and huge numbers make RapidPro fail."""
    try:
        orjson.dumps(given)
    except TypeError:
        return False
    return True


def _parsed(request: Request) -> Json:
    content = request.get_data()
    if not content or request.mimetype in _FORMS:
        return {**request.form.to_dict()}
    if request.mimetype != "application/json":
        raise Refusal(415, f'Unsupported media type "{request.content_type or ""}" in request.')
    try:
        value: Json = json.loads(content.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, f"JSON parse error - {error}") from error
    return value


def _no_constant(constant: str) -> NoReturn:
    raise ValueError(f"Out of range float values are not JSON compliant: {constant!r}")
