"""Web pages of one host: cookies, the CSRF token, the Referer. It follows nothing by itself."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

import requests

from flowops.environment.redaction import remember
from flowops.server.answer import Trouble, check_whether_it_may_pass
from flowops.server.delivery import deliver
from flowops.server.patience import patiently
from flowops.server.sender import REDIRECTS, Request
from flowops.server.transport import Transport

CSRF_FIELD = "csrfmiddlewaretoken"
_CSRF_COOKIE = "csrftoken"
_HTML = {"Accept": "text/html"}  # to a client that accepts JSON alone django-allauth answers as to a script
_SHORTEST_SECRET = 16


class Browser:
    """Asks for pages and sends forms back, with the cookies that `transport` keeps."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.host = transport.host
        self.notices = transport.sender.notices

    @property
    def token(self) -> str:
        """What the CSRF cookie holds now: a login changes it. Empty where there is none."""
        found = [
            cookie.value or "" for cookie in self.transport.sender.cookies if cookie.name == _CSRF_COOKIE
        ]
        return found[-1] if found else ""

    def page(self, path: str, headers: Mapping[str, str] = _HTML) -> requests.Response:
        """A page, asked for again while the failure may pass. Raises ServerError."""

        def once() -> requests.Response:
            response = self._kept(self.transport.fetch(Request("GET", f"{self.host}{path}", headers)))
            check_whether_it_may_pass(response)
            return response

        return patiently(once, self.transport.sender.patience, self.notices)

    def submit(self, path: str, form: Mapping[str, str]) -> requests.Response:
        """The answer to a form that writes nothing, sent once. Raises ServerError where there is none."""
        request = self.request(path, {CSRF_FIELD: self.token, **form})
        try:
            response = self._kept(self.transport.fetch(request))
            if response.status_code != 429:
                check_whether_it_may_pass(response)
        except Trouble as trouble:
            raise trouble.error from None
        return response

    def write(self, request: Request, done: str) -> requests.Response:
        """The answer to a form that writes: see `deliver`."""
        return self._kept(deliver(self.transport.sender, request, done))

    def request(self, path: str, data: bytes | Mapping[str, str]) -> Request:
        """A POST that says where it comes from, which Django asks for on https."""
        url = f"{self.host}{path}"
        headers = {**_HTML, "Referer": url}
        return Request("POST", url, headers, data)

    def json(self, path: str, body: bytes) -> Request:
        """A POST of JSON with the CSRF token in its header."""
        request = self.request(path, body)
        kind = {"Accept": "application/json", "Content-Type": "application/json", "X-CSRFToken": self.token}
        return replace(request, headers={**request.headers, **kind})

    def leads_to(self, response: requests.Response) -> str:
        """The path that a redirect leads to, empty where the answer is none. Raises ServerError for another host."""
        if response.status_code not in REDIRECTS:
            return ""
        return urlsplit(self.transport.sender.redirected(response)).path

    def _kept(self, response: requests.Response) -> requests.Response:
        """The answer; its cookies are secrets from now on."""
        for cookie in self.transport.sender.cookies:
            if len(cookie.value or "") >= _SHORTEST_SECRET:
                remember(str(cookie.value))
        return response
