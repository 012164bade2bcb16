"""What an export would change in the files of a repository."""

from collections.abc import Mapping
from dataclasses import dataclass

from flowops.model.kind import KINDS


@dataclass(frozen=True, slots=True)
class Update:
    """The files of an export beside those that are there.

    files    path -> bytes of everything the export consists of
    written  the paths among them whose bytes are new
    removed  paths that the export no longer has
    kept     paths of kinds that the export could not read: they stay as they are
    """

    files: Mapping[str, bytes]
    written: frozenset[str]
    removed: frozenset[str]
    kept: frozenset[str]

    @property
    def touched(self) -> frozenset[str]:
        """Every path that the update writes or removes."""
        return self.written | self.removed


def update(before: Mapping[str, bytes], files: Mapping[str, bytes], unread: frozenset[str]) -> Update:
    """From the files that are there to those of an export; files of kinds it could not read stay."""
    kept = frozenset(kind.place for kind in KINDS if kind.name in unread)
    written = frozenset(path for path, data in files.items() if before.get(path) != data)
    removed = frozenset(path for path in before if path not in files and path not in kept)
    return Update(files, written, removed, kept)
