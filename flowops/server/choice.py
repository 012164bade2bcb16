"""Choosing a workspace by its UUID: names are not unique, and forms know only numbers."""

from collections.abc import Mapping

import requests

from flowops.errors import LoginFailed
from flowops.model.workspace import Workspace
from flowops.server import page
from flowops.server.answer import is_json
from flowops.server.api import Api
from flowops.server.browser import Browser
from flowops.server.delivery import body_of
from flowops.server.login import failure
from flowops.server.web import CHOICE, Door


def choose(browser: Browser, door: Door, workspace: Workspace, email: str) -> None:
    """Be in this workspace, and in no other. Raises LoginFailed where the account cannot."""
    came = browser.page(CHOICE)
    if browser.leads_to(came) and _chosen(browser) == workspace.uuid:
        return
    listed = _listed(browser, door, came)
    path, field = door.choose
    for number in sorted(listed, key=lambda number: listed[number] != workspace.name):
        answer = browser.submit(path, {field: number})
        if browser.leads_to(answer) and _chosen(browser) == workspace.uuid:
            return
    raise _no_access(browser, workspace, email, listed)


def _listed(browser: Browser, door: Door, came: requests.Response) -> Mapping[str, str]:
    """The workspaces of the account: number -> name."""
    if door.lists is None:
        return page.workspaces(came.text)
    rows = Api(browser.transport, "/api/internal").all(door.lists)
    return {str(row["id"]): str(row.get("name")) for row in rows if "id" in row}


def _chosen(browser: Browser) -> str | None:
    """The UUID of the workspace that the session is in; None where it is in none, or may not read there."""
    response = browser.page("/api/v2/workspace.json", {"Accept": "application/json"})
    body = body_of(response) if response.status_code == 200 and is_json(response) else None
    uuid = body.get("uuid") if isinstance(body, dict) else None
    return uuid if isinstance(uuid, str) else None


def _no_access(browser: Browser, workspace: Workspace, email: str, listed: Mapping[str, str]) -> LoginFailed:
    names = {"email": email, "workspace": f"{workspace.name} ({workspace.uuid})"}
    if workspace.name in listed.values():
        # one of this name that is another, or where the role does not even allow to read
        return failure("no-access", browser.host, "those of that name are others, or closed to it", **names)
    own = ", ".join(sorted(set(listed.values()))[:10])
    return failure("no-access", browser.host, f"it has {own or 'none'}", **names)
