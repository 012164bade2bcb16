"""What git shows of a file. Git starts a process for each one, so this imports next to nothing, click not at all."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path


def show(file: Path) -> int:
    """Print the lines of a file to standard output, or the file itself where it is no JSON."""
    import json

    from flowops.render.outline import outline

    data = file.read_bytes()
    with suppress(ValueError, RecursionError):  # a conflict of git, or something else to be seen as it is
        data = outline(json.loads(data)).encode()
    sys.stdout.buffer.write(data)
    sys.stdout.flush()
    return 0
