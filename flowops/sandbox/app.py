"""The WSGI application: every URL of the sandbox, and what may happen to a request on its way."""

import sys
import traceback
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from flowops.sandbox import answers, api, faults, internal
from flowops.sandbox.api import Endpoint
from flowops.sandbox.authentication import authenticate
from flowops.sandbox.control import control
from flowops.sandbox.faults import Fault
from flowops.sandbox.journal import Entry
from flowops.sandbox.listings import listings
from flowops.sandbox.sandbox import Sandbox
from flowops.sandbox.web import imports, routes
from flowops.sandbox.web.recognition import guarded, recognise
from flowops.sandbox.web.visit import Visit

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_LONGEST_LINE = 4094  # gunicorn's default, which RapidPro does not change
_URLS = Map(
    [
        Rule("/api/v2/<name>.json", endpoint="call"),
        Rule("/api/internal/<name>.json", endpoint="internal"),
        Rule("/api/v2/<name>", endpoint="documentation"),
        Rule("/api/v2/", endpoint="documentation", defaults={"name": ""}),
    ],
    strict_slashes=False,
)


class App:
    """Answers one request at a time, from any number of threads."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self._endpoints = {each.name: each for each in _endpoints(sandbox)}
        self._lists = {each.name: each for each in internal.endpoints(sandbox.dialect)}
        self._kinds = {
            "call": self._call,
            "internal": self._internal,
            "documentation": self._documentation,
        }

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with Request(environ) as request:  # closes the files of its form
            response = self._respond(request)
        return response(environ, start_response)

    def _respond(self, request: Request) -> Response:
        try:
            request.get_data()  # or else its body would stand where the connection's next request begins
        except (HTTPException, OSError):
            return answers.page("Bad Request", "The body ends too early, or is badly chunked.", 400)
        imports.work(self.sandbox)
        if request.path.startswith("/sandbox/"):
            return _or_apology(lambda: control(self.sandbox, request))
        return self._logged(request)

    def _logged(self, request: Request) -> Response:
        visit = recognise(self.sandbox, request)
        fault = self._fault(request)
        status: int | None = None
        try:
            response = self._unless(fault, visit)
            status = response.status_code
        finally:
            with self.sandbox.lock:
                self.sandbox.log.append(
                    Entry(request.method, _path(request), status, self._workspace(request))
                )
        if fault and fault.kind == "reset-after":
            faults.reset(request)
        return faults.truncated(response) if fault and fault.kind == "truncate" else response

    def _fault(self, request: Request) -> Fault | None:
        with self.sandbox.lock:
            taking = (each for each in self.sandbox.faults if each.takes(request.method, request.path))
            taken = next(taking, None)
            self.sandbox.faults[:] = [each for each in self.sandbox.faults if each.times > 0]
            return taken

    def _unless(self, fault: Fault | None, visit: Visit) -> Response:
        """The answer, unless a fault prevents that anything is done at all."""
        request = visit.request
        if fault and fault.kind == "status":
            return fault.answer()
        if fault and fault.kind == "reset":
            faults.reset(request)
        if fault and fault.kind == "hang":
            faults.hang(request)
        return _or_apology(lambda: self._answer(visit))

    def _answer(self, visit: Visit) -> Response:
        request = visit.request
        size = len(f"{request.method} {_path(request)} {request.environ.get('SERVER_PROTOCOL')}")
        if size > _LONGEST_LINE:
            return answers.line_too_large(size, _LONGEST_LINE)
        if not request.host:
            return answers.page("Bad Request (400)", "The Host header is none.", 400)
        if refused := guarded(visit):
            return refused
        try:
            kind, values = _URLS.bind("").match(request.path, method="GET")
        except HTTPException:
            return routes.answer(visit)
        with self.sandbox.lock:
            return self._kinds[kind](values["name"], request)

    def _internal(self, name: str, request: Request) -> Response:
        endpoint = self._lists.get(name)
        return api.call(self.sandbox, endpoint, request) if endpoint else _unknown()

    def _call(self, name: str, request: Request) -> Response:
        endpoint = self._endpoints.get(name)
        return api.call(self.sandbox, endpoint, request) if endpoint else _unknown()

    def _documentation(self, name: str, _: Request) -> Response:
        known = name in self._endpoints
        return answers.page(f"/api/v2/{name}", "Add .json to the address.") if known else _unknown()

    def _workspace(self, request: Request) -> str | None:
        try:
            workspace = authenticate(request, self.sandbox).workspace
        except answers.Refusal:
            return None
        return workspace.name if workspace else None


def _unknown() -> Response:
    return answers.page("Page not found", "There is no such page.", 404)


def _or_apology(answer: Callable[[], Response]) -> Response:
    try:
        return answer()
    except Exception:
        traceback.print_exc(file=sys.stderr)
        return answers.plain(answers.SERVER_ERROR, 500)


def _endpoints(sandbox: Sandbox) -> Iterable[Endpoint]:
    yield Endpoint("", api.describe)  # only its page of documentation can be reached
    yield Endpoint("workspace", api.describe)
    yield Endpoint("org", api.describe)
    yield Endpoint("definitions", api.definitions)
    for name, listing in listings(sandbox.dialect).items():
        yield Endpoint(name, api.listed(listing), listing.allow, listing.scope, listing)


def _path(request: Request) -> str:
    """The path with its query as it stood in the request line."""
    return str(request.environ.get("RAW_URI", request.full_path))
