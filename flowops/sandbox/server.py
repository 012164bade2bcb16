"""The sandbox on a port of this machine."""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from socketserver import BaseServer
from threading import Thread
from typing import TYPE_CHECKING

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.test import run_wsgi_app

from flowops.errors import FlowopsError
from flowops.sandbox.app import App
from flowops.sandbox.sandbox import Sandbox

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

HOST = "127.0.0.1"
_POLL = 0.005  # seconds between two looks whether it is to end

_Accepted = socket.socket | tuple[bytes, socket.socket]


class _Handler(WSGIRequestHandler):
    """Keeps connections open between requests, which werkzeug's own handler does not, and logs nothing."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes: the body would wait 40 ms for an ACK

    server: "_Server"

    def setup(self) -> None:
        """Lets the server know of the connection."""
        super().setup()
        self.server.open.add(self.connection)

    def finish(self) -> None:
        """Lets the server forget it."""
        self.server.open.discard(self.connection)
        super().finish()

    def run_wsgi(self) -> None:
        """Answers one request; a dropped connection is not answered."""
        try:
            environ = self.make_environ()
        except ValueError:  # what stands for the address is none
            self.send_error(400)
            return
        try:
            body, status, headers = run_wsgi_app(self.server.app, environ)
            code, _, phrase = status.partition(" ")
            self.send_response(int(code), phrase)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            for part in body:
                self.wfile.write(part)
        except ConnectionError as error:
            self.connection_dropped(error, environ)

    def connection_dropped(self, error: BaseException, environ: "WSGIEnvironment | None" = None) -> None:
        """Nothing more is read from a connection that a client, or a fault, has ended."""
        self.close_connection = True

    def log(self, type: str, message: str, *args: object) -> None:
        """A sandbox is quiet: `/sandbox/log.json` has what was served."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing, and so no word about addresses that are none, over which werkzeug would stumble."""


class _Server(ThreadedWSGIServer):
    """Knows its open connections, so that it can end them when it ends."""

    def __init__(self, app: App, listening: socket.socket) -> None:
        super().__init__(HOST, 0, app, _Handler, fd=listening.fileno())
        # a client may be gone between the look for connections and accept(), which would wait for the next one
        self.socket.settimeout(_POLL)
        self.open: set[socket.socket] = set()

    def shutdown_request(self, request: _Accepted) -> None:
        """Closes a connection without a farewell, or a reset would not look like one."""
        self.close_request(request)

    def handle_error(self, request: _Accepted, client_address: object) -> None:
        """Shows bugs, and passes over clients that went away."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            BaseServer.handle_error(self, request, client_address)

    def end(self) -> None:
        """Stops listening and ends every connection, the hanging ones too."""
        self.shutdown()
        self.server_close()
        for connection in tuple(self.open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True)
class Running:
    """A sandbox that accepts requests at `url`."""

    sandbox: Sandbox
    url: str


@contextmanager
def serve(sandbox: Sandbox, port: int = 0) -> Iterator[Running]:
    """Serves the sandbox on this machine, and nowhere else, until the block ends; port 0 is any free one."""
    with _listening(port) as listening:
        server = _Server(App(sandbox), listening)
    thread = Thread(target=server.serve_forever, args=(_POLL,), daemon=True)
    thread.start()
    try:
        yield Running(sandbox, f"http://{HOST}:{server.port}")
    finally:
        server.end()
        thread.join()


def _listening(port: int) -> socket.socket:
    listening = socket.socket()
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = f"port {port} of {HOST} cannot be used: {error}"
        raise FlowopsError(reason, "Leave out --port to take any free one.") from error
    return listening
