"""Whose call it is: a session's, or that of a token, which belongs to one user in one workspace."""

from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug import Request
from werkzeug.datastructures import Authorization

from flowops.sandbox.answers import NOBODY, PERMISSION, Refusal
from flowops.sandbox.sandbox import Sandbox
from flowops.sandbox.user import User
from flowops.sandbox.workspace import Workspace

SIGNED_IN = "flowops.signed_in"
"""Under this key of a request's environment stands the `Caller` whom its cookies make known, if they do."""


@dataclass(frozen=True)
class Caller:
    """Who is asking, in which workspace, and whether by a session, which no limit counts.

    `workspace` is None where a session has not chosen one; `csrf` says what is wrong with its CSRF token.
    """

    user: User
    workspace: Workspace | None
    session: bool = False
    csrf: str = ""

    @property
    def place(self) -> Workspace:
        """The workspace, where it is certain that there is one."""
        assert self.workspace
        return self.workspace


def authenticate(request: Request, sandbox: Sandbox) -> Caller:
    """Who is asking; RapidPro says 403 where nobody is known, never 401. A session goes before a token."""
    if caller := signed_in(request):
        return caller
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "token":
        return _by_token(credentials.strip(), sandbox)
    if scheme.lower() == "basic":
        return _by_basic(request, sandbox)
    raise Refusal(403, NOBODY)


def signed_in(request: Request) -> Caller | None:
    """Whom the cookies make known, if they do."""
    caller = request.environ.get(SIGNED_IN)
    return caller if isinstance(caller, Caller) else None


def permit(caller: Caller, method: str, anywhere: bool = False) -> None:
    """Refuses what the caller may not do where they are; a session without a valid CSRF token may only read.

    `anywhere`: they need not be in a workspace.
    """
    if caller.csrf and method not in ("GET", "HEAD", "OPTIONS"):
        raise Refusal(403, f"CSRF Failed: {caller.csrf}")
    if anywhere:
        return
    if caller.workspace is None or not caller.user.may(method, caller.workspace.id):
        raise Refusal(403, PERMISSION)


def _by_token(token: str, sandbox: Sandbox) -> Caller:
    if not token:
        raise Refusal(403, "Invalid token header. No credentials provided.")
    if " " in token:
        raise Refusal(403, "Invalid token header. Token string should not contain spaces.")
    return _caller(token, sandbox.users.values(), sandbox, "Invalid token")


def _by_basic(request: Request, sandbox: Sandbox) -> Caller:
    given = _authorization(request)
    if given is None or given.username is None or given.password is None:
        raise Refusal(403, "Invalid basic header. Credentials not correctly base64 encoded.")
    users = [user for email, user in sandbox.users.items() if email == given.username]
    return _caller(given.password, users, sandbox, "Invalid token or email")


def _authorization(request: Request) -> Authorization | None:
    try:
        return request.authorization
    except ValueError:  # what is not even ASCII
        return None


def _caller(token: str, users: Iterable[User], sandbox: Sandbox, otherwise: str) -> Caller:
    for user in users:
        for number, own in user.tokens.items():
            if own == token:
                return Caller(user, sandbox.workspaces[number - 1])
    raise Refusal(403, otherwise)
