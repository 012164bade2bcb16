"""The second factor: six digits from an authenticator, or one of the codes kept for when it is lost."""

from werkzeug import Response

from flowops.sandbox.user import User
from flowops.sandbox.web import html, totp
from flowops.sandbox.web.login import FAILED, enter
from flowops.sandbox.web.visit import Instead, Visit


def own_verify(visit: Visit) -> Response:
    """RapidPro's own page for the digits."""
    user = _pending(visit)
    right = totp.right(user.secret, visit.text("otp"), visit.sandbox.web.time(), late=1)
    return _checked(visit, user, "otp", right, "Incorrect OTP. Please try again.")


def own_backup(visit: Visit) -> Response:
    """RapidPro's own page for a backup code."""
    user = _pending(visit)
    used = visit.request.method == "POST" and _spent(user, visit.text("token"))
    return _checked(visit, user, "token", used, "Invalid backup token. Please try again.")


def allauth_authenticate(visit: Visit) -> Response:
    """django-allauth's page, which takes either."""
    user = _pending(visit)
    given = visit.text("code")
    if visit.request.method != "POST":
        return _form(visit, "code", {})
    if _good_once(visit, user, given) or _spent(user, given):
        return enter(visit, user)
    return _form(visit, "code", {"": "Incorrect code."})


def _checked(visit: Visit, user: User, name: str, right: bool, otherwise: str) -> Response:
    if visit.request.method != "POST":
        return _form(visit, name, {})
    limit = visit.sandbox.web.limits.own
    if not right:
        limit.count(user.email)
    if limit.full(user.email):
        return visit.redirect(FAILED)
    return enter(visit, user) if right else _form(visit, name, {"": otherwise})


def _pending(visit: Visit) -> User:
    """Who has given the right password; nobody else comes here."""
    email = visit.session.pending if visit.session else None
    user = visit.sandbox.users.get(email or "")
    if user is None:
        raise Instead(visit.redirect(visit.era.login))
    return user


def _good_once(visit: Visit, user: User, digits: str) -> bool:
    """Whether the digits are those of now, and nobody has signed in with them yet."""
    now, known = visit.sandbox.web.time(), visit.sandbox.web.digits
    if now - known.get((user.email, digits), 0) < totp.STEP or not totp.right(user.secret, digits, now):
        return False
    known[user.email, digits] = now
    return True


def _spent(user: User, code: str) -> bool:
    if code not in user.backup_codes:
        return False
    user.backup_codes.remove(code)
    return True


def _form(visit: Visit, name: str, wrong: dict[str, str]) -> Response:
    return visit.form_page("Two-Factor Authentication", [html.field(name)], wrong)
