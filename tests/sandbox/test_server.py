import socket
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import Thread

import pytest
import requests

from flowops.errors import FlowopsError
from flowops.sandbox import Running, Sandbox, serve
from flowops.sandbox.server import _Server
from flowops.sandbox.upgrade import upgrade

from .client import JsonDict

REQUEST = "GET /api/v2/flows.json HTTP/1.1\r\nHost: x\r\n\r\n"


def talk(running: Running, *sent: str) -> str:
    """What comes back on one connection after which nothing more will be asked."""
    port = int(running.url.rpartition(":")[2])
    received = b""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.settimeout(5)
        connection.sendall("".join(sent).encode("latin-1"))
        connection.shutdown(socket.SHUT_WR)
        while piece := connection.recv(65536):
            received += piece
    return received.decode()


def test_a_connection_serves_many_requests(running: Running) -> None:
    started = time.monotonic()
    connection = HTTPConnection(running.url.removeprefix("http://"))
    connection.connect()
    first = connection.sock
    for _ in range(20):
        connection.request("GET", "/api/v2/flows.json")
        assert connection.getresponse().read().startswith(b'{"detail"')

    assert connection.sock is first
    connection.close()
    assert time.monotonic() - started < 0.8  # a delayed ACK for each answer takes 0.04


def test_the_next_address_leads_back_to_the_same_server(running: Running, http: requests.Session) -> None:
    many: list[JsonDict] = [{"uuid": f"f{number}", "name": f"F {number}"} for number in range(300)]
    running.sandbox.load("Staging", {"flows": [*many]})

    page = http.get(f"{running.url}/api/v2/flows.json").json()

    assert page["next"].startswith(f"{running.url}/api/v2/flows.json?cursor=")
    assert len(http.get(page["next"]).json()["results"]) == 57


def test_a_body_is_not_taken_for_the_next_request(running: Running) -> None:
    posted = "POST /api/v2/flows.json HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nGET /"

    answers = talk(running, posted, REQUEST)

    assert answers.count("HTTP/1.1 403") == 2


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("nonsense\r\n\r\n", "400"),
        ("GET /%ff%fe?%ff=%00 HTTP/1.1\r\nHost: x\r\n\r\n", "404"),
        ("GET /api/v2/flows.json HTTP/1.1\r\nHost: a b/c\r\n\r\n", "400"),
        ("POST /sandbox/faults.json HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400"),
        ("POST /sandbox/faults.json HTTP/1.1\r\nContent-Length: x\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}", "100"),
        ("GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n", "400"),
        ("GET http://[\r\n\r\n", "400"),
        (
            "GET /api/v2/flows.json HTTP/1.1\r\nHost: x\r\nAuthorization: Basic \xff\r\n\r\n",
            "403",
        ),
        (f"GET /{'a' * 70000} HTTP/1.1\r\nHost: x\r\n\r\n", "414"),
    ],
)
def test_malformed_requests_are_refused_quietly(
    running: Running, capfd: pytest.CaptureFixture[str], sent: str, status: str
) -> None:
    answer = talk(running, sent)

    assert f" {status} " in answer.partition("\r\n")[0] or f"Error code: {status}" in answer
    assert capfd.readouterr().err == ""


def test_a_client_that_goes_away_does_no_harm(
    running: Running, http: requests.Session, capfd: pytest.CaptureFixture[str]
) -> None:
    port = int(running.url.rpartition(":")[2])
    for _ in range(3):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.sendall(b"POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf")
        connection.close()

    assert http.get(f"{running.url}/api/v2/flows.json").status_code == 200
    assert capfd.readouterr().err == ""


def test_readers_and_editors_do_not_disturb_each_other(
    running: Running, http: requests.Session, programme: JsonDict
) -> None:
    workspace = running.sandbox.workspace("Staging")
    upgrade(workspace, workspace.flows)
    flow = workspace.flows[programme["flows"][0]["uuid"]].exported()

    def edit() -> None:
        for number in range(30):
            workspace.save_flow({**flow, "name": f"F {number}"})

    def read(_: int) -> int:
        answer = requests.get(
            f"{running.url}/api/v2/definitions.json?flow={flow['uuid']}",
            headers={"Authorization": f"Token {workspace.token}"},
        )
        return len(answer.json()["flows"])

    editor = Thread(target=edit)
    editor.start()
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(read, range(40))) == {7}
    editor.join()
    assert workspace.flows[str(flow["uuid"])].revision == int(str(flow["revision"])) + 30
    assert len(running.sandbox.log) == 40


def fails(session: requests.Session, url: str) -> None:
    with pytest.raises(requests.ConnectionError):
        session.get(url)


def test_nothing_is_left_when_the_block_ends(sandbox: Sandbox) -> None:
    with serve(sandbox) as running, requests.Session() as session:
        session.post(f"{running.url}/sandbox/faults.json", json=[{"fault": "hang"}])
        hanging = Thread(target=fails, args=(session, running.url))
        hanging.start()
        while sandbox.faults:
            time.sleep(0.01)
    hanging.join(5)

    assert not hanging.is_alive()
    with pytest.raises(requests.ConnectionError):
        requests.get(running.url)


def test_only_this_machine_is_listened_to(running: Running) -> None:
    assert running.url.startswith("http://127.0.0.1:")


def test_a_port_that_is_taken_is_an_error_with_a_way_out(running: Running) -> None:
    port = int(running.url.rpartition(":")[2])

    with (
        pytest.raises(FlowopsError, match=f"port {port} of 127.0.0.1 cannot be used"),
        serve(Sandbox(), port),
    ):
        pass


def test_a_bug_in_the_server_is_shown(running: Running, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flowops.sandbox.server._Handler.make_environ", lambda _: 1 / 0)
        assert talk(running, REQUEST) == ""

    assert "ZeroDivisionError" in capsys.readouterr().err
    assert _Server.daemon_threads
