"""What a deploy goes by besides the workspace: the repository, the lock file, and the record of earlier deploys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from flowops.commands.console import Console
from flowops.environment import Environment, Lock, load, lock_path, names, parse_lock, read_lock
from flowops.errors import ConfigurationError, FormatError, NoRepository, RepositoryError
from flowops.ledger.ledger import Ledger
from flowops.model.export import Export
from flowops.model.receipt import Receipt
from flowops.repository import layout
from flowops.repository.checkout import Checkout
from flowops.repository.repository import Repository

_DONE = ("verified", "unverified")


def git_export(root: Path) -> Export:
    """What the repository holds. Raises FormatError where a file cannot be read."""
    contents = Repository(root).contents
    if contents.problems:
        raise FormatError("\n".join(contents.problems), "Nothing is deployed while a file cannot be read")
    return contents.export


def found_by(ledger: Ledger | None, deploy: str) -> Export:
    """What a recorded deploy found in the workspace. Raises RepositoryError."""
    if ledger is None:
        raise RepositoryError(
            "there is no git here, so no deploy was recorded", "Go to the clone that deploys"
        )
    return layout.read(_managed(ledger.before(deploy))).export


def checkout_of(root: Path) -> Checkout | None:
    """The git checkout around a repository; None without git."""
    with suppress(NoRepository):
        return Repository(root).checkout
    return None


def ledger_of(console: Console, checkout: Checkout | None, name: str, *, fetch: bool) -> Ledger | None:
    """The records of an environment, with what others have recorded; None without git."""
    if checkout is None:
        return None
    ledger = Ledger.of(checkout, name, _once(console.warn))
    if fetch:
        ledger.fetch()
    return ledger


def _once(warn: Callable[[str], None]) -> Callable[[str], None]:
    """A deploy records twice: what it says of that is worth saying once."""
    said: set[str] = set()

    def tell(text: str) -> None:
        if text not in said:
            said.add(text)
            warn(text)

    return tell


def lock_of(root: Path, name: str, ledger: Ledger | None) -> Lock | None:
    """Beside the environment, or, in a fresh clone, as the last deploy recorded it."""
    found = read_lock(root, name)
    if found or ledger is None or not (last := ledger.last_deployed()):
        return found
    data = last[1].get(lock_path(name))
    return parse_lock(data, f"{lock_path(name)} of deploy {last[0].id}") if data else None


def left_by_last(ledger: Ledger | None) -> Export | None:
    """The workspace as the last deploy left it."""
    last = ledger.last_deployed() if ledger else None
    return layout.read(_managed(last[1])).export if last else None


def _managed(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if layout.managed(path)}


def applied(receipts: Iterable[Receipt]) -> dict[str, str]:
    """Digest of each plan that was carried out -> when that began."""
    return {
        receipt.digest: receipt.started_at for receipt in reversed(list(receipts)) if receipt.status in _DONE
    }


def settled(receipts: Iterable[Receipt]) -> dict[str, tuple[str, str]]:
    """Of each flow that was deployed, what was sent last and what became of it."""
    found: dict[str, tuple[str, str]] = {}
    for receipt in reversed(list(receipts)):
        for action in receipt.actions:
            uuid, sent, became = (action.get(key) for key in ("uuid", "sent", "became"))
            if isinstance(uuid, str) and isinstance(sent, str) and isinstance(became, str):
                found[uuid] = (sent, became)
    return found


def uncommitted(checkout: Checkout | None, name: str) -> tuple[str, ...]:
    """Paths that differ from the last commit, of those that a deploy reads."""
    paths = checkout.uncommitted() if checkout else ()
    ours = f"environments/{name}.yaml"
    return tuple(path for path in paths if path == ours or layout.managed(path))


def other_environments(root: Path, name: str) -> Iterator[Environment]:
    """Each other environment that can be read."""
    for other in names(root):
        if other != name:
            with suppress(ConfigurationError):  # of another environment, which is not deployed now
                yield load(root, other)
