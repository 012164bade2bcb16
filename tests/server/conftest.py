"""A sandbox of each dialect, a client that signs in to it, and what it told meanwhile."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from flowops.environment import Environment, Login, Secret
from flowops.model.workspace import Workspace
from flowops.sandbox import Sandbox
from flowops.sandbox.dialects import DIALECTS
from flowops.server.login import Clock
from flowops.server.notices import Notices
from flowops.server.patience import Patience
from flowops.server.session import Session
from flowops.server.transport import Transport

QUICK = Patience(tries=3, wait=0.01, connect=5, read=0.7, throttled=5, sleep=lambda _: None)
FLOW = "ANC Reschedule"


@contextmanager
def answering(data: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A server that gives this answer to everybody, and notes what it was asked.

    Its thread has ended when the block has: one that still waits may take a connection of the next server here, for
    numbers of sockets are used again.
    """
    asked: list[bytes] = []
    over = threading.Event()

    def answer() -> None:
        while not over.is_set():
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                if not over.is_set():
                    asked.append(connection.recv(65536))
                    connection.sendall(data)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        address = listening.getsockname()
        try:
            yield f"http://127.0.0.1:{address[1]}", asked
        finally:
            over.set()
            socket.create_connection(address, timeout=5).close()
            thread.join(5)


@dataclass
class FakeTime:
    """A clock for client and server that moves only by sleeping."""

    now: float = 1_800_000_000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Site:
    """A sandbox that runs, and the environment that points at its workspace Staging."""

    sandbox: Sandbox
    url: str
    environment: Environment
    told: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    time: FakeTime = field(default_factory=FakeTime)

    @property
    def staging(self):
        return self.sandbox.workspace("Staging")

    @property
    def notices(self) -> Notices:
        return Notices(self.told.append, self.details.append)

    def session(self, workspace: str = "Staging") -> Session:
        wanted = self.sandbox.workspace(workspace)
        named = Workspace(wanted.uuid, wanted.name, self.url)
        clock = Clock(lambda: self.time.now, self.time.sleep)
        return Session(self.environment, named, self.notices, QUICK, clock)

    def transport(self) -> Transport:
        return Transport(self.url, self.environment.token, self.notices, QUICK)

    def fault(self, kind: str, path: str, method: str = "POST", **more: object) -> None:
        body = [{"method": method, "path": path, "fault": kind, **more}]
        assert requests.post(f"{self.url}/sandbox/faults.json", json=body, timeout=5).ok

    def page(self, path: str, body: str, method: str = "GET", **more: object) -> None:
        """Has the server answer with this page instead."""
        headers = {"Content-Type": "text/html"}
        self.fault("status:200", path, method, headers=headers, body=body, **more)

    def log(self) -> list[str]:
        entries = requests.get(f"{self.url}/sandbox/log.json", timeout=5).json()
        return [f"{entry['method']} {entry['path']}" for entry in entries]

    def posts(self) -> list[str]:
        """What the client has sent, once each time that it did."""
        return [line for line in self.details if line.startswith("POST")]

    def secrets(self) -> list[str]:
        """What must not be told: the password, and everything that the server's sessions live by."""
        keys = [key for key in self.sandbox.web.sessions.open if key]
        return [self.sandbox.login.password, self.sandbox.login.secret, self.staging.token, *keys]

    def check_silent(self, *texts: str) -> None:
        """No secret is in what was told or in these texts."""
        said = "\n".join((*texts, *self.told, *self.details))
        assert not [secret for secret in self.secrets() if secret and secret in said]


Open = Callable[..., Site]


@pytest.fixture
def site(start, programme, monkeypatch, tmp_path: Path) -> Open:
    """Serves a sandbox of a dialect whose workspace Staging holds the programme."""

    def make(dialect: str = "26.2") -> Site:
        sandbox = Sandbox(dialect)
        sandbox.load("Staging", programme)
        for name, value in (("T", sandbox.workspace("Staging").token), ("P", sandbox.login.password)):
            monkeypatch.setenv(name, value)
        login = Login(sandbox.login.email, Secret("P", "staging", "login.password"))
        token = Secret("T", "staging", "token")
        url = start(sandbox).url
        environment = Environment("staging", tmp_path / "staging.yaml", url, token, login=login)
        made = Site(sandbox, url, environment)
        sandbox.web.time = lambda: made.time.now
        return made

    return make


def once_with_hang(*kinds: str) -> list[object]:
    """The cases (dialect, fault): every fault in every dialect, and in one of them an answer that never comes."""
    return [*((dialect, kind) for dialect in DIALECTS for kind in kinds), ("9.0", "hang")]


@pytest.fixture(params=DIALECTS)
def each(request, site: Open) -> Site:
    """A site of every dialect, one after the other."""
    return site(request.param)


def flow_of(site: Site, name: str = FLOW) -> str:
    """The UUID of a flow of the programme."""
    uuids = {flow.name: str(flow.uuid) for flow in site.staging.flows.values()}
    return uuids[name]
