"""Whom the client tells what it does; it never prints."""

from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Notices:
    """Three listeners: `notify` for what a user must know, `detail` for each request, `progress` for done and total."""

    notify: Callable[[str], None] = field(default=lambda _: None)
    detail: Callable[[str], None] = field(default=lambda _: None)
    progress: Progress = field(default=lambda _done, _total: None)
