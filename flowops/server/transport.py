"""One GET that comes back as JSON, or says why not: tokens, retries, redirects."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from requests import PreparedRequest, RequestException, Response
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError

from flowops.environment import Secret
from flowops.errors import FormatError, ServerError
from flowops.model.json import Json
from flowops.parse import parse
from flowops.server.answer import Trouble, check, not_json
from flowops.server.notices import Notices
from flowops.server.patience import Patience, patiently
from flowops.server.sender import REDIRECTS, Request, Sender, joined

_NOT_JSON = b"\xef\xbb\xbf \t\r\n"  # may stand before the first tag of a page


class _Token(AuthBase):
    """Sets the header per request: requests would let a .netrc entry replace a plain header."""

    def __init__(self, token: Secret) -> None:
        self._token = token

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        token = self._token.reveal()
        if not (token.isascii() and token.isprintable() and " " not in token):
            raise ServerError(
                f"the value of {self._token} is no token", "RapidPro's tokens are 40 letters and digits"
            )
        request.headers["Authorization"] = f"Token {token}"
        return request


class _Cookies(AuthBase):
    """Adds nothing: the cookies say who asks, and nothing of a .netrc may go along."""

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        return request


class Transport:
    """GET requests to one host, with a token or, where that is None, with the cookies of a session."""

    def __init__(
        self, host: str, token: Secret | None, notices: Notices, patience: Patience | None = None
    ) -> None:
        self.host = host
        self.headers: Mapping[str, str] = {}
        self._token = token
        self.sender = Sender(host, _Token(token) if token else _Cookies(), notices, patience or Patience())

    @property
    def requests(self) -> int:
        """How many requests were sent, of every kind."""
        return self.sender.requests

    def get(self, url: str, slow_tries: int | None = None) -> Json:
        """The JSON at `url`, asked again while the failure may pass. Raises ServerError.

        `slow_tries` is how often an answer that takes too long is waited for, where asking for less is an option.
        """
        return patiently(lambda: self._once(url), self.sender.patience, self.sender.notices, slow_tries)

    def _once(self, url: str) -> Json:
        for _ in range(6):
            response = self.fetch(Request("GET", url))
            if response.status_code not in REDIRECTS:
                break
            url = self.sender.redirected(response)
        check(response, self._token)
        self.headers = response.headers
        try:
            return parse(response.content, url)
        except FormatError as error:
            if response.content.lstrip(_NOT_JSON)[:1] == b"<":
                raise not_json(self.host, "a web page") from None
            raise Trouble(
                ServerError(f"{self.host} broke off in the middle of an answer ({error.what})")
            ) from None

    def fetch(self, request: Request) -> Response:
        """The answer to something that may be asked again. Raises Trouble where it may pass, else ServerError."""
        try:
            return self.sender.send(request)
        except RequestException as error:
            raise Trouble.of(error, self.host) from None
        except OSError as error:  # such as a REQUESTS_CA_BUNDLE that is not there
            raise ServerError(f"{self.host} cannot be asked: {error}") from None
        except (HTTPError, ValueError) as error:  # a host name or an answer that urllib3 cannot make sense of
            raise ServerError(
                f"{self.host} cannot be asked ({type(error).__name__})", "Check the `host` of the environment"
            ) from None

    def follow(self, link: str) -> str:
        """Where a link in an answer leads, on our own origin: behind some proxies RapidPro writes `http:` for `https:`.

        Raises ServerError where it leads to another host.
        """
        _, target = joined(self.host, link)
        if target.hostname != urlsplit(self.host).hostname:
            raise ServerError(
                f"the next page is on another host, {target.scheme}://{target.hostname}: refused",
                "The token is not sent there; if that is the right server, make it the `host` of the environment",
            )
        return f"{self.host}{target.path}?{target.query}"
