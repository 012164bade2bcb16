"""What the server keeps for its web pages, besides the workspaces and their users."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import time

from flowops.sandbox.web.jobs import Jobs
from flowops.sandbox.web.lockout import Lockout
from flowops.sandbox.web.session import Sessions


@dataclass
class Numbers:
    """The numbers that the database gives to rows of each kind, in the order in which they are first met."""

    first: int = 1001
    _numbers: dict[str, dict[object, int]] = field(default_factory=dict)

    def of(self, kind: str, row: object) -> int:
        """The number of a row."""
        rows = self._numbers.setdefault(kind, {})
        return rows.setdefault(row, self.first + len(rows))

    def row(self, kind: str, number: str) -> object | None:
        """The row of a number, as it stands in an address."""
        wanted = (row for row, known in self._numbers.get(kind, {}).items() if str(known) == number)
        return next(wanted, None)


@dataclass
class Limits:
    """How often somebody may try to sign in, before they are locked out."""

    own: Lockout = field(default_factory=lambda: Lockout(5, 600))  # wrong passwords an address, before 10.2
    failures: Lockout = field(default_factory=lambda: Lockout(5, 300))  # the same since then
    host_failures: Lockout = field(default_factory=lambda: Lockout(10, 60))
    host_attempts: Lockout = field(default_factory=lambda: Lockout(30, 60))


@dataclass
class State:
    """Sessions, imports under way, numbers, who is locked out, and when which digits were good for whom."""

    sessions: Sessions = field(default_factory=Sessions)
    imports: Jobs = field(default_factory=Jobs)
    numbers: Numbers = field(default_factory=Numbers)
    limits: Limits = field(default_factory=Limits)
    digits: dict[tuple[str, str], float] = field(default_factory=dict)
    time: Callable[[], float] = time
