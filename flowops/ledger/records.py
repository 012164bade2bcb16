"""What a ledger says: receipts, and the files that each deploy found and left."""

from collections.abc import Mapping

from flowops.errors import RepositoryError
from flowops.ledger.branch import Branch
from flowops.ledger.entries import BEFORE, RECEIPT, Entry, entries
from flowops.model.receipt import Receipt
from flowops.repository.git import Git


class Records:
    """What the branch said when it was last looked at: at the beginning, by fetching, and by writing to it."""

    def __init__(self, git: Git, branch: Branch) -> None:
        self._git = git
        self._branch = branch
        self._seen = branch.tip()
        self._read: tuple[str | None, dict[str, Entry]] = (None, {})

    @property
    def branch(self) -> str:
        """The name of the branch that holds it."""
        return self._branch.name

    def receipts(self) -> list[Receipt]:
        """One for each deploy as it was recorded last, newest first."""
        return [entry.receipt for entry in self._deploys().values()]

    def pending(self) -> Receipt | None:
        """The deploy that has begun and has not ended: it runs, perhaps elsewhere, or was killed."""
        return next((receipt for receipt in self.receipts() if receipt.is_open), None)

    def last_deployed(self) -> tuple[Receipt, dict[str, bytes]] | None:
        """The last deploy of which everything was sent, and what it left."""
        done = [receipt for receipt in self.receipts() if receipt.status in ("verified", "unverified")]
        return (done[0], self.after(done[0].id)) if done else None

    def before(self, deploy: str) -> dict[str, bytes]:
        """Path -> bytes of what a deploy found. Raises RepositoryError for an id that is not recorded."""
        blobs = self._blobs(self._entry(deploy).commit)
        return self._files(
            {p.removeprefix(BEFORE): blob for p, blob in blobs.items() if p.startswith(BEFORE)}
        )

    def after(self, deploy: str) -> dict[str, bytes]:
        """Path -> bytes of what a deploy left. Raises RepositoryError for one that has not ended, or is not recorded."""
        entry = self._entry(deploy)
        if entry.receipt.is_open:
            raise RepositoryError(
                f"deploy {deploy} has not ended, so nobody recorded what it left",
                f"See: flowops verify {self._branch.environment}",
            )
        blobs = self._blobs(entry.commit)
        return self._files({path: blob for path, blob in blobs.items() if not path.startswith(BEFORE)})

    def _deploys(self) -> dict[str, Entry]:
        tip, deploys = self._read
        if tip != self._seen:
            deploys = {}
            for entry in entries(self._git, self._branch.name, self._seen):
                deploys.setdefault(entry.receipt.id, entry)
            self._read = self._seen, deploys
        return deploys

    def _entry(self, deploy: str) -> Entry:
        try:
            return self._deploys()[deploy]
        except KeyError:
            raise RepositoryError(
                f"no deploy {deploy} to {self._branch.environment} is recorded",
                f"See: flowops history {self._branch.environment}",
            ) from None

    def _opened(self, deploy: str) -> str:
        """The commit that holds a deploy which is open."""
        entry = self._entry(deploy)
        if not entry.receipt.is_open:
            raise self._branch.stale()
        return entry.commit

    def _blobs(self, commit: str) -> dict[str, str]:
        """Path -> name of the blob of the files in a commit, without the receipt."""
        listed = self._git.listing(commit, "--full-tree")
        return {path: blob for path, (_, blob) in listed.items() if path != RECEIPT}

    def _files(self, blobs: Mapping[str, str]) -> dict[str, bytes]:
        return dict(zip(blobs, self._git.contents(blobs.values()), strict=True))
