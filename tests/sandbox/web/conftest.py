"""A sandbox of a dialect for each test, and a browser that looks at it."""

from collections.abc import Callable

import pytest

from flowops.sandbox import Sandbox
from tests.sandbox.client import JsonDict

from .browser import Browser, signed_in

DIALECTS = ("7.4", "8.0", "9.0", "10.0", "26.2")


@pytest.fixture
def server(programme: JsonDict) -> Callable[[str], Sandbox]:
    """Makes a sandbox of a dialect whose staging workspace holds the programme."""

    def make(dialect: str) -> Sandbox:
        sandbox = Sandbox(dialect)
        sandbox.load("Staging", programme)
        return sandbox

    return make


@pytest.fixture
def browser(server: Callable[[str], Sandbox]) -> Callable[[str], Browser]:
    """A browser in the staging workspace of a new sandbox of a dialect."""
    return lambda dialect: signed_in(server(dialect))
