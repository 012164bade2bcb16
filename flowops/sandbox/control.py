"""The calls under `/sandbox/`: what RapidPro has no URL for."""

from collections.abc import Callable, Mapping

import orjson
from werkzeug import Request, Response

from flowops.errors import FormatError
from flowops.model.json import Json
from flowops.sandbox import answers, faults, waiting
from flowops.sandbox.parsing import as_object
from flowops.sandbox.sandbox import Sandbox
from flowops.sandbox.workspace import Workspace

_THROTTLE = 'a throttle is {"limit": calls an hour or null, "retry_after": true or false}'


def control(sandbox: Sandbox, request: Request) -> Response:
    """Answers one of the calls; they need no token and leave no trace."""
    name = request.path.removeprefix("/sandbox/").removesuffix(".json")
    methods = CALLS.get(name, {})
    if not methods:
        return answers.detail("Not found.", 404)
    if request.method not in methods:
        return answers.detail(f'Method "{request.method}" not allowed.', 405)
    try:
        with sandbox.lock:
            return answers.json(methods[request.method](sandbox, request))
    except FormatError as error:
        return answers.detail(str(error), 400)


def _body(request: Request) -> Json:
    try:
        body: Json = orjson.loads(request.get_data())
    except orjson.JSONDecodeError as error:
        raise FormatError(f"the body is not JSON: {error}") from error
    return body


def _add_faults(sandbox: Sandbox, request: Request) -> Json:
    added = faults.parsed(_body(request))
    sandbox.faults += added
    return {"faults": len(added)}


def _set_throttle(sandbox: Sandbox, request: Request) -> Json:
    body = as_object(_body(request), "the body")
    limit, retry_after = body.get("limit"), body.get("retry_after")
    if isinstance(limit, bool) or not isinstance(limit, int | None) or (limit or 0) < 0:
        raise FormatError(_THROTTLE)
    if not isinstance(retry_after, bool | None):
        raise FormatError(_THROTTLE)
    sandbox.throttle.limit = sandbox.dialect.hourly_limit if limit is None else limit
    sandbox.throttle.retry_after = retry_after
    return {"limit": sandbox.throttle.limit, "retry_after": retry_after}


def _put_waiting(sandbox: Sandbox, request: Request) -> Json:
    body = as_object(_body(request), "the body")
    workspace = _workspace(sandbox, str(body.get("workspace", "")))
    waiting.put(workspace, body)
    return waiting.shown(workspace)


def _show_waiting(sandbox: Sandbox, request: Request) -> Json:
    return waiting.shown(_workspace(sandbox, request.args.get("workspace", "")))


def _workspace(sandbox: Sandbox, asked: str) -> Workspace:
    """The workspace of that name, in any letter case, UUID or number."""
    for workspace in sandbox.workspaces:
        if asked.lower() in (workspace.name.lower(), workspace.uuid, str(workspace.id)):
            return workspace
    raise FormatError(f"there is no workspace {asked}".rstrip())


def _show_log(sandbox: Sandbox, _: Request) -> Json:
    return [entry.as_json() for entry in sandbox.log]


def _clear_log(sandbox: Sandbox, _: Request) -> Json:
    sandbox.log.clear()
    return []


CALLS: Mapping[str, Mapping[str, Callable[[Sandbox, Request], Json]]] = {
    "faults": {"POST": _add_faults},
    "throttle": {"POST": _set_throttle},
    "waiting": {"POST": _put_waiting, "GET": _show_waiting},
    "log": {"GET": _show_log, "DELETE": _clear_log},
}
