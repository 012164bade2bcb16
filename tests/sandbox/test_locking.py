"""One request at a time: what waits in the middle of one keeps the next one out."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from dataclasses import dataclass, field
from threading import Event

import pytest
from werkzeug.test import TestResponse

from flowops.sandbox import Sandbox
from flowops.sandbox.throttle import Throttle
from flowops.sandbox.web.state import Numbers

from .client import Client
from .web.browser import Browser, signed_in

FLOWS = "/api/v2/flows.json"


@dataclass
class Gate:
    """Who comes here waits until it is opened."""

    reached: Event = field(default_factory=Event)
    opened: Event = field(default_factory=Event)

    def wait(self) -> None:
        self.reached.set()
        assert self.opened.wait(10)


@dataclass
class SlowThrottle(Throttle):
    gate: Gate = field(default_factory=Gate)

    def count(self, workspace: int, scope: str) -> None:
        self.gate.wait()
        super().count(workspace, scope)


@dataclass
class SlowNumbers(Numbers):
    gate: Gate = field(default_factory=Gate)

    def of(self, kind: str, row: object) -> int:
        self.gate.wait()
        return super().of(kind, row)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as made:
        yield made


def waits_for_the_first(
    pool: ThreadPoolExecutor,
    gate: Gate,
    first: Callable[[], TestResponse],
    second: Callable[[], TestResponse],
) -> bool:
    """Whether the second request is answered only after the gate has let the first one through."""
    slow = pool.submit(first)
    try:
        assert gate.reached.wait(10)
        quick = pool.submit(second)
        try:
            quick.result(timeout=0.2)
        except StillWaiting:
            return True
        return False
    finally:
        gate.opened.set()
        assert slow.result(10).status_code == 200
        assert quick.result(10).status_code in (200, 403)


def test_a_call_of_the_api_keeps_every_other_request_out(sandbox: Sandbox, pool: ThreadPoolExecutor) -> None:
    one, other = Client(sandbox), Client(sandbox)
    throttle = SlowThrottle(100)
    sandbox.throttle = throttle

    assert waits_for_the_first(
        pool, throttle.gate, lambda: one.call(FLOWS), lambda: other.call(FLOWS, Authorization="")
    )


def test_a_page_keeps_every_other_request_out(sandbox: Sandbox, pool: ThreadPoolExecutor) -> None:
    one, other = signed_in(sandbox), Browser(sandbox)
    flow = next(iter(sandbox.workspace("Staging").flows))
    numbers = SlowNumbers()
    sandbox.web.numbers = numbers

    assert waits_for_the_first(
        pool,
        numbers.gate,
        lambda: one.get(f"/flow/revisions/{flow}/"),
        lambda: other.get(other.login),
    )
