"""Faults: what the network, a proxy or a tired server does to requests, on demand."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from http import HTTPMethod
from socket import SO_LINGER, SOL_SOCKET, socket

from werkzeug import Request, Response
from werkzeug.datastructures import Headers

from flowops.errors import FormatError
from flowops.model.json import Json, JsonObject
from flowops.sandbox import answers
from flowops.sandbox.parsing import as_object, integer, optional, text

KINDS = ("reset", "reset-after", "hang", "truncate")


@dataclass
class Fault:
    """What happens to the matching requests after the first `skip`, `times` times."""

    kind: str
    path: str = "*"
    method: str = ""
    skip: int = 0
    times: int = 1
    status: int = 0
    headers: Headers = field(default_factory=Headers)
    body: str | None = None

    def takes(self, method: str, path: str) -> bool:
        """Whether this request is the fault's; asking counts."""
        if self.times <= 0 or not self._matches(method, path):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True

    def _matches(self, method: str, path: str) -> bool:
        if self.method and self.method != method:
            return False
        return path == self.path or fnmatchcase(path, self.path)

    def answer(self) -> Response:
        """The answer of a `status:N` fault: what it was given, or else what the real thing says."""
        response = answers.usual(self.status)
        if self.body is not None:
            response.set_data(self.body)
        response.headers.update(self.headers)
        return response


def parsed(value: Json) -> list[Fault]:
    """The faults of a request to `/sandbox/faults.json`: a list, or one alone."""
    listed = [value] if isinstance(value, dict) else value
    if not isinstance(listed, list):
        raise FormatError("faults are given as a list")
    places = [(f"faults[{index}]", item) for index, item in enumerate(listed)]
    return [_fault(as_object(item, place), place) for place, item in places]


def _fault(entry: JsonObject, place: str) -> Fault:
    kind, _, status = text(entry, "fault", place).partition(":")
    if (kind == "status") != (status.isdecimal() and 200 <= int(status) <= 599) or kind not in (
        "status",
        *KINDS,
    ):
        raise FormatError(f"{place}: fault is none of status:N, {', '.join(KINDS)}")
    method = optional(entry, "method").upper()
    if method and method not in HTTPMethod.__members__:
        raise FormatError(f"{place}: {method} is no method")
    body = entry.get("body")
    return Fault(
        kind=kind,
        path=optional(entry, "path", "*"),
        method=method,
        skip=_number(entry, "skip", 0, place),
        times=_number(entry, "times", 1, place),
        status=int(status or 0),
        headers=_headers(as_object(entry.get("headers") or {}, f"{place}: headers"), place),
        body=body if body is None or isinstance(body, str) else answers.json(body).get_data(as_text=True),
    )


def _number(entry: JsonObject, key: str, default: int, place: str) -> int:
    if not isinstance(entry.get(key, default), int):
        raise FormatError(f"{place}: {key} is no number")
    return integer(entry, key, default)


def _headers(given: JsonObject, place: str) -> Headers:
    try:
        headers = Headers((name, str(value)) for name, value in given.items())
        str(headers).encode("latin-1")
    except ValueError as error:
        raise FormatError(f"{place}: headers cannot be sent: {error}") from error
    return headers


def connection(request: Request) -> socket | None:
    """The connection that a request came on; in a test without a network there is none."""
    found = request.environ.get("werkzeug.socket")
    return found if isinstance(found, socket) else None


def reset(request: Request) -> None:
    """Ends the connection as a crashing host does: the client sees `connection reset by peer`."""
    if (found := connection(request)) is not None:
        found.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    raise ConnectionResetError("a fault")


def hang(request: Request) -> None:
    """Says nothing until the client gives up or the sandbox ends."""
    if (found := connection(request)) is not None:
        found.recv(1)
    raise ConnectionAbortedError("a fault")


def truncated(response: Response) -> Response:
    """The answer with its length and half its body; then the connection ends."""
    body = response.get_data()
    length = str(len(body))
    response.response = _half(body)
    response.headers["Content-Length"] = length
    return response


def _half(body: bytes) -> Iterator[bytes]:
    yield body[: len(body) // 2]
    raise ConnectionAbortedError("a fault")
