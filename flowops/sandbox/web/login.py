"""Signing in and out, as RapidPro did it itself and as django-allauth does it since."""

import hmac
from urllib.parse import quote

from werkzeug import Response

from flowops.sandbox.user import User
from flowops.sandbox.web import html
from flowops.sandbox.web.visit import Visit

_WRONG = (
    "Please enter a correct username and password. Note that both fields may be case-sensitive.",
    "The email address and/or password you specified are not correct.",
)
CHOICE = "/org/choose/"
FAILED = "/users/user/failed/"


def own_login(visit: Visit) -> Response:
    """RapidPro's own form; five wrong passwords lock the address for ten minutes."""
    if visit.request.method != "POST":
        return _form(visit, "username", {})
    email, limit = visit.text("username").lower(), visit.sandbox.web.limits.own
    user = _known(visit, email)
    if user is None:
        limit.count(email)
    if limit.full(email):
        return visit.redirect(FAILED)
    if user is None:
        return _form(visit, "username", _missing(visit, "username") or {"": _WRONG[0]})
    limit.forget(email)
    return _first_factor(visit, user, f"/users/two-factor/verify/?next={quote(_next(visit))}")


def allauth_login(visit: Visit) -> Response:
    """django-allauth's form; who tries too often is told so with status 429."""
    if visit.user:
        return visit.redirect(_next(visit) or CHOICE)
    if visit.request.method != "POST":
        if visit.session is None:
            visit.begin()
        return _form(visit, "login", {})
    email, limits = visit.text("login").lower(), visit.sandbox.web.limits
    host = visit.request.remote_addr or ""
    if limits.host_attempts.full(host) or limits.host_failures.full(host) or limits.failures.full(email):
        return visit.page(
            "Too Many Requests", html.paragraph("You are sending too many requests."), status=429
        )
    limits.host_attempts.count(host)
    user = _known(visit, email)
    if user is None:
        limits.failures.count(email)
        limits.host_failures.count(host)
        return _form(visit, "login", _missing(visit, "login") or {"": _WRONG[1]})
    limits.failures.forget(email)
    if not user.confirmed:
        return visit.redirect("/accounts/confirm-email/")
    return _first_factor(visit, user, "/accounts/2fa/authenticate/")


def logout(visit: Visit) -> Response:
    """Ends the session; django-allauth asks first."""
    if visit.era.allauth and visit.request.method != "POST":
        return visit.form_page("Sign Out", (), {}, html.paragraph("Are you sure you want to sign out?"))
    visit.sign_out()
    return visit.redirect("/")


def enter(visit: Visit, user: User) -> Response:
    """The user is who they say: on to the workspaces, or to where they wanted to go."""
    further = _next(visit) or (visit.session.next if visit.session else "")
    visit.sign_in(user)
    return visit.redirect(further or CHOICE)


def _first_factor(visit: Visit, user: User, second: str) -> Response:
    if not user.secret:
        return enter(visit, user)
    begun = visit.begin()
    begun.pending, begun.next = user.email, _next(visit) if visit.era.allauth else ""
    return visit.redirect(second)


def _known(visit: Visit, email: str) -> User | None:
    user = next((each for each in visit.sandbox.users.values() if each.email.lower() == email), None)
    given = visit.request.form.get("password", "").encode()
    return user if user and hmac.compare_digest(user.password.encode(), given) else None


def _missing(visit: Visit, name: str) -> dict[str, str]:
    return {key: "This field is required." for key in (name, "password") if not visit.request.form.get(key)}


def _next(visit: Visit) -> str:
    """Where to go afterwards, if that is on this server."""
    wanted = visit.request.values.get("next", "")
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else ""


def _form(visit: Visit, name: str, wrong: dict[str, str]) -> Response:
    if visit.era.allauth:
        fields = [html.drawn(name), html.drawn("password")]
    else:
        fields = [html.field(name), html.field("password", kind="password")]
    return visit.form_page("Sign In", fields, wrong)
