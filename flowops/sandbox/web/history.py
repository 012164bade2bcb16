"""The history of a flow: the list of its revisions, and one of them with its definition."""

from collections.abc import Mapping

from werkzeug import Response

from flowops.model.json import Json, JsonObject
from flowops.sandbox import answers
from flowops.sandbox.flow import Flow
from flowops.sandbox.revision import Revision, keep
from flowops.sandbox.web.changes import changes
from flowops.sandbox.web.engine import migrated
from flowops.sandbox.web.findings import Findings, find
from flowops.sandbox.web.upload import broken
from flowops.sandbox.web.visit import Visit
from flowops.sandbox.workspace import Workspace

_SHOWN = 100


def listed(visit: Visit, workspace: Workspace, flow: Flow) -> Response:
    """The newest revisions, the last one first."""
    return answers.json({"results": [*reversed(_rows(visit, workspace, flow, _SHOWN))]})


def read(visit: Visit, workspace: Workspace, flow: Flow, key: str) -> Response:
    """One revision, migrated to the spec that is asked for, or to the server's own."""
    revision = _find(visit, _kept(workspace, flow), flow, key)
    if revision is None:
        return visit.not_found() if visit.era.lost == 404 else broken()
    target = visit.request.args.get("version") or visit.sandbox.dialect.spec_version
    definition = migrated(revision.definition, target)
    if definition is None:
        return broken()
    findings = find(workspace, definition)
    body: JsonObject = {"definition": {**definition, "revision": revision.number}, "issues": findings.issues}
    return answers.json({**body, **described(visit, findings, by_length=True)})


def newest(visit: Visit, workspace: Workspace, flow: Flow) -> Json:
    """The entry of a flow's latest revision."""
    return _rows(visit, workspace, flow, 1)[-1]


def described(visit: Visit, findings: Findings, by_length: bool = False) -> JsonObject:
    """The findings under the names that the server's version has for them."""
    if not visit.era.info:
        return {"metadata": findings.metadata()}
    info = {**findings.info(), "issues": findings.issues}
    plain: JsonObject = {key: info[key] for key in sorted(info)}
    return {"info": _by_length(plain) if by_length else plain, "metadata": plain}


def last_author(visit: Visit, workspace: Workspace, flow: Flow) -> str:
    """What the editor calls the user who saved a flow last."""
    author = _kept(workspace, flow)[-1].author
    return str(_person(visit, author)[visit.era.editing])


def _by_length(value: Json) -> Json:
    """As PostgreSQL orders the keys of what it keeps as binary JSON."""
    if isinstance(value, list):
        return [_by_length(item) for item in value]
    if isinstance(value, dict):
        return {key: _by_length(value[key]) for key in sorted(value, key=lambda key: (len(key), key))}
    return value


def _kept(workspace: Workspace, flow: Flow) -> list[Revision]:
    keep(workspace.revisions, [flow], "")  # what came about in a way that nobody signed
    return workspace.revisions[flow.uuid]


def _find(visit: Visit, kept: list[Revision], flow: Flow, key: str) -> Revision | None:
    if visit.era.info and key == "latest":
        return kept[-1]
    return next((each for each in kept if str(_number(visit, flow, each)) == key), None)


def _number(visit: Visit, flow: Flow, revision: Revision) -> int:
    return visit.sandbox.web.numbers.of("revision", (flow.uuid, revision.number, revision.created_on))


def _rows(visit: Visit, workspace: Workspace, flow: Flow, count: int) -> list[Json]:
    """The entries of the last so many revisions, the oldest first."""
    kept = _kept(workspace, flow)
    for revision in kept:
        _number(visit, flow, revision)  # the older one has the lower number, whichever is shown first
    last = kept[-count:]
    before = kept[-count - 1 : -count]
    definitions = [each.definition for each in (*before, *last)]
    previous = definitions if before else [None, *definitions]
    return [_row(visit, flow, each, earlier) for each, earlier in zip(last, previous, strict=False)]


def _row(visit: Visit, flow: Flow, revision: Revision, before: JsonObject | None) -> Json:
    everything: Mapping[str, Json] = {
        "id": _number(visit, flow, revision),
        "user": _person(visit, revision.author),
        "created_on": revision.created_on.removesuffix("Z") + visit.era.offset,
        "version": revision.definition.get("spec_version"),
        "revision": revision.number,
        "changes": changes(before, revision.definition),
    }
    return {key: everything[key] for key in visit.era.revision}


def _person(visit: Visit, author: str) -> JsonObject:
    email = author or visit.sandbox.login.email
    user = visit.sandbox.users.get(email)
    return {"email": email, "name": user.name if user else email}
