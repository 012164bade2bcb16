"""API v2: the checks that every call goes through, and the calls."""

from collections.abc import Callable
from dataclasses import dataclass

from werkzeug import Request, Response

from flowops.model.json import JsonObject
from flowops.sandbox import answers
from flowops.sandbox.answers import Refusal
from flowops.sandbox.authentication import authenticate
from flowops.sandbox.clock import moment
from flowops.sandbox.definitions import DEPENDENCIES, export
from flowops.sandbox.listings import READ, Listing
from flowops.sandbox.paging import page
from flowops.sandbox.parsing import is_uuid
from flowops.sandbox.rows import Row
from flowops.sandbox.sandbox import Sandbox
from flowops.sandbox.workspace import Workspace

Answer = Callable[[Sandbox, Workspace, Request], JsonObject]


@dataclass(frozen=True)
class Endpoint:
    """One address of the API: how it answers a GET, the methods that it says it knows, its hourly limit."""

    name: str
    answer: Answer
    allow: tuple[str, ...] = READ
    scope: str = "v2"


def call(sandbox: Sandbox, endpoint: Endpoint, request: Request) -> Response:
    """The answer to one call, in the order of RapidPro's checks: form of the answer, token, limit, method."""
    workspace: Workspace | None = None
    try:
        if request.headers.get("Accept") and not request.accept_mimetypes.best_match(("application/json",)):
            raise Refusal(406, "Could not satisfy the request Accept header.")
        workspace = authenticate(request, sandbox.workspaces, sandbox.login.email)
        sandbox.throttle.count(workspace.id, endpoint.scope)
        response = answers.json(_result(sandbox, endpoint, workspace, request))
    except Refusal as refusal:
        response = answers.detail(refusal.detail, refusal.status)
        response.headers.update(refusal.headers)
    response.headers["Allow"] = ", ".join(endpoint.allow)
    if workspace is not None:
        header, attribute = sandbox.dialect.identity
        response.headers[header] = str(getattr(workspace, attribute))
    return response


def _result(sandbox: Sandbox, endpoint: Endpoint, workspace: Workspace, request: Request) -> JsonObject:
    if request.method == "OPTIONS":
        return {"name": endpoint.name, "renders": ["application/json"], "parses": ["application/json"]}
    if request.method not in ("GET", "HEAD"):
        raise Refusal(405, f'Method "{request.method}" not allowed.')
    return endpoint.answer(sandbox, workspace, request)


def describe(_: Sandbox, workspace: Workspace, __: Request) -> JsonObject:
    """`workspace.json`, and `org.json` as it was called before."""
    return {
        "uuid": workspace.uuid,
        "name": workspace.name,
        "country": workspace.country,
        "languages": [*workspace.languages],
        "timezone": workspace.timezone,
        "date_style": "day_first",
        "anon": False,
        "credits": {"used": -1, "remaining": -1},
        "primary_language": workspace.languages[0] if workspace.languages else None,
    }


def definitions(sandbox: Sandbox, workspace: Workspace, request: Request) -> JsonObject:
    """`definitions.json`."""
    dependencies = _parameter(request, "dependencies") or "all"
    if dependencies not in DEPENDENCIES:
        raise Refusal(400, f"dependencies must be one of {', '.join(DEPENDENCIES)}")
    asked = [(kind, uuid) for kind in ("flow", "campaign") for uuid in request.args.getlist(kind)]
    return export(workspace, sandbox.site, asked, dependencies)


def listed(listing: Listing) -> Answer:
    """The answer of a list endpoint: its rows, filtered, by pages."""

    def answer(sandbox: Sandbox, workspace: Workspace, request: Request) -> JsonObject:
        found = workspace.derived(listing.rows)
        for key, test in listing.filters.items():
            if asked := _parameter(request, key):
                if key in listing.uuids and sandbox.dialect.strict_uuids and not is_uuid(asked):
                    raise Refusal(400, f"Param '{key}': {asked} is not a valid UUID.")
                found = [row for row in found if test(row.body[key], asked)]
        if listing.dated:
            found = _between(found, listing.dated, request)
        return page(found, request)

    return answer


def _between(found: list[Row], key: str, request: Request) -> list[Row]:
    before, after = _parameter(request, "before"), _parameter(request, "after")
    if before:
        limit = moment(before) or ""  # what is no date is before everything: RapidPro shows nothing
        found = [row for row in found if str(row.body[key]) <= limit]
    if after:
        limit = moment(after) or "~"
        found = [row for row in found if str(row.body[key]) >= limit]
    return found


def _parameter(request: Request, name: str) -> str:
    return next(reversed(request.args.getlist(name)), "")  # the last one counts, as in Django
