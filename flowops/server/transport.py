"""One GET that comes back as JSON, or says why not: tokens, time-outs, retries, redirects.

urllib3's own Retry is not used for the waiting: it would sleep an hour without a word when RapidPro throttles,
and it does not see a body that breaks off.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError

from flowops import __version__
from flowops.environment import Secret, is_loopback
from flowops.errors import FormatError, ServerError
from flowops.model.json import Json
from flowops.parse import parse
from flowops.server.answer import Trouble, check, not_json
from flowops.server.notices import Notices

_NOT_JSON = b"\xef\xbb\xbf \t\r\n"  # may stand before the first tag of a page
_PORTS = {"https": 443, "http": 80}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait and how often to ask again; times in seconds.

    tries       requests until a failure that may pass is believed
    wait        before the second try; doubles with each further one
    connect     time-out of a connection
    read        time-out of an answer: a little longer than the usual 60 s of a proxy, which says more
    throttled   longest wait for RapidPro's hourly quota, all told; its window slides over one hour
    """

    tries: int = 5
    wait: float = 0.5
    connect: float = 10
    read: float = 65
    throttled: float = 3900


class _Token(AuthBase):
    """Sets the header per request: requests would let a .netrc entry replace a plain header."""

    def __init__(self, token: Secret) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        token = self._token.reveal()
        if not (token.isascii() and token.isprintable() and " " not in token):
            raise ServerError(
                f"the value of {self._token} is no token", "RapidPro's tokens are 40 letters and digits"
            )
        request.headers["Authorization"] = f"Token {token}"
        return request


class Transport:
    """GET requests to one host, and to no other."""

    def __init__(self, host: str, token: Secret, notices: Notices, patience: Patience | None = None) -> None:
        self.host = host
        self.requests = 0
        self.headers: Mapping[str, str] = {}
        self._notices = notices
        self._patience = patience or Patience()
        self._token = token
        self._session = requests.Session()
        self._session.auth = _Token(token)
        self._session.headers.update({"Accept": "application/json", "User-Agent": f"flowops/{__version__}"})
        name = urlsplit(host).hostname or ""
        # no proxy stands between this machine and itself
        self._proxies = {"no_proxy": name} if is_loopback(name) else {}

    def get(self, url: str, slow_tries: int | None = None) -> Json:
        """The JSON at `url`, asked again while the failure may pass. Raises ServerError.

        `slow_tries` is how often an answer that takes too long is waited for, where asking for less is an option.
        """
        waited, attempt = 0.0, 1
        while True:
            try:
                return self._once(url)
            except Trouble as trouble:
                wait = trouble.wait(self._patience.wait, attempt)
                waited += wait if trouble.throttled else 0
                if self._is_enough(trouble, waited, attempt, slow_tries):
                    raise trouble.error from None
                self._notices.notify(f"{trouble.error.what}; trying again in {wait:g} s")
                time.sleep(wait)
                attempt += 1

    def _is_enough(self, trouble: Trouble, waited: float, attempt: int, slow_tries: int | None) -> bool:
        if trouble.throttled:
            return waited > self._patience.throttled
        return attempt >= (slow_tries if slow_tries and trouble.slow else self._patience.tries)

    def _once(self, url: str) -> Json:
        for _ in range(6):
            response = self._send(url)
            if response.status_code not in _REDIRECTS:
                break
            url = self._redirected(url, response.headers.get("Location", ""))
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

    def _send(self, url: str) -> requests.Response:
        self.requests += 1
        timeout = (self._patience.connect, self._patience.read)
        began = time.monotonic()
        try:
            response = self._session.get(url, timeout=timeout, allow_redirects=False, proxies=self._proxies)
        except requests.RequestException as error:
            self._tell(url, type(error).__name__, began)
            raise Trouble.of(error, self.host) from None
        except OSError as error:  # such as a REQUESTS_CA_BUNDLE that is not there
            raise ServerError(f"{self.host} cannot be asked: {error}") from None
        except (HTTPError, ValueError) as error:  # a host name or an answer that urllib3 cannot make sense of
            raise ServerError(
                f"{self.host} cannot be asked ({type(error).__name__})", "Check the `host` of the environment"
            ) from None
        self._tell(url, f"{response.status_code}, {len(response.content)} bytes", began)
        return response

    def _tell(self, url: str, came: str, began: float) -> None:
        seconds = time.monotonic() - began
        self._notices.detail(f"GET {url.removeprefix(self.host)[:100]}: {came}, {seconds:.2f} s")

    def _redirected(self, url: str, location: str) -> str:
        target, other = _joined(url, location)
        if origin(target) != origin(self.host):
            raise ServerError(
                f"{self.host} redirects to another host, {other.scheme}://{other.netloc.rpartition('@')[2]}: refused",
                "The token is not sent there; if that is the right server, make it the `host` of the environment",
            )
        return target

    def follow(self, link: str) -> str:
        """Where a link in an answer leads, on our own origin: behind some proxies RapidPro writes `http:` for `https:`.

        Raises ServerError where it leads to another host.
        """
        _, target = _joined(self.host, link)
        if target.hostname != urlsplit(self.host).hostname:
            raise ServerError(
                f"the next page is on another host, {target.scheme}://{target.hostname}: refused",
                "The token is not sent there; if that is the right server, make it the `host` of the environment",
            )
        return f"{self.host}{target.path}?{target.query}"


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port: what a token may be sent to; the usual port may be written or not."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme)


def _joined(url: str, location: str) -> tuple[str, SplitResult]:
    try:
        target = urljoin(url, location)
        origin(target)  # a port that is none is found out only here
        return target, urlsplit(target)
    except ValueError:
        raise ServerError(f"{url} leads to {location[:80]!r}, which is no address") from None
