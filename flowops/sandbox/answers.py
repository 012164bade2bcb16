"""Answers: RapidPro's JSON, its pages, and those of the servers in front of it."""

import json as standard
from collections.abc import Mapping
from http import HTTPStatus

import orjson
from werkzeug import Response

from flowops.model.json import Json, JsonObject

SERVER_ERROR = "Server Error. Site administrators have been notified."
NOBODY = "Authentication credentials were not provided."
PERMISSION = "You do not have permission to perform this action."

_PAGE = "<!DOCTYPE html>\n<html>\n<head><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n<p>{text}</p>\n</body>\n</html>\n"
_GUNICORN = (
    "<html>\n  <head>\n    <title>Bad Request</title>\n  </head>\n  <body>\n"
    "    <h1><p>Bad Request</p></h1>\n    {text}\n  </body>\n</html>\n"
)
_NGINX = (
    "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n"
    "<center><h1>{title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
_PROXY = (413, 502, 503, 504)
_DETAILS: Mapping[int, str] = {
    403: PERMISSION,
    404: "Not found.",
    409: "Cannot create object because workspace has reached limit of 250.",
    429: "Request was throttled.",
}


class Refusal(Exception):
    """The API answers with this status and `detail` instead of what was asked for."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, detail)
        self.status = status
        self.body: JsonObject = {"detail": detail}
        self.headers = dict(headers or {})


class Invalid(Refusal):
    """The API answers 400 and says what is wrong with each key of the body, or with the whole of it."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__(400, str(errors))
        self.body = {key: [*texts] for key, texts in errors.items()}


def json(body: Json, status: int = 200) -> Response:
    """A JSON answer as the API writes it: compact, UTF-8, and a content type without charset."""
    response = Response(_written(body), status)
    response.headers["Content-Type"] = "application/json"
    return response


def _written(body: Json) -> bytes:
    try:
        return orjson.dumps(body)
    except TypeError:  # deeper than 254 levels: it reads far more than it writes
        return standard.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()


def detail(text: str, status: int) -> Response:
    """The API's answer to what it does not do."""
    return json({"detail": text}, status)


def page(title: str, text: str, status: int = 200) -> Response:
    """One of RapidPro's own pages."""
    return Response(_PAGE.format(title=title, text=text), status, mimetype="text/html")


def plain(text: str, status: int) -> Response:
    """A text, which is what RapidPro answers when it has failed."""
    return Response(text, status, mimetype="text/plain")


def line_too_large(size: int, limit: int) -> Response:
    """gunicorn's answer to a request line that is longer than it reads."""
    text = f"Request Line is too large ({size} > {limit})"
    return Response(_GUNICORN.format(text=text), 400, mimetype="text/html")


def usual(status: int) -> Response:
    """What a client gets to see with a status: the proxy's page, RapidPro's text, or the API's JSON."""
    title = f"{status} {_phrase(status)}"
    if status in _PROXY:
        return Response(_NGINX.format(title=title), status, mimetype="text/html")
    if status >= 500:
        return plain(SERVER_ERROR, status)
    if status >= 400:
        return detail(_DETAILS.get(status, f"{_phrase(status)}."), status)
    return Response(b"", status, mimetype="text/html")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
