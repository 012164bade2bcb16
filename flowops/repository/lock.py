"""One flowops at a time writes to a repository."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from flowops.errors import RepositoryError

_PATIENCE = 10.0  # seconds; the other one may just be finishing


@contextmanager
def exclusive(root: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the repository at `root`; the system lets go of it however the process ends.

    The lock lies outside the repository, which shall hold nothing of flowops but what was asked for.
    """
    user = os.getuid() if hasattr(os, "getuid") else ""
    place = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"flowops-{user}-{place}.lock")
    try:
        with lock.acquire(timeout=patience):
            yield
    except Timeout:
        raise RepositoryError(f"another flowops is writing to {root}", "Repeat when it is done") from None
