"""The editor's save: what is refused, what the server puts in its place, and the revision that it makes."""

import orjson
from werkzeug import Response

from flowops.model.json import Json, JsonObject
from flowops.sandbox import answers
from flowops.sandbox.flow import Flow
from flowops.sandbox.revision import keep
from flowops.sandbox.web import history
from flowops.sandbox.web.engine import refusal, version_of
from flowops.sandbox.web.findings import find
from flowops.sandbox.web.upload import broken
from flowops.sandbox.web.visit import Instead, Visit
from flowops.sandbox.workspace import Workspace

_OLDEST = (13,)
_RELOAD = "refresh your browser."
_STALE = f"%s is currently editing this Flow. Your changes will not be saved until you {_RELOAD}"
_UPGRADED = (
    f"Your flow has been upgraded to the latest version. In order to continue editing, please {_RELOAD}"
)
_INVALID = f"Your flow failed validation. Please {_RELOAD}"
_OTHERWISE = f"Your flow could not be saved. Please {_RELOAD}"


class _Unsaved(Exception):
    """The save is refused: the words for it, and the engine's reason."""


def save(visit: Visit, workspace: Workspace, flow: Flow) -> Response:
    """Saves a definition as the newest revision of a flow; every UUID in it stays what it is."""
    body = _posted(visit)
    try:
        _check(visit, workspace, flow, body)
        definition = _settled(visit, flow, body)
        if reason := refusal(definition, visit.sandbox.dialect):
            raise _Unsaved(_INVALID, reason)
    except _Unsaved as unsaved:
        description, detail = unsaved.args
        return answers.json({"status": "failure", "description": description, "detail": detail}, 400)
    if not (visit.era.stamps and definition == flow.definition):
        _revise(visit, workspace, definition)
    return _success(visit, workspace, workspace.flows[flow.uuid])


def _posted(visit: Visit) -> JsonObject:
    try:
        body = orjson.loads(visit.request.get_data())
        orjson.dumps(body)
    except (orjson.JSONDecodeError, TypeError) as error:  # TypeError: deeper than can be answered again
        raise Instead(broken()) from error  # seen on 7.4.2, 9.0.0 and 26.2.2
    if not isinstance(body, dict):
        raise Instead(broken())
    return body


def _check(visit: Visit, workspace: Workspace, flow: Flow, body: JsonObject) -> None:
    spec = version_of(body.get("spec_version"))
    if spec is None:
        raise _Unsaved(_OTHERWISE, None)
    if spec < _OLDEST:
        raise _Unsaved(_UPGRADED, None)
    read = body.get("revision")
    if read is None:
        return  # a blind overwrite, seen on 7.4.2, 9.0.0 and 26.2.2
    if not isinstance(read, int | float):
        raise _Unsaved(_OTHERWISE, None)
    if read < flow.revision:
        raise _Unsaved(_STALE % history.last_author(visit, workspace, flow), None)


def _settled(visit: Visit, flow: Flow, body: JsonObject) -> JsonObject:
    """The body with what the database knows better: it can neither rename the flow nor change its expiry."""
    known: JsonObject = {"uuid": flow.uuid, "name": flow.name, "expire_after_minutes": flow.expires}
    if visit.era.stamps:
        known["spec_version"] = visit.sandbox.dialect.spec_version  # without a migration, seen on 26.2.2
    kept: dict[str, Json] = {key: value for key, value in body.items() if key != "revision"}
    return {**kept, **known}


def _revise(visit: Visit, workspace: Workspace, definition: JsonObject) -> None:
    keep(workspace.revisions, [workspace.revise(definition)], visit.user.email if visit.user else "")
    workspace.changed()


def _success(visit: Visit, workspace: Workspace, flow: Flow) -> Response:
    findings = find(workspace, flow.definition)
    body: JsonObject = {
        "status": "success",
        "saved_on": flow.modified_on,
        "revision": history.newest(visit, workspace, flow),
        "issues": findings.issues,
    }
    return answers.json({**body, **history.described(visit, findings)})
