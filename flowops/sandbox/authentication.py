"""Whose call it is: a token belongs to one user in one workspace."""

from collections.abc import Iterable

from werkzeug import Request

from flowops.sandbox.answers import Refusal
from flowops.sandbox.workspace import Workspace


def authenticate(request: Request, workspaces: Iterable[Workspace], email: str) -> Workspace:
    """The workspace of the call; RapidPro says 403 where there is none, never 401."""
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "token":
        return _by_token(credentials.strip(), workspaces)
    if scheme.lower() == "basic":
        return _by_basic(request, workspaces, email)
    raise Refusal(403, "Authentication credentials were not provided.")


def _by_token(token: str, workspaces: Iterable[Workspace]) -> Workspace:
    if not token:
        raise Refusal(403, "Invalid token header. No credentials provided.")
    if " " in token:
        raise Refusal(403, "Invalid token header. Token string should not contain spaces.")
    return _workspace(token, workspaces, "Invalid token")


def _by_basic(request: Request, workspaces: Iterable[Workspace], email: str) -> Workspace:
    given = request.authorization
    if given is None or given.username is None or given.password is None:
        raise Refusal(403, "Invalid basic header. Credentials not correctly base64 encoded.")
    workspace = _workspace(given.password, workspaces, "Invalid token or email")
    if given.username != email:
        raise Refusal(403, "Invalid token or email")
    return workspace


def _workspace(token: str, workspaces: Iterable[Workspace], otherwise: str) -> Workspace:
    for workspace in workspaces:
        if workspace.token == token:
            return workspace
    raise Refusal(403, otherwise)
