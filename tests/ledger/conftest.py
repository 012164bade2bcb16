"""Repositories that share an origin."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import git
from tests.ledgers import share


@pytest.fixture
def origin(repository: Path) -> Path:
    """A bare repository that `repository` pushes to."""
    return share(repository)


@pytest.fixture
def clone(origin: Path, tmp_path: Path) -> Callable[..., Path]:
    """Clones origin."""

    def make(name: str, *options: str) -> Path:
        git(tmp_path, "clone", "--quiet", *options, origin.as_uri(), name)
        return tmp_path / name

    return make
