import pytest

from flowops.sandbox import Workspace

from .samples import empty


@pytest.fixture
def workspace() -> Workspace:
    return empty("9.0")
