"""API v2: the checks that every call goes through, and what it reads."""

from collections.abc import Callable
from dataclasses import dataclass

from werkzeug import Request, Response

from flowops.model.json import JsonObject
from flowops.sandbox import answers, writing
from flowops.sandbox.answers import Refusal
from flowops.sandbox.authentication import Caller, authenticate, permit, signed_in
from flowops.sandbox.clock import moment
from flowops.sandbox.definitions import DEPENDENCIES, export
from flowops.sandbox.listings import READ, Listing
from flowops.sandbox.paging import page
from flowops.sandbox.parameters import insist, parameter
from flowops.sandbox.resources import RESOURCES
from flowops.sandbox.rows import Row
from flowops.sandbox.sandbox import Sandbox

Answer = Callable[[Sandbox, Caller, Request], JsonObject]


@dataclass(frozen=True)
class Endpoint:
    """One address of the API: how it answers a GET, the methods that it knows, its hourly limit, its list.

    session_only  a token does not open it
    anywhere      it answers a session too that is in no workspace
    """

    name: str
    answer: Answer
    allow: tuple[str, ...] = READ
    scope: str = "v2"
    listing: Listing | None = None
    session_only: bool = False
    anywhere: bool = False


def call(sandbox: Sandbox, endpoint: Endpoint, request: Request) -> Response:
    """The answer to one call, in the order of RapidPro's checks: form of the answer, user, role, limit, method."""
    caller: Caller | None = None
    try:
        if request.headers.get("Accept") and not request.accept_mimetypes.best_match(("application/json",)):
            raise Refusal(406, "Could not satisfy the request Accept header.")
        caller = _caller(sandbox, endpoint, request)
        permit(caller, request.method, endpoint.anywhere)
        if not caller.session:
            sandbox.throttle.count(caller.place.id, endpoint.scope)
        response = _result(sandbox, endpoint, caller, request)
    except Refusal as refusal:
        response = answers.json(refusal.body, refusal.status)
        response.headers.update(refusal.headers)
    response.headers["Allow"] = ", ".join(endpoint.allow)
    if caller and caller.workspace and (caller.session or sandbox.dialect.token_identity):
        header, attribute = sandbox.dialect.identity
        response.headers[header] = str(getattr(caller.workspace, attribute))
    return response


def _caller(sandbox: Sandbox, endpoint: Endpoint, request: Request) -> Caller:
    if not endpoint.session_only:
        return authenticate(request, sandbox)
    if caller := signed_in(request):
        return caller
    raise Refusal(403, answers.NOBODY)


def _result(sandbox: Sandbox, endpoint: Endpoint, caller: Caller, request: Request) -> Response:
    if request.method == "OPTIONS":
        known: JsonObject = {"renders": ["application/json"], "parses": ["application/json"]}
        return answers.json({"name": endpoint.name, **known})
    if request.method not in endpoint.allow:
        raise Refusal(405, f'Method "{request.method}" not allowed.')
    if endpoint.listing and (write := writing.METHODS.get(request.method)):
        return write(caller.place, endpoint.listing, RESOURCES[endpoint.name], request)
    return answers.json(endpoint.answer(sandbox, caller, request))


def describe(_: Sandbox, caller: Caller, __: Request) -> JsonObject:
    """`workspace.json`, and `org.json` as it was called before."""
    workspace = caller.place
    credits = workspace.dialect.credits
    everything: JsonObject = {
        "uuid": workspace.uuid,
        "name": workspace.name,
        "country": workspace.country,
        "languages": [*workspace.languages],
        "timezone": workspace.timezone,
        "date_style": "day_first",
        "anon": False,
        "credits": {"used": credits, "remaining": credits},
        "primary_language": workspace.languages[0] if workspace.languages else None,
    }
    return {column: everything[column] for column in workspace.dialect.workspace}


def definitions(sandbox: Sandbox, caller: Caller, request: Request) -> JsonObject:
    """`definitions.json`."""
    dependencies = parameter(request, "dependencies") or "all"
    if dependencies not in DEPENDENCIES:
        raise Refusal(400, f"dependencies must be one of {', '.join(DEPENDENCIES)}")
    asked = [(kind, uuid) for kind in ("flow", "campaign") for uuid in request.args.getlist(kind)]
    return export(caller.place, sandbox.site, asked, dependencies)


def listed(listing: Listing) -> Answer:
    """The answer of a list endpoint: its rows, filtered, by pages."""

    def answer(sandbox: Sandbox, caller: Caller, request: Request) -> JsonObject:
        found = caller.place.derived(listing.rows)
        if sum(key in request.args for key in listing.exclusive) > 1:
            named = ", ".join(listing.exclusive)
            raise Refusal(400, f"You may only specify one of the {named} parameters")
        for key, test in listing.filters.items():
            if asked := parameter(request, key):
                if key in listing.uuids and sandbox.dialect.strict_uuids:
                    insist(key, asked)
                found = [row for row in found if test(row.body[listing.keys.get(key, key)], asked)]
        if listing.dated:
            found = _between(found, listing.dated, request)
        return page(found, request)

    return answer


def _between(found: list[Row], key: str, request: Request) -> list[Row]:
    before, after = parameter(request, "before"), parameter(request, "after")
    if before:
        limit = moment(before) or ""  # what is no date is before everything: RapidPro shows nothing
        found = [row for row in found if str(row.body[key]) <= limit]
    if after:
        limit = moment(after) or "~"
        found = [row for row in found if str(row.body[key]) >= limit]
    return found
