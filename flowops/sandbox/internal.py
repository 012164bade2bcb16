"""The API that RapidPro's own pages read: only somebody with a session may, and it counts against no limit."""

from collections.abc import Iterator
from functools import partial

from werkzeug import Request

from flowops.model.json import JsonObject
from flowops.sandbox import api, rows
from flowops.sandbox.api import Endpoint
from flowops.sandbox.authentication import Caller
from flowops.sandbox.dialects import Dialect
from flowops.sandbox.listings import Listing
from flowops.sandbox.paging import page
from flowops.sandbox.rows import Row
from flowops.sandbox.sandbox import Sandbox

_ORGS = "orgs"


def endpoints(dialect: Dialect) -> Iterator[Endpoint]:
    """The lists that the dialect has."""
    for name in dialect.internal:
        if name == _ORGS:
            yield Endpoint(name, _orgs, session_only=True, anywhere=True)
        else:
            answer = api.listed(Listing(partial(rows.assets, kind=name)))
            yield Endpoint(name, answer, session_only=True)


def _orgs(sandbox: Sandbox, caller: Caller, request: Request) -> JsonObject:
    """The workspaces of the user, with the numbers that a switch wants."""
    own = [each for each in sandbox.workspaces if each.id in caller.user.roles]
    return page([Row(f"{each.id:09}", {"id": each.id, "name": each.name}) for each in own], request)
