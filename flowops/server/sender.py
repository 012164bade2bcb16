"""Single requests to one host, and to no other: each is counted, timed and told of, and none is sent again."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from requests.auth import AuthBase

from flowops import __version__
from flowops.environment import is_loopback
from flowops.errors import ServerError
from flowops.server.notices import Notices
from flowops.server.patience import Patience

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Request:
    """One request; what it sends may hold secrets and is never shown.

    data    a body as it is, or the fields of a form
    files   the files of a form: field -> name, content, content type
    read    time-out of the answer, where it is another than usual
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    data: bytes | Mapping[str, str] | None = field(default=None, repr=False)
    files: Mapping[str, tuple[str, bytes, str]] | None = field(default=None, repr=False)
    read: float | None = None


class Sender:
    """The connection to one host; `headers` and `cookies` go along with every request."""

    def __init__(self, host: str, auth: AuthBase, notices: Notices, patience: Patience) -> None:
        self.host = host
        self.patience = patience
        self.notices = notices
        self.requests = 0
        self._session = requests.Session()
        self._session.auth = auth
        self.headers = self._session.headers
        self.cookies = self._session.cookies
        self.headers.update({"Accept": "application/json", "User-Agent": f"flowops/{__version__}"})
        name = urlsplit(host).hostname or ""
        # no proxy stands between this machine and itself
        self._proxies = {"no_proxy": name} if is_loopback(name) else {}

    def send(self, request: Request) -> requests.Response:
        """The answer, whatever it is; a redirect is not followed. Raises what requests raises."""
        if origin(request.url) != origin(self.host):
            raise ServerError(f"{request.url.partition('?')[0]} is not on {self.host}: refused")
        self.requests += 1
        began = time.monotonic()
        try:
            response = self._session.request(
                request.method,
                request.url,
                headers={**request.headers},
                data=request.data,
                files=request.files,
                timeout=(self.patience.connect, request.read or self.patience.read),
                allow_redirects=False,
                proxies=self._proxies,
            )
        except requests.RequestException as error:
            self._tell(request, type(error).__name__, began)
            raise
        self._tell(request, f"{response.status_code}, {len(response.content)} bytes", began)
        return response

    def _tell(self, request: Request, came: str, began: float) -> None:
        seconds = time.monotonic() - began
        path = request.url.removeprefix(self.host)[:100]
        self.notices.detail(f"{request.method} {path}: {came}, {seconds:.2f} s")

    def redirected(self, response: requests.Response) -> str:
        """Where a redirect leads. Raises ServerError where that is another host."""
        target, other = joined(response.url, response.headers.get("Location", ""))
        if origin(target) != origin(self.host):
            raise ServerError(
                f"{self.host} redirects to another host, {other.scheme}://{other.netloc.rpartition('@')[2]}: refused",
                "No secret is sent there; if that is the right server, make it the `host` of the environment",
            )
        return target


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port: what a token may be sent to; the usual port may be written or not."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme)


def joined(url: str, location: str) -> tuple[str, SplitResult]:
    """Where a link on a page leads. Raises ServerError where it is no address."""
    try:
        target = urljoin(url, location)
        origin(target)  # a port that is none is found out only here
        return target, urlsplit(target)
    except ValueError:
        raise ServerError(f"{url} leads to {location[:80]!r}, which is no address") from None
