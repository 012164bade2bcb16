"""One folder takes the place of another in one step, where the system can do that."""

import ctypes
import os
import sys
from pathlib import Path

BEFORE = "before"
_HERE = -100  # AT_FDCWD
_CALLS = {"linux": "renameat2", "darwin": "renamex_np"}
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux 3.15, RENAME_SWAP of macOS 10.12


def swap(new: Path, target: Path, before: Path) -> None:
    """Put `new` in the place of `target`; what was there ends up at `new` or at `before`. Raises OSError."""
    if not target.exists():
        new.rename(target)
    elif not exchange(new, target):
        rename(new, target, before)


def rename(new: Path, target: Path, before: Path) -> None:
    """The same in two steps: between them there is no `target`, only `before`."""
    target.rename(before)
    try:
        new.rename(target)
    except BaseException:  # an interrupt too: without this there is no folder at all
        before.rename(target)
        raise


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; False where the system or the file system cannot."""
    if sys.platform not in _CALLS:
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    call = getattr(ctypes.CDLL(None), _CALLS[sys.platform], None)
    if call is None:
        return False
    paths = (first, second) if sys.platform == "darwin" else (_HERE, first, _HERE, second)
    return bool(call(*paths, _EXCHANGE) == 0)
