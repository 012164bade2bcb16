"""What the commands say that need the sandbox where it was not installed."""

from collections.abc import Iterator
from contextlib import contextmanager

from flowops.errors import FlowopsError


@contextmanager
def needed(what: str) -> Iterator[None]:
    """Around an import of the sandbox: its library is an extra that most users do not need."""
    try:
        yield
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("werkzeug"):
            raise
        raise FlowopsError(f"{what} needs werkzeug", "pip install 'rapidpro-flowops[sandbox]'") from None
