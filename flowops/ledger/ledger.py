"""The receipts of one environment's deploys: opened before the first write, closed when it is known how it ended.

A deploy is two commits of the branch, each a child of the one before, so that every push is a fast-forward:

    opened      receipt.json   before/…   flows/… as found: the difference to its parent was made by hand
    closed      receipt.json   before/…   flows/… as left: the difference to its parent is the deploy

A commit is made in full before the branch moves to it in one step. Killed at any point, the branch is as before or after.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from flowops.errors import RepositoryError, Stale, Unreachable
from flowops.ledger import objects
from flowops.ledger.branch import Branch
from flowops.ledger.entries import BEFORE, RECEIPT, encode
from flowops.ledger.origin import Origin
from flowops.ledger.records import Records
from flowops.ledger.redacted import redacted
from flowops.ledger.who import who
from flowops.model.receipt import Receipt
from flowops.repository.checkout import Checkout
from flowops.repository.git import Git

# `update-ref` runs `reference-transaction` and `push` runs `pre-push`: they are there for the code, not for this
_NO_HOOKS = ("-c", "core.hooksPath=/dev/null")
_OURS = (RECEIPT, BEFORE.rstrip("/"))


class Ledger(Records):
    """The records of an environment, and writing to them."""

    def __init__(self, git: Git, prefix: str, environment: str, warn: Callable[[str], None]) -> None:
        super().__init__(git, Branch(git, prefix, environment))
        self._origin = Origin(git, self._branch)
        self._warn = warn

    @classmethod
    def at(cls, root: Path, environment: str, warn: Callable[[str], None]) -> "Ledger":
        """The ledger in the git checkout around `root`. Raises NoRepository where there is none."""
        return cls.of(Checkout(root), environment, warn)

    @classmethod
    def of(cls, checkout: Checkout, environment: str, warn: Callable[[str], None]) -> "Ledger":
        """The ledger in a git checkout."""
        return cls(Git(checkout.root, *_NO_HOOKS), checkout.prefix, environment, warn)

    def who(self) -> str:
        """Who deploys from here, as a receipt says it."""
        return who(self._git)

    def fetch(self) -> None:
        """Learn what others have recorded. Raises Unreachable, and RepositoryError where both sides have new receipts."""
        self._seen = ours = self._branch.tip()
        theirs = self._origin.fetch(ours) if self._origin.exists() else None
        if theirs is None or theirs == ours or (ours and self._branch.is_ancestor(theirs, ours)):
            return
        if ours and not self._branch.is_ancestor(ours, theirs):
            raise self._diverged()
        self._branch.check_is_free()
        self._branch.move(ours, theirs)
        self._seen = theirs

    def _diverged(self) -> RepositoryError:
        name, kept = self._branch.name, f"unpushed-{self._branch.name.replace('/', '-')}"
        return RepositoryError(
            f"the branch {name} and that of origin have each recorded deploys that the other has not",
            f"Compare them: git log {name}...origin/{name}. To go on with origin's, and keep yours aside:"
            f" git branch -m {name} {kept}",
        )

    def open(
        self,
        receipt: Receipt,
        before: Mapping[str, bytes],
        *,
        push: bool = False,
        local_is_enough: bool = False,
    ) -> None:
        """Record that a deploy begins, and what it found. Raises Stale where another one was faster.

        With `push` it counts only when origin has it. Where there is no origin, it is here only and a warning says so;
        an origin that is unreachable raises Unreachable unless `local_is_enough`.
        """
        if not receipt.is_open:
            raise ValueError("a receipt is opened before it is known how the deploy ends")
        self._check_nothing_is_open()
        self._branch.check_is_free()
        blobs = objects.store(self._git, _checked(before))
        commit = self._commit(receipt, blobs | _beside(blobs), f"Begin deploy {receipt.id}")
        if push:
            self._check_unmoved()
            self._publish(commit, local_is_enough)
        self._move(commit)

    def _check_nothing_is_open(self) -> None:
        if pending := self.pending():
            raise Stale(
                f"deploy {pending.id} to {self._branch.environment}, begun {pending.started_at} by {pending.who}, has not ended",
                f"Wait for it. If it was killed: flowops verify {self._branch.environment} says what it left",
            )

    def _publish(self, commit: str, local_is_enough: bool) -> None:
        """Pushed first, then recorded here: killed in between, the next `fetch` brings it."""
        if not self._origin.exists():
            self._warn(f"there is no remote origin: the branch {self._branch.name} is on this machine only")
            return
        try:
            self._origin.push(commit)
        except Unreachable as error:
            if not local_is_enough:
                raise
            self._warn(f"{error}. When it is back: git push origin {self._branch.name}")

    def note(self, receipt: Receipt) -> None:
        """Record what is known so far of a deploy that stays open. Raises Stale where it is not open any more."""
        if not receipt.is_open:
            raise ValueError("a receipt that is not open is closed, not noted")
        blobs = self._blobs(self._opened(receipt.id))
        self._move(self._commit(receipt, blobs, f"Note on deploy {receipt.id}"))

    def close(self, receipt: Receipt, after: Mapping[str, bytes], *, push: bool = False) -> None:
        """Record how a deploy ended, and what it left. Raises Stale where it is not open any more.

        It is recorded here before it is pushed: when the push fails with Unreachable, Stale or RepositoryError,
        nothing is lost, and `push` can be repeated.
        """
        if receipt.is_open:
            raise ValueError("a receipt is closed when it is known how the deploy ended")
        there = self._blobs(self._opened(receipt.id))
        blobs = objects.store(self._git, _checked(after))
        before = {path: blob for path, blob in there.items() if path.startswith(BEFORE)}
        self._move(self._commit(receipt, blobs | before, f"Deploy {receipt.id}: {receipt.status}"))
        if push:
            self.push()

    def push(self) -> None:
        """Give origin what is recorded here. Raises Unreachable, Stale, RepositoryError."""
        if self._seen:
            self._publish(self._seen, local_is_enough=False)

    def _commit(self, receipt: Receipt, blobs: Mapping[str, str], message: str) -> str:
        data = objects.store(self._git, {RECEIPT: encode(redacted(receipt))})
        return objects.commit(self._git, objects.tree(self._git, {**blobs, **data}), self._seen, message)

    def _check_unmoved(self) -> None:
        if self._branch.tip() != self._seen:
            raise self._branch.stale()

    def _move(self, commit: str) -> None:
        self._branch.move(self._seen, commit)
        self._seen = commit


def _beside(blobs: Mapping[str, str]) -> dict[str, str]:
    return {BEFORE + path: blob for path, blob in blobs.items()}


def _checked(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    for path in files:
        if path.partition("/")[0] in _OURS or not objects.is_path(path):
            raise ValueError(f"a ledger has no place for a file {path!r}")
    return files
