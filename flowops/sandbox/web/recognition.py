"""Who is behind a request's cookies: what the API asks, and the guard against the wrong workspace."""

import sys

from werkzeug import Request, Response

from flowops.sandbox import answers
from flowops.sandbox.authentication import SIGNED_IN, Caller
from flowops.sandbox.sandbox import Sandbox
from flowops.sandbox.web import csrf
from flowops.sandbox.web.visit import Visit


def recognise(sandbox: Sandbox, request: Request) -> Visit:
    """Looks once at who asks, and leaves word in the request of who has signed in, if anybody has.

    Whatever the session does meanwhile, the guard, the API and the pages go by what was seen here.
    """
    request.max_form_memory_size = request.max_form_parts = sys.maxsize  # what is too large is judged later
    with sandbox.lock:
        visit = Visit(sandbox, request)
        user = visit.user
    if user:
        wrong = csrf.failure(request) or ""
        caller = Caller(user, visit.workspace, session=True, csrf=wrong)
        request.environ[SIGNED_IN] = caller
    return visit


def guarded(visit: Visit) -> Response | None:
    """The refusal of a request that names another workspace than the one its session is in."""
    name, attribute = visit.era.header
    named = visit.request.headers.get(name)
    if not visit.era.guarded or not named or visit.workspace is None:
        return None
    if named == str(getattr(visit.workspace, attribute)):
        return None
    return answers.page("403 Forbidden", "This is not the workspace that was chosen.", 403)
