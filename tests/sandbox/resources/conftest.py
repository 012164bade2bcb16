"""Empty workspaces of every version."""

from collections.abc import Callable

import pytest

from flowops.sandbox import Sandbox
from tests.sandbox.client import Client, JsonDict, body_of

Created = Callable[..., JsonDict]


@pytest.fixture
def empty() -> Client:
    """A client of an empty workspace of a 26.2."""
    return Client(Sandbox())


@pytest.fixture
def created(empty: Client) -> Created:
    """Creates an object in the empty workspace and returns its row."""

    def create(kind: str, /, **body: object) -> JsonDict:
        answer = empty.post(kind, body)
        assert answer.status_code == 201, answer.text
        return body_of(answer)

    return create
