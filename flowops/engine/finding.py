"""Where the program flowops-engine is."""

import os
import shutil
from pathlib import Path

from flowops.errors import ConfigurationError

VARIABLE = "FLOWOPS_ENGINE"
PROGRAM = "flowops-engine"
_CHECKOUT = Path(__file__).parents[2] / "engine"  # of flowops' own source, where `make engine` builds it


def find() -> str | None:
    """The program's path: what FLOWOPS_ENGINE says, on the PATH, or beside a source checkout; None where it is not installed.

    An empty FLOWOPS_ENGINE stands for none. Raises ConfigurationError where the variable names no program.
    """
    named = os.environ.get(VARIABLE)
    if named is None:
        return shutil.which(PROGRAM) or shutil.which(PROGRAM, path=_CHECKOUT)
    if named and shutil.which(named) is None:
        raise ConfigurationError(
            f"{VARIABLE} is {named!r}, which is no program", f"Set it to the path of {PROGRAM}, or unset it"
        )
    return named or None
