"""Django's protection against forged forms: a cookie, and a token of the same secret in form or header."""

import secrets
from string import ascii_letters, digits

from werkzeug import Request

COOKIE = "csrftoken"
FIELD = "csrfmiddlewaretoken"
HEADER = "X-CSRFToken"
AGE = 31449600  # a year, seen on 7.4.2, 9.0.0 and 26.2.2

_LETTERS = ascii_letters + digits
_SIZE = 32


def new_secret() -> str:
    """What the cookie holds."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_SIZE))


def masked(secret: str) -> str:
    """The secret as a form holds it: another one in every page."""
    mask = new_secret()
    return mask + _added(secret, mask, 1)


def secret_of(token: str | None) -> str | None:
    """The secret in a cookie, a form or a header, plain or masked; None where there is none."""
    if not token or set(token) - set(_LETTERS):
        return None
    if len(token) == 2 * _SIZE:
        return _added(token[_SIZE:], token[:_SIZE], -1)
    return token if len(token) == _SIZE else None


def failure(request: Request) -> str | None:
    """Why a request that changes something is refused, or None where its token is right."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.host}":
        return f"Origin checking failed - {origin} does not match any trusted origins."
    cookie = secret_of(request.cookies.get(COOKIE))
    if cookie is None:
        return "CSRF cookie not set."
    token = request.form.get(FIELD) or request.headers.get(HEADER)
    if token is None:
        return "CSRF token missing."
    return None if secret_of(token) == cookie else "CSRF token incorrect."


def _added(text: str, mask: str, sign: int) -> str:
    pairs = zip(text, mask, strict=True)
    places = (_LETTERS.index(one) + sign * _LETTERS.index(other) for one, other in pairs)
    return "".join(_LETTERS[place % len(_LETTERS)] for place in places)
