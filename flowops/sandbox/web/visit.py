"""One request of a browser: who asks, in which workspace, and what the answer has to bring along."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from werkzeug import Request, Response

from flowops.sandbox import answers
from flowops.sandbox.sandbox import Sandbox
from flowops.sandbox.user import User
from flowops.sandbox.web import csrf, flash, html, session
from flowops.sandbox.web.eras import era_of
from flowops.sandbox.web.session import Session
from flowops.sandbox.workspace import Workspace

EDITORS = ("administrator", "editor")
"""Who may import and edit."""

_ADDRESS = "/#%[]=:;$&()+,!?*@'~"  # what Django leaves as it is in the address of a redirect


class Instead(Exception):
    """This answer takes the place of the one that was asked for."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


class Visit:
    """What a page knows of its request, and what it notes for the answer's cookies."""

    def __init__(self, sandbox: Sandbox, request: Request) -> None:
        self.sandbox = sandbox
        self.request = request
        self.era = era_of(sandbox.dialect)
        self.session = sandbox.web.sessions.find(request.cookies.get(session.COOKIE))
        self.workspace = _chosen(self)  # as of the request: what a page changes shows in the next one
        self._secret = csrf.secret_of(request.cookies.get(csrf.COOKIE))
        self._messages = flash.decoded(request.cookies.get(flash.COOKIE, ""))
        self._sent: set[str] = set()

    @property
    def user(self) -> User | None:
        """Who has signed in."""
        email = self.session.email if self.session else None
        return self.sandbox.users.get(email or "")

    @property
    def workspaces(self) -> list[Workspace]:
        """Those that the user is a member of, by name."""
        numbers = self.user.roles if self.user else {}
        return sorted(
            (each for each in self.sandbox.workspaces if each.id in numbers), key=lambda each: each.name
        )

    @property
    def role(self) -> str:
        """What the user is in the chosen workspace."""
        return self.user.roles.get(self.workspace.id, "") if self.user and self.workspace else ""

    def text(self, name: str) -> str:
        """A field of the form, stripped as Django does."""
        return self.request.form.get(name, "").strip()

    def marked(self, name: str) -> bool:
        """Whether the page's own scripts ask, for what the header of this name stands for."""
        return bool(self.request.headers.get(f"{self.era.marks}{name}"))

    def begin(self) -> Session:
        """The session, from now on under a new key."""
        if self.session:
            self.sandbox.web.sessions.end(self.session)
        self.session = self.sandbox.web.sessions.start()
        self._sent.add(session.COOKIE)
        return self.session

    def sign_in(self, user: User) -> None:
        """The user has proved who they are: a new session, a new CSRF secret."""
        self.begin().email = user.email
        self._secret = csrf.new_secret()
        self._sent.add(csrf.COOKIE)

    def sign_out(self) -> None:
        """Ends the session."""
        if self.session:
            self.sandbox.web.sessions.end(self.session)
            self.session = None
            self._sent.add(session.COOKIE)

    def choose(self, workspace: Workspace) -> None:
        """The user is in this workspace from the next request on."""
        assert self.session
        assert self.user
        self.session.workspace = workspace.id
        self.user.seen = [*(seen for seen in self.user.seen if seen != workspace.id), workspace.id]
        self._sent.add(session.COOKIE)

    def say(self, text: str) -> None:
        """Has the next page say something."""
        self._messages.append(text)
        self._sent.add(flash.COOKIE)

    def redirect(self, location: str, status: int = 302) -> Response:
        """Sends the browser elsewhere."""
        response = Response(status=status, mimetype="text/html")
        response.headers["Location"] = quote(location, safe=_ADDRESS)
        return response

    def to_login(self) -> Response:
        """Sends the browser to the sign-in form, and back here afterwards."""
        here = quote(self.request.full_path.rstrip("?"))
        return self.redirect(f"{self.era.login}?next={here}")

    def to_other(self, workspace: Workspace) -> Response:
        """Sends the browser to change to the workspace that has what was asked for, if the user may."""
        if workspace not in self.workspaces:
            return self.not_found()
        here = quote(self.request.full_path.rstrip("?"))
        return self.redirect(f"/org/switch/?next={here}&other_org={workspace.id}")

    def page(self, title: str, *parts: str, status: int = 200) -> Response:
        """A page in its frame, or without where the page's own scripts ask."""
        framed = not self.marked("Spa")
        if framed or self.era.spa_csrf:
            self._sent.add(csrf.COOKIE)
        said = [html.messages(self._messages)] if self._messages else []
        if self._messages:
            self._messages = []
            self._sent.add(flash.COOKIE)
        document = html.document(title, (*said, *parts), framed)
        response = Response(document, status, mimetype="text/html")
        if self.user and self.era.release:
            response.headers["X-Temba-Version"] = self.era.release
        return response

    def form_page(self, title: str, fields: Iterable[str], wrong: Mapping[str, str], *parts: str) -> Response:
        """A page with a form."""
        self._secret = self._secret or csrf.new_secret()
        self._sent.add(csrf.COOKIE)
        return self.page(title, html.form(self._secret, fields, wrong), *parts)

    def dialog(self, title: str, fields: Iterable[str], wrong: Mapping[str, str]) -> Response:
        """A page with a form that opens within another page, and so says nothing of the server's version."""
        response = self.form_page(title, fields, wrong)
        response.headers.pop("X-Temba-Version", None)
        return response

    def not_found(self) -> Response:
        """What is not there, or not for this user."""
        return answers.page("Page not found", "There is no such page.", 404)

    def sealed(self, response: Response) -> Response:
        """The answer with its cookies and with the header that names the workspace."""
        if self.workspace is not None:
            name, attribute = self.era.header
            response.headers[name] = str(getattr(self.workspace, attribute))
        if csrf.COOKIE in self._sent:
            self._secret = self._secret or csrf.new_secret()
            response.set_cookie(csrf.COOKIE, self._secret, max_age=csrf.AGE, samesite="Lax")
        if session.COOKIE in self._sent:
            _put(response, session.COOKIE, self.session.key if self.session else "", session.AGE)
        if flash.COOKIE in self._sent:
            _put(response, flash.COOKIE, flash.encoded(self._messages) if self._messages else "", None)
        return response


def _put(response: Response, name: str, value: str, age: int | None) -> None:
    if value:
        response.set_cookie(name, value, max_age=age, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(name, samesite="Lax")


def _chosen(visit: Visit) -> Workspace | None:
    chosen = visit.session.workspace if visit.session else None
    own = visit.workspaces
    if visit.era.only_one and chosen is None and len(own) == 1:
        return own[0]
    return next((each for each in own if each.id == chosen), None)
