"""Choosing a workspace by its UUID: names are not unique, and forms know only numbers."""

from collections.abc import Collection, Mapping

import requests

from flowops.errors import LoginFailed
from flowops.model.json import JsonObject
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
    chosen = _chosen(browser) if browser.leads_to(came) else {}
    if chosen.get("uuid") == workspace.uuid:
        return
    listed = _listed(browser, door, came)
    path, field = door.choose
    for number in sorted(listed, key=lambda number: listed[number] != workspace.name):
        answer = browser.submit(path, {field: number})
        if browser.leads_to(answer) and _chosen(browser).get("uuid") == workspace.uuid:
            return
    if "name" in chosen:  # the only one is not listed
        listed = {**listed, "": str(chosen["name"])}
    raise _no_access(browser, workspace, email, set(listed.values()))


def _listed(browser: Browser, door: Door, came: requests.Response) -> Mapping[str, str]:
    """The workspaces of the account: number -> name."""
    if door.lists is None:
        return page.workspaces(came.text)
    rows = Api(browser.transport, "/api/internal").all(door.lists)
    return {str(row["id"]): str(row.get("name")) for row in rows if "id" in row}


def _chosen(browser: Browser) -> JsonObject:
    """The workspace that the session is in; empty where it is in none, or may not read there."""
    response = browser.page("/api/v2/workspace.json", {"Accept": "application/json"})
    body = body_of(response) if response.status_code == 200 and is_json(response) else None
    return body if isinstance(body, dict) else {}


def _no_access(browser: Browser, workspace: Workspace, email: str, own: Collection[str]) -> LoginFailed:
    # one of this name is another one, or one where the role does not even allow to read
    has = ", ".join(sorted(own)[:10]) or "none"
    said = "those of that name are others, or closed to it" if workspace.name in own else f"it has {has}"
    named = f"{workspace.name} ({workspace.uuid})"
    return failure("no-access", browser.host, said, email=email, workspace=named)
