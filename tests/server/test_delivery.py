"""A write over a connection that misbehaves: what never left is told apart from what may have arrived."""

import pytest

from flowops.environment import Secret
from flowops.errors import ServerError, Unanswered
from flowops.server.notices import Notices
from flowops.server.sender import Request
from flowops.server.transport import Transport
from flowops.server.writing import Writer

from .conftest import QUICK, answering

PORT = b"HTTP/1.1 302 Found\r\nLocation: //127.0.0.1:99999999/\r\nContent-Length: 0\r\n\r\n"
GZIP = b"HTTP/1.1 201 Created\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnone"
LENGTH = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{}"
SHORT = b"HTTP/1.1 2"
NOTHING = b""


@pytest.fixture
def transport(monkeypatch):
    monkeypatch.setenv("T", "token")
    return lambda host: Transport(host, Secret("T", "staging", "token"), Notices(), QUICK)


@pytest.mark.parametrize("data", [PORT, GZIP, LENGTH, SHORT, NOTHING])
def test_an_answer_that_makes_no_sense_proves_nothing(transport, data):
    unknown = pytest.raises(Unanswered, match="whether label One was created is not known")
    with answering(data) as (host, asked), unknown:
        Writer(transport(host)).create_label("One")

    assert len(asked) == 1


def test_a_server_that_breaks_the_handshake_proves_nothing(transport):
    with answering(NOTHING) as (host, _), pytest.raises(Unanswered):
        Writer(transport(host.replace("http:", "https:"))).create_label("One")


def test_a_connection_that_never_came_about_wrote_nothing(transport):
    with pytest.raises(ServerError, match="no connection to") as raised:
        Writer(transport("http://127.0.0.1:9")).create_label("One")

    assert not isinstance(raised.value, Unanswered)


def test_nothing_is_sent_to_another_host(transport):
    with pytest.raises(
        ServerError, match=r"https://elsewhere\.example\.org/x is not on http://127.*: refused"
    ):
        transport("http://127.0.0.1:9").sender.send(Request("GET", "https://elsewhere.example.org/x?y"))


def test_what_a_request_sends_does_not_show():
    request = Request("POST", "http://127.0.0.1:9/", {"X-CSRFToken": "canary"}, {"password": "canary"})

    assert "canary" not in repr(request)
