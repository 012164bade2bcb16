"""Commits of a ledger -> receipts and files."""

from collections.abc import Mapping
from dataclasses import dataclass

from flowops import canon
from flowops.errors import FormatError, NewerFormat, RepositoryError
from flowops.model.receipt import Receipt, from_json, to_json
from flowops.parse import parse
from flowops.repository.git import Git

RECEIPT = "receipt.json"
BEFORE = "before/"


@dataclass(frozen=True, slots=True)
class Entry:
    """One commit, and the receipt as of then."""

    commit: str
    receipt: Receipt


def entries(git: Git, branch: str, tip: str | None) -> list[Entry]:
    """Newest first. Raises RepositoryError for a commit that flowops did not make, NewerFormat for one of a later."""
    if tip is None:
        return []
    commits = git.line("rev-list", "--topo-order", tip).split()
    found: dict[str, Receipt | str] = {}
    for commit, data in zip(commits, git.blobs(f"{commit}:{RECEIPT}" for commit in commits), strict=True):
        found[commit] = _read(data, f"{RECEIPT} of {commit[:10]}")
    if problems := [what for what in found.values() if isinstance(what, str)]:
        raise _foreign(branch, problems[0], _last_good(found))
    return [Entry(commit, read) for commit, read in found.items() if isinstance(read, Receipt)]


def _read(data: bytes | None, place: str) -> Receipt | str:
    """The receipt, or what is wrong with it."""
    if data is None:
        return f"{place} is missing"
    try:
        return decode(data, place)
    except NewerFormat:
        raise
    except FormatError as error:
        return error.what


def _last_good(found: Mapping[str, Receipt | str]) -> str | None:
    """The commit to go back to: none where receipts would be lost, for there are some above what is wrong."""
    good = [isinstance(read, Receipt) for read in found.values()]
    return None if good[0] or not any(good) else [*found][good.index(True)]


def _foreign(branch: str, what: str, last_good: str | None) -> RepositoryError:
    back = f" Go back to flowops' last commit: git branch -f {branch} {last_good}." if last_good else ""
    return RepositoryError(
        f"the branch {branch} holds what flowops did not write: {what}",
        f"See: git log {branch}.{back} Or keep it aside under another name, here and on origin:"
        f" git branch -m {branch} OTHER",
    )


def encode(receipt: Receipt) -> bytes:
    """The canonical bytes of `receipt.json`."""
    return canon.dumps(to_json(receipt))


def decode(data: bytes, place: str) -> Receipt:
    """The receipt in these bytes. Raises FormatError."""
    return from_json(parse(data, place), place)
