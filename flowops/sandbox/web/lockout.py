"""How often somebody may try: events counted by whom they concern, over a sliding time."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic


@dataclass
class Lockout:
    """So many events within so many seconds, and no more is allowed until the first is over."""

    limit: int
    seconds: float
    clock: Callable[[], float] = monotonic
    _events: dict[str, deque[float]] = field(default_factory=dict)

    def count(self, who: str) -> None:
        """Notes one event."""
        self._events.setdefault(who, deque()).append(self.clock())

    def full(self, who: str) -> bool:
        """Whether the limit is reached."""
        events = self._events.get(who, deque())
        while events and events[0] <= self.clock() - self.seconds:
            events.popleft()
        if not events:
            self.forget(who)
        return len(events) >= self.limit

    def forget(self, who: str) -> None:
        """Begins to count anew."""
        self._events.pop(who, None)
