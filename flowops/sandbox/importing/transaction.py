"""All or nothing: a workspace that is as it was when something goes wrong in the middle."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

from flowops.sandbox.workspace import Workspace


@contextmanager
def transaction(workspace: Workspace) -> Iterator[None]:
    """Undoes everything done to the workspace in the block if the block fails; objects in it must be replaced, not changed."""
    before = {column.name: _copied(getattr(workspace, column.name)) for column in fields(workspace)}
    try:
        yield
    except BaseException:
        for name, value in before.items():
            setattr(workspace, name, value)
        raise


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: item.copy() if isinstance(item, dict | list) else item for key, item in value.items()}
    return value.copy() if isinstance(value, list) else value
