"""Every address of the web pages, and the checks that a request goes through on its way there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from werkzeug import Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from flowops.sandbox import answers
from flowops.sandbox.web import choice, csrf, editor, imports, login, pages, settings, twofactor
from flowops.sandbox.web.eras import Era
from flowops.sandbox.web.visit import EDITORS, Instead, Visit

_LONGEST_BODY = 2621440  # Django's default, seen on 7.4.2, 9.0.0 and 26.2.2
_FREE = ("GET", "HEAD", "OPTIONS")
_READERS = (*EDITORS, "viewer")


@dataclass(frozen=True)
class Page:
    """One address.

    view     what answers, with what the address holds besides
    roles    who may come here, signed in and in a workspace; None: whoever comes
    known    whether one has to have signed in
    posted   whether a form can be sent back to it
    waits    the answer may take long, and the view locks the sandbox by itself
    """

    path: str
    view: Callable[..., Response]
    roles: tuple[str, ...] | None = None
    known: bool = True
    posted: bool = True
    waits: bool = False


def answer(visit: Visit) -> Response:
    """The answer of a web page."""
    try:
        page, values = _page(visit)
        _check(visit, page)
        if page.waits:
            return visit.sealed(page.view(visit, **values))
        with visit.sandbox.lock:
            return visit.sealed(page.view(visit, **values))
    except Instead as instead:
        return visit.sealed(instead.response)


def _page(visit: Visit) -> tuple[Page, dict[str, str]]:
    urls = _urls(visit.era).bind("")
    try:
        page, values = urls.match(visit.request.path, method="GET")
    except HTTPException as error:
        path = f"{visit.request.path}/"
        if visit.request.method in _FREE and urls.test(path, method="GET"):
            query = visit.request.query_string.decode("latin-1")
            raise Instead(visit.redirect(f"{path}?{query}" if query else path, 301)) from error
        raise Instead(visit.not_found()) from error
    return page, dict(values)


def _check(visit: Visit, page: Page) -> None:
    request = visit.request
    if request.method not in _FREE:
        _check_post(visit, page)
    if page.known and visit.user is None:
        raise Instead(visit.to_login())
    if page.roles is None:
        return
    if visit.workspace is None:
        raise Instead(visit.redirect(login.CHOICE))
    if visit.role not in page.roles:
        raise Instead(visit.to_login())


def _check_post(visit: Visit, page: Page) -> None:
    large = len(visit.request.get_data()) > _LONGEST_BODY
    form = visit.request.mimetype == "application/x-www-form-urlencoded"
    if large and form:
        raise Instead(_too_large())
    if reason := csrf.failure(visit.request):
        response = answers.page(
            "Forbidden (403)", f"CSRF verification failed. Request aborted. {reason}", 403
        )
        response.headers["Content-Type"] = visit.era.csrf_type
        raise Instead(response)
    if visit.request.method != "POST" or not page.posted:
        raise Instead(Response(status=405, mimetype="text/html"))
    if large and visit.user and visit.request.mimetype != "multipart/form-data":
        raise Instead(_too_large())


def _too_large() -> Response:
    return answers.page("Bad Request (400)", "The body of the request is too large.", 400)


@cache
def _urls(era: Era) -> Map:
    pages_ = (*_SHARED, *(_ALLAUTH if era.allauth else _OWN), *_importing(era))
    return Map([Rule(page.path, endpoint=page) for page in pages_], merge_slashes=False)


def _importing(era: Era) -> Iterator[Page]:
    yield Page(era.import_path, imports.create, EDITORS, waits=True)
    if era.worker:
        yield Page("/orgimport/read/<key>/", imports.read, posted=False)


_SHARED = (
    Page("/", pages.landing, known=False, posted=False),
    Page("/msg/inbox/", pages.landing, posted=False),
    Page("/org/start/", pages.landing, posted=False),
    Page("/org/home/", pages.landing, posted=False),
    Page("/org/choose/", choice.choose),
    Page("/flow/", pages.flows, _READERS, posted=False),
    Page("/flow/create/", settings.create, EDITORS),
    Page("/flow/update/<key>/", settings.update, EDITORS),
    Page("/flow/editor/<uuid>/", editor.page, _READERS, posted=False),
    Page("/flow/revisions/<uuid>/", editor.revisions, _READERS),
    Page("/flow/revisions/<uuid>/<key>/", editor.revision, _READERS, posted=False),
)
_OWN = (
    Page("/users/login/", login.own_login, known=False),
    Page("/users/logout/", login.logout, known=False),
    Page("/users/user/failed/", pages.failed, known=False, posted=False),
    Page("/users/two-factor/verify/", twofactor.own_verify, known=False),
    Page("/users/two-factor/backup/", twofactor.own_backup, known=False),
)
_ALLAUTH = (
    Page("/accounts/login/", login.allauth_login, known=False),
    Page("/accounts/logout/", login.logout, known=False),
    Page("/accounts/2fa/authenticate/", twofactor.allauth_authenticate, known=False),
    Page("/accounts/confirm-email/", pages.confirm, known=False, posted=False),
    Page("/org/switch/", choice.switch),
    Page("/org/signup/", pages.signup, known=False, posted=False),
)
