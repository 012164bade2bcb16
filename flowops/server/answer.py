"""What the answers and failures of a server mean: worth another try, or the end with a reason."""

from __future__ import annotations

import html
import re

import requests
from requests import exceptions as failed
from urllib3.exceptions import InvalidHeader
from urllib3.util.retry import Retry

from flowops.environment import Secret, redact
from flowops.errors import NotFound, ServerError, TimedOut, TooLarge

_SLOW = frozenset({408, 504, 522, 524})  # nginx, Cloudflare: the server behind took too long
_GATEWAY = _SLOW | {502, 520}  # it went away: restarted, or killed because it took too long
_TOO_LARGE = frozenset({413, 414, 431})
_LONG = 1000  # characters of an address that a server may refuse; gunicorn says 400 (seen on 9.0.0)
_FIRST_THROTTLED_WAIT = 2.0
_LONGEST_WAIT = 300.0


class Trouble(Exception):
    """A failure that may pass: what to raise when patience ends, and how long the server asks to wait.

    throttled  the hourly quota is used up
    slow       it took long to fail, and will again
    """

    def __init__(
        self, error: ServerError, *, throttled: bool = False, slow: bool = False, after: float | None = None
    ) -> None:
        super().__init__(error)
        self.error = error
        self.throttled = throttled
        self.slow = slow
        self._after = after

    def wait(self, first: float, attempt: int) -> float:
        """Seconds to wait before the next try, after `attempt` tries."""
        base = _FIRST_THROTTLED_WAIT if self.throttled else first
        own = float(min(base * 2 ** min(attempt - 1, 30), _LONGEST_WAIT))
        if not self._after:  # none, or a time that is over: never to be asked without a pause
            return own
        return self._after if self.throttled else min(self._after, _LONGEST_WAIT)

    @classmethod
    def of(cls, error: requests.RequestException, host: str) -> Trouble:
        """What a failed request means. Raises ServerError where another try would be the same."""
        if isinstance(error, failed.SSLError):
            raise _insecure(error, host) from None
        if isinstance(error, failed.ReadTimeout):
            late = TimedOut(f"{host} took too long to answer", "Try again later, or from a better connection")
            return cls(late, slow=True)
        if isinstance(error, failed.ChunkedEncodingError):
            what = f"{host} broke off in the middle of an answer"
            return cls(ServerError(what, "Try again later, or from a better connection"))
        if isinstance(error, failed.ConnectionError):
            what = f"no connection to {host} ({_cause(error)})"
            return cls(ServerError(what, "Check the `host` of the environment and your connection"))
        raise ServerError(
            f"{host} cannot be asked ({_cause(error)})", "Check the `host` of the environment"
        ) from None


def not_json(host: str, what: str) -> ServerError:
    """The error for an answer that no RapidPro would give."""
    return ServerError(
        f"{host} answered with {what} where RapidPro answers JSON",
        "Check the `host` of the environment: is that a RapidPro server?",
    )


def _insecure(error: requests.RequestException, host: str) -> ServerError:
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return ServerError(
            f"the certificate of {host} cannot be verified",
            "flowops never skips this check; for a private authority set REQUESTS_CA_BUNDLE to its file",
        )
    return ServerError(
        f"{host} does not speak https ({_cause(error)})", "Check the `host` of the environment"
    )


def check_whether_it_may_pass(response: requests.Response) -> None:
    """Raise Trouble where the answer is that of a server which is tired or away."""
    status, host = response.status_code, _host(response)
    if status == 429:
        raise throttled(response, host)
    if status in _GATEWAY:
        late = TimedOut(f"{host} answered {status}", "Try again later")
        raise Trouble(late, slow=status in _SLOW, after=_retry_after(response))
    if status >= 500:
        error = ServerError(f"{host} answered {status}{detail(response)}", "Try again later")
        raise Trouble(error, after=_retry_after(response))


def check(response: requests.Response, token: Secret | None) -> None:
    """Return where `response` holds JSON; else raise Trouble where it may pass, ServerError where not."""
    check_whether_it_may_pass(response)
    status, host = response.status_code, _host(response)
    if status in _TOO_LARGE or (status == 400 and len(response.url) > _LONG and not is_json(response)):
        raise TooLarge(
            f"{host} refused a request as too large ({status}{detail(response)})",
            "Something in front of it allows less than RapidPro does",
        )
    if status == 404:
        raise NotFound(f"{host} has no {response.url.partition('?')[0].removeprefix(host)}")
    if status in (401, 403):
        raise _not_permitted(response, token)
    if status != 200:
        raise ServerError(
            f"{host} answered {status}{detail(response)}", "Check the `host` of the environment"
        )
    if not is_json(response):
        raise not_json(host, _content_type(response) or "something")


def _not_permitted(response: requests.Response, token: Secret | None) -> ServerError:
    host, why = _host(response), f"({response.status_code}{detail(response)})"
    if token is None:
        return ServerError(
            f"{host} does not let the account read that {why}", "Give it the role Editor in the workspace"
        )
    return ServerError(
        f"{host} does not accept the token from {token} {why}",
        "Take the token of the right workspace from its page of API tokens in RapidPro",
    )


def throttled(response: requests.Response, host: str) -> Trouble:
    """What status 429 means: nothing was done, and it may be asked for again."""
    error = ServerError(
        f"{host} throttles: the workspace's requests of this hour are used up",
        "Everything that uses its API shares them; try again later",
    )
    return Trouble(error, throttled=True, after=_retry_after(response))


def _retry_after(response: requests.Response) -> float | None:
    """Seconds from Retry-After, which may be absent even where RapidPro throttles (seen on 9.0.0)."""
    value = response.headers.get("Retry-After")
    try:
        return Retry().parse_retry_after(value) if value else None
    except (InvalidHeader, ValueError, OverflowError):
        return None


def detail(response: requests.Response) -> str:
    """What the server says about it, as one short line."""
    if is_json(response):
        match = re.search(r'"detail"\s*:\s*"([^"]*)"', response.text)
        text = match.group(1) if match else ""
    else:
        text = re.sub(
            r"<(style|script|head)\b.*?</\1>|<[^>]*>",
            " ",
            response.text[:5000],
            flags=re.DOTALL | re.IGNORECASE,
        )
    line = one_line(html.unescape(text))
    return f": {line[:120]}" if line else ""


def one_line(text: str) -> str:
    """What a server wrote, as one line without secrets."""
    return " ".join("".join(c if c.isprintable() else " " for c in redact(text)).split())


def _cause(error: BaseException) -> str:
    """The innermost reason in a chain of wrappers: "Connection refused"."""
    pending: list[object] = [error]
    for inner in pending:
        if isinstance(inner, OSError) and inner.strerror and not isinstance(inner, requests.RequestException):
            return inner.strerror
        if isinstance(inner, BaseException) and len(pending) < 50:
            pending += [*inner.args, getattr(inner, "reason", None), inner.__cause__, inner.__context__]
    return type(error).__name__


def is_json(response: requests.Response) -> bool:
    """Whether the answer says that it is JSON."""
    return _content_type(response) == "application/json"


def _content_type(response: requests.Response) -> str:
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _host(response: requests.Response) -> str:
    return "/".join(response.url.split("/", 3)[:3])
