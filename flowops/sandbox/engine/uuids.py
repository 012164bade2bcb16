"""Where new UUIDs come from: tests pass their own source."""

from collections.abc import Callable
from typing import TypeAlias

NewUuid: TypeAlias = Callable[[], str]
