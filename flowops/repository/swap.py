"""One folder takes the place of another in one step, where the system can do that."""

import ctypes
import ctypes.util
import os
import sys
from pathlib import Path

BEFORE = "before"
_HERE = -100  # AT_FDCWD
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
    except OSError:
        before.rename(target)
        raise


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; False where the system or the file system cannot."""
    library = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return bool(library.renamex_np(first, second, _EXCHANGE) == 0)
    if sys.platform.startswith("linux") and hasattr(library, "renameat2"):
        return bool(library.renameat2(_HERE, first, _HERE, second, _EXCHANGE) == 0)
    return False
