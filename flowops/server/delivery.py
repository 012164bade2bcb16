"""Writes: sent once, and sent again only where the server said that it did nothing yet."""

import requests
from requests import exceptions as failed
from urllib3.exceptions import HTTPError, NewConnectionError

from flowops.errors import (
    FormatError,
    NotPermitted,
    ServerError,
    TooLarge,
    Unanswered,
    WriteRefused,
)
from flowops.model.json import Json
from flowops.parse import parse
from flowops.server.answer import Trouble, detail, is_json, one_line, throttled
from flowops.server.patience import patiently
from flowops.server.sender import REDIRECTS, Request, Sender

# a proxy that gives up on a request which it has passed on says none of these
_TURNED_AWAY = frozenset({400, 401, 403, 404, 405, 406, 409, 410, 411, 413, 414, 415, 422, 431})
_DJANGO_LIMIT = 2621440  # bytes of a body that is no upload, seen on 7.4.2, 9.0.0 and 26.2.2
_LONGEST_REASON = 300
_PLAIN = ("detail", "description", "non_field_errors")


def deliver(sender: Sender, request: Request, done: str) -> requests.Response:
    """The answer to a write: a success, a redirect, or a refusal that means that nothing was written.

    `done` names what the write does, as in "global X was set". Raises Unanswered where nothing is proved, and
    ServerError where the request never left this machine or the server throttled for longer than patience lasts.
    """
    return patiently(lambda: _once(sender, request, done), sender.patience, sender.notices)


def _once(sender: Sender, request: Request, done: str) -> requests.Response:
    try:
        response = sender.send(request)
    except requests.RequestException as error:
        raise _lost(error, sender.host, done) from None
    except (HTTPError, ValueError, OSError) as error:
        raise unanswered(
            f"{sender.host} gave no answer that makes sense ({type(error).__name__})", done
        ) from None
    status = response.status_code
    if status == 429:
        raise throttled(response, sender.host)
    if status < 400 or status in _TURNED_AWAY or (status < 500 and status != 408 and is_json(response)):
        return response
    raise unanswered(f"{sender.host} answered {status}{detail(response)}", done)


def _lost(error: requests.RequestException, host: str, done: str) -> ServerError:
    try:
        told = Trouble.of(error, host).error
    except ServerError as known:
        told = known
    return told if _never_sent(error) else unanswered(told.what, done)


def _never_sent(error: requests.RequestException) -> bool:
    reason = getattr(error.args[0], "reason", None) if error.args else None
    no_connection = isinstance(error, failed.ConnectTimeout) or isinstance(reason, NewConnectionError)
    return no_connection or "CERTIFICATE_VERIFY_FAILED" in str(error)


def unanswered(what: str, done: str) -> Unanswered:
    """The error for an answer that does not prove whether something was done."""
    return Unanswered(f"{what}: whether {done} is not known", "Look at the workspace before you do it again")


def body_of(response: requests.Response) -> Json:
    """The JSON of an answer, None where it cannot be read: RapidPro never answers a write with null."""
    try:
        return parse(response.content, response.url)
    except FormatError:
        return None


def refusal(sender: Sender, request: Request, response: requests.Response, done: str) -> ServerError:
    """The error for an answer that says that nothing was written; `done` names what was not."""
    status, host = response.status_code, sender.host
    if status in REDIRECTS:
        return redirected(sender, response, done)
    size = len(request.data) if isinstance(request.data, bytes) else 0
    if status == 413 or (status == 400 and size > _DJANGO_LIMIT):
        return TooLarge(
            f"{host} refused {size:,} bytes as too large ({status}), so not {done}",
            "RapidPro takes flows of up to 2.5 MB",
        )
    why = reason(response)
    what = f"{host} refused ({status}{f': {why}' if why else ''}), so not {done}"
    if status in (401, 403):
        return NotPermitted(what, "Is the role Editor or Administrator?", status=status, reason=why)
    return WriteRefused(what, status=status, reason=why)


def redirected(sender: Sender, response: requests.Response, done: str) -> ServerError:
    """The error for a redirect where none should be: the session is over, or the workspace is another one."""
    path = sender.redirected(response).removeprefix(sender.host).partition("?")[0]
    return NotPermitted(
        f"{sender.host} led to {path} instead, so not {done}",
        "The session has ended, the role is too small, or it belongs to another workspace",
        status=response.status_code,
    )


def reason(response: requests.Response) -> str:
    """Why the server refuses, in its own words, as one line."""
    if not is_json(response):
        return detail(response).removeprefix(": ")
    return one_line("; ".join(_texts(body_of(response))))[:_LONGEST_REASON]


def _texts(value: Json) -> list[str]:
    if isinstance(value, dict):
        pairs = [(key, text) for key, inner in value.items() for text in _texts(inner)]
        return [text if key in _PLAIN else f"{key}: {text}" for key, text in pairs]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return [] if value is None else [str(value)]
