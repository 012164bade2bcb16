"""What exports wrote: so that the next one may overwrite it although no commit holds it yet."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from flowops.repository import folder

_GENERATIONS = 2  # what is about to be written, and what stands there until it is


class Exported:
    """A note of digests in git's own folder, for the repository at `prefix` of a checkout."""

    def __init__(self, note: Path, prefix: str) -> None:
        self._note = note
        self._prefix = prefix

    def wrote(self, path: str, data: bytes) -> bool:
        """Whether one of the last exports wrote these bytes there. A damaged note knows of none."""
        return _digest(data) in self._digests().get(self._prefix + path, ())

    def remember(self, files: Mapping[str, bytes]) -> None:
        """Note what an export is about to write; of other repositories in the checkout all stays noted."""
        noted = self._digests()
        now = {path: found for path, found in noted.items() if not path.startswith(self._prefix)}
        for path, data in files.items():
            before = noted.get(self._prefix + path, [])
            now[self._prefix + path] = [*dict.fromkeys([_digest(data), *before])][:_GENERATIONS]
        folder.replace(self._note, json.dumps(now, indent=0, sort_keys=True).encode())

    def _digests(self) -> dict[str, list[str]]:
        try:
            digests = json.loads(self._note.read_bytes())
        except (OSError, ValueError):
            return {}
        return digests if isinstance(digests, dict) else {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
