"""A repository of flows: the folder that holds `flows/` and `environments/`, in a git checkout or not."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from flowops.errors import NoRepository
from flowops.model.export import Export
from flowops.repository import folder, layout
from flowops.repository.checkout import Checkout
from flowops.repository.update import Update, update


class Repository:
    """What is in it is read once; only `write` changes it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def checkout(self) -> Checkout:
        """The git checkout around it. Raises NoRepository where there is none."""
        return Checkout(self.root)

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Path -> bytes of the managed files that are there."""
        return folder.read(self.root)

    @cached_property
    def contents(self) -> layout.Contents:
        """What these files say."""
        return layout.read(self.files)

    def as_of(self, revision: str) -> layout.Contents:
        """What the files of a git revision say; the working tree is not touched."""
        return layout.read(self.checkout.files(revision))

    def update(self, export: Export, beside: Mapping[str, bytes]) -> Update:
        """What it takes to hold `export`, and the files `beside` it outside `flows/`."""
        there = {path: (self.root / path).read_bytes() for path in beside if (self.root / path).is_file()}
        return update(self.files | there, layout.files(export) | dict(beside), export.unread)

    def hand_made(self, wanted: Update) -> list[str]:
        """Paths whose content only the working tree has, and which the update would overwrite or remove."""
        with suppress(NoRepository):  # without git nothing tells an edit from an export
            return self.checkout.hand_made(path for path in wanted.touched if layout.managed(path))
        return []

    def write(self, wanted: Update) -> None:
        """Make it so: each file beside `flows/`, which is true in any case, then all of `flows/` at once."""
        with suppress(NoRepository):
            self.checkout.exported.remember(wanted.files)
        flows = {path: wanted.files[path] for path in wanted.written if layout.managed(path)}
        for path in sorted(wanted.written - flows.keys()):
            folder.replace(self.root / path, wanted.files[path])
        if flows or wanted.removed:
            folder.write(self.root, flows, wanted.removed)

    def pending(self, wanted: Update) -> list[str]:
        """The update's files that git has otherwise, be it of an earlier export: what a commit of it consists of."""
        dirty = set(self.checkout.uncommitted()) - wanted.kept
        return sorted(path for path in dirty if path in wanted.files or self._is_gone(path))

    def head(self) -> layout.Contents:
        """What the last commit says; nothing where there is none."""
        return self.as_of("HEAD") if self.checkout.has_commits() else layout.Contents(Export())

    def _is_gone(self, path: str) -> bool:
        return layout.managed(path) and not (self.root / path).exists()
