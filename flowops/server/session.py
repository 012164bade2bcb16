"""A session in the web pages of one workspace: what flows are written through."""

from contextlib import suppress
from types import TracebackType
from typing import Self

from flowops.environment import Environment
from flowops.errors import ConfigurationError, LoginFailed, ServerError
from flowops.model.json import JsonObject
from flowops.model.workspace import Workspace
from flowops.server.api import Api
from flowops.server.browser import Browser
from flowops.server.choice import choose
from flowops.server.login import Clock, SignIn, failure
from flowops.server.notices import Notices
from flowops.server.patience import Patience
from flowops.server.transport import Transport
from flowops.server.web import Door, Web, import_pages, recognise


class Session:
    """Signs in on entering and out on leaving; between them `browser` is in `workspace`, and `web` says where."""

    web: Web

    def __init__(
        self,
        environment: Environment,
        workspace: Workspace,
        notices: Notices | None = None,
        patience: Patience | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Nothing is sent yet. Raises ConfigurationError where the environment has no login."""
        if environment.login is None:
            raise ConfigurationError(
                f"environment {environment.name} has no login, and RapidPro takes flows only from who has signed in",
                f"Add login.email and login.password to environments/{environment.name}.yaml, "
                f"or write a file with `flowops render {environment.name}` and import it by hand",
            )
        self.workspace = workspace
        self.transport = Transport(environment.host, None, notices or Notices(), patience)
        self.browser = Browser(self.transport)
        self._login = environment.login
        self._clock = clock or Clock()
        self._door: Door | None = None

    @property
    def login_page(self) -> str:
        """Where the server sends whom it does not know."""
        return self.web.door.login[0]

    @property
    def requests(self) -> int:
        """How many requests were sent."""
        return self.transport.requests

    def __enter__(self) -> Self:
        """Sign in and choose the workspace. Raises LoginFailed, ServerError, UnsetVariable."""
        self._door = SignIn(self.browser, self._login, self._clock).enter()
        try:
            choose(self.browser, self._door, self.workspace, self._login.email)
            self.web = self._recognised(self._door)
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def llms(self) -> tuple[JsonObject, ...] | None:
        """The language models of the workspace, None where the server cannot tell: before 10.2."""
        return Api(self.transport, "/api/internal").if_there("llms")

    def _recognised(self, door: Door) -> Web:
        """The server's line, by its import form; whoever may not import may not edit either."""
        for path in import_pages(door):
            response = self.browser.page(path)
            if response.status_code == 404:
                continue
            web = recognise(door, path, response.headers)
            if response.status_code != 200 or web is None:
                where = self.browser.leads_to(response) or str(response.status_code)
                raise self._failure("role", f"its import form answered with {where}")
            if web.guarded and web.header in response.headers:
                self.transport.sender.headers[web.header] = response.headers[web.header]
            return web
        raise self._failure("unknown-form", "and no import form")

    def _failure(self, reason: str, more: str) -> LoginFailed:
        names = {"email": self._login.email, "workspace": self.workspace.name}
        return failure(reason, self.transport.host, more, **names)

    def _leave(self) -> None:
        """Sign out; a session that stays open is no reason to fail."""
        if self._door:
            with suppress(ServerError):
                self.browser.submit(self._door.logout, {})
            self._door = None
