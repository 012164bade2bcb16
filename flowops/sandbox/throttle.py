"""The hourly limit of the API, counted over a sliding hour for each workspace and scope."""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from time import monotonic

from flowops.sandbox.answers import Refusal

_HOUR = 3600


@dataclass
class Throttle:
    """How many calls an hour are answered, and whether a refusal says when to come back; None: as RapidPro does."""

    limit: int
    retry_after: bool | None = None
    clock: Callable[[], float] = monotonic
    _calls: dict[tuple[int, str], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def count(self, workspace: int, scope: str) -> None:
        """Counts one call, or refuses it without counting it."""
        now = self.clock()
        calls = self._calls[workspace, scope]
        while calls and calls[0] <= now - _HOUR:
            calls.popleft()
        if len(calls) >= self.limit:
            raise self._refusal(calls, now)
        calls.append(now)

    def _refusal(self, calls: deque[float], now: float) -> Refusal:
        # more calls than the limit: it was lowered meanwhile, and RapidPro cannot say when; seen on 9.0.0
        says_when = len(calls) <= self.limit if self.retry_after is None else self.retry_after
        if not says_when:
            return Refusal(429, "Request was throttled.")
        wait = ceil(_HOUR - (now - calls[0])) if calls else _HOUR
        seconds = "second" if wait == 1 else "seconds"
        text = f"Request was throttled. Expected available in {wait} {seconds}."
        return Refusal(429, text, {"Retry-After": str(wait)})
