"""The API that RapidPro's own pages read: only somebody with a session may, and it counts against no limit."""

from functools import cache, partial

from werkzeug import Request, Response

from flowops.model.json import JsonObject
from flowops.sandbox import answers, rows
from flowops.sandbox.answers import Refusal
from flowops.sandbox.authentication import Caller, signed_in
from flowops.sandbox.dialects import Dialect
from flowops.sandbox.listings import READ
from flowops.sandbox.paging import page
from flowops.sandbox.rows import Row
from flowops.sandbox.sandbox import Sandbox

_ORGS = "orgs"


def call(sandbox: Sandbox, name: str, request: Request) -> Response:
    """The answer to one call of a list that the dialect has."""
    caller = signed_in(request)
    try:
        response = answers.json(_page(sandbox, name, caller, request))
    except Refusal as refusal:
        response = answers.json(refusal.body, refusal.status)
    response.headers["Allow"] = ", ".join(READ)
    if caller and caller.workspace:
        header, attribute = sandbox.dialect.identity
        response.headers[header] = str(getattr(caller.workspace, attribute))
    return response


def _page(sandbox: Sandbox, name: str, caller: Caller | None, request: Request) -> JsonObject:
    if caller is None:
        raise Refusal(403, answers.NOBODY)
    if request.method not in READ:
        raise Refusal(405, f'Method "{request.method}" not allowed.')
    if name == _ORGS:
        return page(_orgs(sandbox, caller), request)
    if caller.workspace is None:
        raise Refusal(403, answers.PERMISSION)
    return page(caller.workspace.derived(_lists(sandbox.dialect)[name]), request)


def _orgs(sandbox: Sandbox, caller: Caller) -> list[Row]:
    """The workspaces of the user, with the numbers that a switch wants."""
    own = [each for each in sandbox.workspaces if each.id in caller.user.roles]
    return [Row(f"{each.id:09}", {"id": each.id, "name": each.name}) for each in own]


@cache
def _lists(dialect: Dialect) -> dict[str, "partial[list[Row]]"]:
    return {name: partial(rows.assets, kind=name) for name in dialect.internal}
